package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What follows a request of which the client has said that it is the last, in a server that
/// lingers for longer than any test may take.
@Timeout(60)
class LastRequestTest {
  private static final ConnectionOptions LINGERING = TestServer.impatient(Duration.ofMinutes(5));
  private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private static final Handler HELLO = request -> Response.text(Status.OK, "hello");
  private static final Handler HELLO_ON_WORKER =
      request -> new OnWorker(() -> Response.text(Status.OK, "hello"));

  private static TestServer server(Handler handler) throws IOException {
    return new TestServer(handler, LINGERING, 2, 8);
  }

  /// The client's side stays open, and nobody waits for its end.
  private static void assertClosesAtOnce(Handler handler, String... requests) throws Exception {
    try (TestServer server = server(handler);
        Wire wire = server.connect()) {
      for (String request : requests) {
        assertEquals("hello", wire.send(request).reply().content());
      }
      assertEquals(new Wire.Rest("", false), wire.rest());
      assertEquals(requests.length, TestServer.next(server.closed));
    }
  }

  /// The server has ended its side, and waits for the client to end its own.
  private static void assertLingers(TestServer server, Wire wire, int requests) throws Exception {
    assertEquals(new Wire.Rest("", false), wire.rest());
    wire.send("and more");
    wire.endOutput();
    assertEquals(requests, TestServer.next(server.closed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LAST,
        "GET / HTTP/1.0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"
      })
  void isNotWaitedForMore(String request) throws Exception {
    assertClosesAtOnce(HELLO, request);
    assertClosesAtOnce(HELLO_ON_WORKER, request);
  }

  @Test
  void isNotWaitedForMoreAfterOthers() throws Exception {
    String other = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    assertClosesAtOnce(HELLO, other, other, LAST);
    assertClosesAtOnce(HELLO_ON_WORKER, other, other, LAST);
  }

  /// The leader is held until the request is there.
  @Test
  void isNotWaitedForMoreIfItWasThereAtOnce() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handler holding =
        request -> {
          if (request.head().rawPath().equals("/held")) {
            TestServer.hold(held, go);
          }
          return Response.text(Status.OK, "hello");
        };
    try (TestServer server = server(holding);
        Wire first = server.connect().get("/held")) {
      held.await();
      try (Wire wire = server.connect()) {
        wire.send(LAST);
        go.countDown();
        assertEquals("hello", wire.reply().content());
        assertEquals(new Wire.Rest("", false), wire.rest());
        assertEquals(1, TestServer.next(server.closed));
      }
      assertEquals("hello", first.reply().content());
    }
  }

  /// The kernel has taken all of it, for a client that may not have read any.
  @Test
  void isLingeredForWhileMuchMayBeUnread() throws Exception {
    String much = "x".repeat((int) Farewell.LITTLE + 1);
    Handler handler =
        request -> Response.text(Status.OK, request.head().rawPath().equals("/") ? "hello" : much);
    try (TestServer server = server(handler);
        Wire wire = server.connect()) {
      wire.get("/much").send(LAST);
      assertEquals(much, wire.reply().content());
      assertEquals("hello", wire.reply().content());
      assertEquals(new Wire.Rest("", false), wire.rest());
      assertEquals(1, server.connections.engine().quota().open());
      assertLingers(server, wire, 2);
    }
  }

  /// An end with unread input would be a reset, which can take the response with it.
  @Test
  void isAnsweredWholeIfMoreFollowsAllTheSame() throws Exception {
    try (TestServer server = server(HELLO);
        Wire wire = server.connect()) {
      wire.send(LAST + "x".repeat(100_000));
      assertEquals("hello", wire.reply().content());
      assertLingers(server, wire, 1);
    }
  }

  /// What comes while it is answered is found when it has been.
  @Test
  void isAnsweredWholeIfMoreFollowsMeanwhile() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handler handler =
        request ->
            new OnWorker(() -> {
              running.countDown();
              go.await();
              return Response.text(Status.OK, "hello");
            });
    try (TestServer server = server(handler);
        Wire wire = server.connect().send(LAST)) {
      running.await();
      wire.send("\r\n");
      go.countDown();
      assertEquals("hello", wire.reply().content());
      assertLingers(server, wire, 1);
    }
  }

  /// Content that is still to come would be answered with a reset.
  @Test
  void isLingeredForUntilItsContentIsThere() throws Exception {
    try (TestServer server = server(HELLO);
        Wire wire = server.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 9\r\n\r\n");
      assertTrue(wire.reply().closes());
      assertLingers(server, wire, 1);
    }
  }
}
