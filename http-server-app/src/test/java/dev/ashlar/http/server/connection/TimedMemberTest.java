package dev.ashlar.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a client has, step by step and without a socket. The loop's time stands still, since
/// nobody leads it: where time is to pass, the deadline comes nearer.
@Timeout(60)
class TimedMemberTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int IDLE = 10;
  private static final int INTERVAL = 30;

  /// In an interval.
  private static final int LEAST_BYTES = 300;

  private static final ConnectionOptions OPTIONS =
      ConnectionOptions.builder(1000, 1000, Duration.ofSeconds(IDLE))
          .pace(Duration.ofSeconds(20), Duration.ofSeconds(INTERVAL), LEAST_BYTES / INTERVAL)
          .linger(Duration.ofSeconds(40), 1 << 20)
          .build();

  private static final Handler HANDLER =
      request ->
          request.head().rawPath().equals("/content")
              ? new Taker(false)
              : Response.text(Status.OK, "hello");

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private static final String WHOLE = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String PART_OF_HEAD = "GET / HT";
  private static final String PART_OF_CONTENT =
      "POST /content HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(500);

  private static final class Member extends TimedMember {
    Member(SelectorLoop loop) {
      super(OPTIONS, loop);
    }

    @Override
    void ready(int operations) {}

    @Override
    void returned() {}

    @Override
    void expired(long now) {}
  }

  private final RecordingTransport transport = new RecordingTransport();

  /// Only for what all connections of a server share.
  private TestServer server;

  private SelectorLoop loop;
  private Http1 http;
  private Member member;

  @BeforeEach
  void open() throws IOException {
    server = new TestServer(HANDLER, OPTIONS, 1, 1);
    LoopShare share = new LoopShare(new BufferPool(16 << 10, 4), new Opening(1));
    loop = new SelectorLoop(Selector.open(), new Drain(), share);
    http =
        new Http1(
            server.connections.engine(), new ConnectionInfo(1, ANY, ANY), transport, loop.share());
    member = new Member(loop);
  }

  @AfterEach
  void close() throws IOException {
    http.release();
    loop.discard();
    server.close();
  }

  @Test
  void saysSinceWhenItWaitsForARequest() {
    arrives(WHOLE);
    assertTrue(member.startClock(http));
    assertEquals(loop.now(), member.idleSince());
    passUntil(SECOND);
    assertEquals(loop.now() - (IDLE - 1) * SECOND, member.idleSince());
  }

  private void arrives(String octets) {
    transport.arriving = ByteBuffer.wrap(octets.getBytes(ISO_8859_1));
    http.markReadable();
    http.advance(false);
  }

  private void assertLeft(long nanos) {
    assertEquals(nanos, member.deadline() - loop.now());
  }

  /// So much time is left.
  private void passUntil(long nanos) {
    member.postpone(loop.now() + nanos);
  }

  @ParameterizedTest
  @CsvSource({"REQUEST,10", "HEAD,20", "CONTENT,30", "WRITE,30", "FAREWELL,40"})
  void dependsOnWhatIsWaitedFor(Waiting what, long seconds) {
    switch (what) {
      case HEAD -> arrives(PART_OF_HEAD);
      case CONTENT -> arrives(PART_OF_CONTENT);
      case WRITE -> {
        transport.room = 10;
        arrives(WHOLE);
      }
      case FAREWELL -> arrives("no request\r\n\r\n");
      case REQUEST, SERVER -> {}
    }
    assertEquals(what, http.waiting());
    assertTrue(member.startClock(http));
    assertLeft(seconds * SECOND);
  }

  @Test
  void isNoMoreForWhoGoesOnWithTheSame() {
    arrives(PART_OF_HEAD);
    member.startClock(http);
    passUntil(7 * SECOND);
    arrives("TP/1.1\r\n");
    assertFalse(member.startClock(http));
    assertLeft(7 * SECOND);
  }

  @Test
  void standsStillWhileSomebodyElseIsAtIt() {
    arrives(PART_OF_HEAD);
    member.startClock(http);
    for (int left = 7; left > 0; left -= 3) {
      passUntil(left * SECOND);
      member.stopClock();
      assertLeft(IDLE * SECOND);
      member.stopClock();
      assertFalse(member.startClock(http));
      assertLeft(left * SECOND);
    }
  }

  @Test
  void isNotNegativeWhereItIsOverAlready() {
    arrives(PART_OF_HEAD);
    member.startClock(http);
    passUntil(-1);
    member.stopClock();
    assertFalse(member.startClock(http));
    assertLeft(0);
  }

  @Test
  void isOverAtOnceWhenItIsSpent() {
    arrives(PART_OF_HEAD);
    member.startClock(http);
    member.spendTime();
    assertFalse(member.startClock(http));
    assertLeft(0);
  }

  @Test
  void beginsAnewWithEachWaitForARequest() {
    member.startClock(http);
    passUntil(3 * SECOND);
    assertTrue(member.startClock(http));
    assertLeft(IDLE * SECOND);
  }

  @Test
  void beginsAnewWithTheSameOfAnotherRequest() {
    arrives(PART_OF_CONTENT);
    member.startClock(http);
    passUntil(3 * SECOND);
    arrives("x".repeat(500) + PART_OF_CONTENT);
    assertEquals(2, http.requests());
    assertTrue(member.startClock(http));
    assertLeft(INTERVAL * SECOND);
  }

  @Test
  void beginsAnewForWhoWasAnsweredByAWorker() {
    arrives(PART_OF_HEAD);
    member.startClock(http);
    member.stopClock();
    arrives(WHOLE.substring(PART_OF_HEAD.length()));
    long atLeast = System.nanoTime() + IDLE * SECOND;
    member.restartClock(http);
    assertTrue(member.deadline() - atLeast >= 0);
    arrives(PART_OF_HEAD);
    assertTrue(member.startClock(http), "the head of another request");
  }

  @Test
  void isLongerForWhoSendsEnoughSinceTheLastLook() {
    arrives(PART_OF_CONTENT);
    member.startClock(http);
    arrives("x".repeat(LEAST_BYTES - 1));
    long now = loop.now() + SECOND;
    assertFalse(member.madeProgress(http, now));
    arrives("x");
    assertTrue(member.madeProgress(http, now));
    assertLeft((1 + INTERVAL) * SECOND);
    assertFalse(member.madeProgress(http, now), "nothing has come since");
  }

  @Test
  void isLookedAtLaterButNotBeforeItIsOver() {
    long now = loop.now();
    loop.schedule(member, now - 1);
    member.lookLater(now);
    assertLeft(IDLE * SECOND);
    loop.schedule(member, now + 100 * SECOND);
    member.lookLater(now);
    assertLeft(100 * SECOND);
  }
}
