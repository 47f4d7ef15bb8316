package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How exchanges and connections end: too much to do, too slow a client, cut content.
@Timeout(60)
class EndsTest {
  private static final Duration SHORT = Duration.ofMillis(120);
  private static final Handler HELLO = request -> Response.text(Status.OK, "hello");

  /// A response of nothing but content.
  private static Response of(Content content) {
    return new Response(Status.OK, Fields.NONE, content);
  }

  @Test
  void answers503WhenThereIsNoRoomAndKeepsWhoIsDone() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handler handler =
        request ->
            new OnWorker(() -> {
              begun.countDown();
              go.await();
              return Response.text(Status.OK, "done");
            });
    // Two workers, one of which leads, and room for one.
    try (TestServer server = new TestServer(handler, TestServer.PATIENT, 2, 1);
        Wire running = server.connect();
        Wire queued = server.connect();
        Wire refused = server.connect();
        Wire sending = server.connect()) {
      running.get("/");
      begun.await();
      queued.get("/");
      TestServer.await(() -> server.connections.engine().pool().snapshot().queued() > 0);
      for (int i = 0; i < 3; i++) {
        Wire.Reply reply = refused.get("/").reply();
        assertEquals(503, reply.status());
        assertTrue(reply.head().matches("(?s).*\r\nRetry-After: [1-9]\\d*\r\n.*"));
        assertFalse(reply.closes());
      }
      refused.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(900));
      for (int i = 0; i < 900; i++) {
        assertEquals(503, refused.reply().status());
      }
      int size = 8 << 20;
      sending.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
      sending.send(new byte[size]);
      Wire.Reply early = sending.reply();
      assertEquals(503, early.status());
      assertTrue(early.closes());
      assertEquals(new Wire.Rest("", false), sending.rest());
      go.countDown();
      assertEquals("done", running.reply().content());
      assertEquals("done", queued.reply().content());
      assertEquals("done", refused.get("/").reply().content());
    }
  }

  @Test
  void closesAnIdleConnection() throws Exception {
    try (TestServer server = new TestServer(HELLO, TestServer.impatient(SHORT), 2, 8);
        Wire wire = server.connect()) {
      assertEquals("hello", wire.get("/").reply().content());
      assertEquals(new Wire.Rest("", false), wire.rest());
    }
  }

  @Test
  void answers408ToAHeadThatDoesNotEnd() throws Exception {
    try (TestServer server = new TestServer(HELLO, TestServer.impatient(SHORT), 2, 8);
        Wire wire = server.connect()) {
      assertEquals(408, wire.send("GET / HT").reply().status());
      assertEquals(new Wire.Rest("", false), wire.rest());
    }
  }

  @Test
  void answers408ToContentThatStopsAlthoughWorkersTakeIt() throws Exception {
    Taker taker = new Taker(true);
    try (TestServer server = new TestServer(request -> taker, TestServer.impatient(SHORT), 2, 8);
        Wire wire = server.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      assertEquals(408, wire.reply().status());
      assertEquals(new Wire.Rest("", false), wire.rest());
      assertEquals(1, taker.abandoned.get());
    }
  }

  @Test
  void answers408ToWhoWasInvitedAndThenSendsNothing() throws Exception {
    Taker taker = new Taker(false);
    try (TestServer server = new TestServer(request -> taker, TestServer.impatient(SHORT), 2, 8);
        Wire wire = server.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", wire.head());
      assertEquals(408, wire.reply().status());
      assertEquals(new Wire.Rest("", false), wire.rest());
    }
  }

  @Test
  void noticesThatAnIdleClientHasEndedItsSide() throws Exception {
    try (TestServer server = new TestServer(HELLO);
        Wire wire = server.connect()) {
      wire.get("/").reply();
      wire.endOutput();
      assertEquals(new Wire.Rest("", false), wire.rest());
      assertEquals(1, TestServer.next(server.closed));
    }
  }

  @Test
  void discardsNoMoreThanItsBoundAfterTheLastResponse() throws Exception {
    ConnectionOptions brief = TestServer.patient().linger(Duration.ofMinutes(5), 1 << 20).build();
    try (TestServer server = new TestServer(HELLO, brief, 2, 8);
        Wire wire = server.connect()) {
      assertTrue(wire.send("GET / HTTP/1.1\r\n\r\n").reply().closes());
      // Ends long before the time is over, and only because it is too much.
      assertThrows(
          IOException.class,
          () -> {
            while (true) {
              wire.send(new byte[1 << 16]);
            }
          });
      TestServer.next(server.closed);
    }
  }

  @Test
  void tellsHowLongARequestHasWaitedForAWorker() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handler handler =
        request ->
            request.head().rawPath().equals("/")
                ? Response.text(Status.OK, "hello")
                : new OnWorker(() -> {
                  TestServer.hold(held, go);
                  return Response.text(Status.OK, "done");
                });
    try (TestServer server = new TestServer(handler, TestServer.PATIENT, 2, 1);
        Wire running = server.connect().get("/held")) {
      held.await();
      try (Wire queued = server.connect().get("/queued");
          Wire other = server.connect()) {
        TestServer.await(() -> server.connections.engine().pool().snapshot().queued() > 0);
        long since = System.nanoTime();
        assertEquals("hello", other.get("/").reply().content());
        assertEquals(0, TestServer.next(server.waits));
        long atLeast = System.nanoTime() - since;
        go.countDown();
        assertEquals("done", running.reply().content());
        assertEquals("done", queued.reply().content());
        long one = TestServer.next(server.waits);
        long longest = Math.max(one, TestServer.next(server.waits));
        assertTrue(longest >= atLeast, () -> longest + " of " + atLeast);
      }
    }
  }

  /// Nothing else wakes the leader.
  @Test
  void goesOnWithAResponseForWhichThereWasNoWorkerOnceThereIsOne(@TempDir Path folder)
      throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Path path = Files.write(folder.resolve("file"), new byte[100_000]);
    try (FileChannel file = FileChannel.open(path);
        TestServer server =
            new TestServer(
                request ->
                    request.head().rawPath().equals("/file")
                        ? of(new Content.FileRegion(file, 0, 100_000, () -> {}))
                        : new OnWorker(() -> {
                          TestServer.hold(held, go);
                          return Response.text(Status.OK, "done");
                        }),
                TestServer.PATIENT,
                2,
                1);
        Wire running = server.connect().get("/held")) {
      held.await();
      try (Wire queued = server.connect().get("/queued");
          Wire sending = server.connect()) {
        TestServer.await(() -> server.connections.engine().pool().snapshot().queued() > 0);
        assertTrue(sending.get("/file").head().startsWith("HTTP/1.1 200 "));
        TestServer.await(() -> server.connections.engine().pool().snapshot().rejected() > 0);
        go.countDown();
        assertEquals(100_000, sending.content(100_000).length());
        assertEquals("done", running.reply().content());
        assertEquals("done", queued.reply().content());
      }
    }
  }

  /// Longer than it would be waited for if it were silent: as another shows, who came later.
  @ParameterizedTest
  @ValueSource(strings = {"/worker", "/later"})
  void waitsForAnAnswerHoweverLongItTakes(String target) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Response> later = new CompletableFuture<>();
    Handler handler =
        request -> {
          if (request.head().rawPath().equals("/later")) {
            held.countDown();
            return new LaterResponse(later);
          }
          return new OnWorker(() -> {
            TestServer.hold(held, go);
            return Response.text(Status.OK, "hello");
          });
        };
    Duration ampleForARequest = Duration.ofSeconds(2);
    try (TestServer server = new TestServer(handler, TestServer.impatient(ampleForARequest), 2, 8);
        Wire wire = server.connect().get(target)) {
      held.await();
      try (Wire silent = server.connect()) {
        assertEquals(new Wire.Rest("", false), silent.rest());
      }
      go.countDown();
      later.complete(Response.text(Status.OK, "hello"));
      assertEquals("hello", wire.reply().content());
    }
  }

  @Test
  void cutsASlowReaderAndClosesItsContentOnce() throws Exception {
    CloseCounter endless = new CloseCounter(Content.UNKNOWN_LENGTH, Long.MAX_VALUE);
    try (TestServer server =
            new TestServer(request -> of(endless), TestServer.impatient(SHORT), 2, 8);
        Wire wire = server.connect()) {
      wire.get("/");
      assertEquals(Refusal.Rule.DEADLINE, TestServer.next(server.cuts).rule());
      TestServer.next(endless.closes);
      assertFalse(TestServer.next(server.completed));
      TestServer.next(server.closed);
      assertTrue(endless.closes.isEmpty());
    }
  }

  @Test
  void sendsASourceInChunksAndToAnOldClientUntilTheEnd() throws Exception {
    Handler handler = request -> of(new CloseCounter(Content.UNKNOWN_LENGTH, 3));
    try (TestServer server = new TestServer(handler);
        Wire wire = server.connect();
        Wire old = server.connect()) {
      assertTrue(wire.get("/").head().contains("\r\nTransfer-Encoding: chunked\r\n"));
      assertEquals("3\r\nxxx\r\n0\r\n\r\n", wire.content(13));
      old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertTrue(old.head().contains("\r\nConnection: close\r\n"));
      assertEquals(new Wire.Rest("xxx", false), old.rest());
    }
  }

  @Test
  void cutsASourceThatIsShorterThanAnnounced() throws Exception {
    CloseCounter shorter = new CloseCounter(10, 3);
    try (TestServer server = new TestServer(request -> of(shorter));
        Wire wire = server.connect()) {
      wire.get("/");
      assertTrue(wire.rest().reset());
      TestServer.next(server.closed);
      assertEquals(1, shorter.closes.size());
      assertFalse(TestServer.next(server.completed));
    }
  }

  @Test
  void sendsFilesOfManySlicesAndCutsOneThatShrank(@TempDir Path folder) throws Exception {
    Path path = Files.write(folder.resolve("file"), new byte[5 << 20]);
    AtomicInteger closes = new AtomicInteger();
    try (FileChannel file = FileChannel.open(path);
        TestServer server =
            new TestServer(request ->
                of(
                    new Content.FileRegion(
                        file,
                        0,
                        request.head().rawPath().equals("/") ? 5 << 20 : 6 << 20,
                        closes::incrementAndGet)));
        Wire wire = server.connect()) {
      assertEquals(5 << 20, wire.get("/").reply().content().length());
      wire.get("/shrunk");
      assertTrue(wire.rest().octets().length() < 6 << 20);
      TestServer.next(server.closed);
      assertEquals(2, closes.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pausesAcceptingAtTheLimitAndGoesOn(int leaders) throws Exception {
    ConnectionOptions two =
        ConnectionOptions.builder(2, 100, Duration.ofSeconds(30)).leaders(leaders).build();
    String asking =
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
    try (TestServer server = new TestServer(request -> new Taker(false), two, 2, 8);
        Wire busy = server.connect();
        Wire busyToo = server.connect()) {
      busy.send(asking).head();
      busyToo.send(asking).head();
      try (Wire waiting = server.connect()) {
        assertEquals("paused", TestServer.next(server.accepting));
        waiting.get("/");
        assertEquals("a", busy.send("a").reply().content());
        assertEquals("b", busyToo.send("b").reply().content());
        busy.endOutput();
        busyToo.endOutput();
        assertEquals("", waiting.reply().content());
        assertEquals("resumed", TestServer.next(server.accepting));
      }
    }
  }

  @Test
  void refusesWhatAClientOpensBeyondItsShare() throws Exception {
    ConnectionOptions one = TestServer.patient().maxConnectionsPerClient(1).build();
    try (TestServer server = new TestServer(HELLO, one, 2, 8)) {
      try (Wire first = server.connect();
          Wire second = server.connect()) {
        assertEquals("hello", first.get("/").reply().content());
        assertEquals("", second.rest().octets());
        assertEquals(Refusal.Rule.QUOTA, TestServer.next(server.cuts).rule());
      }
      TestServer.next(server.closed);
      try (Wire again = server.connect()) {
        assertEquals("hello", again.get("/").reply().content());
      }
    }
  }

  @Test
  void sendsBytesOfAnySizeFromEitherMemory() throws Exception {
    byte[] large = new byte[3 << 20];
    Content heap = new Content.Bytes(ByteBuffer.wrap(large));
    Content direct = new Content.Bytes(ByteBuffer.allocateDirect(large.length));
    try (TestServer server =
            new TestServer(
                request -> of(request.head().rawPath().equals("/heap") ? heap : direct));
        Wire wire = server.connect()) {
      assertEquals(large.length, wire.get("/heap").reply().content().length());
      assertEquals(large.length, wire.get("/direct").reply().content().length());
    }
  }
}
