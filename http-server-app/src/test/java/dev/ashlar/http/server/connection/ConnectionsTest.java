package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionsTest {
  /// Answers each target in its own way, with the target as content.
  private static final Handler MIXED =
      request -> {
        Response echo = Response.text(Status.OK, request.head().rawPath());
        return switch (request.head().rawPath().substring(1, 2)) {
          case "w" -> new OnWorker(() -> echo);
          case "l" -> new LaterResponse(CompletableFuture.supplyAsync(() -> echo));
          case "d" -> new LaterResponse(CompletableFuture.completedFuture(echo));
          case "t" -> new Taker(false);
          case "b" -> new Taker(true);
          case "x" -> throw new IllegalStateException("handler");
          case "y" ->
              new OnWorker(() -> {
                throw new Exception("worker");
              });
          case "z" -> new LaterResponse(CompletableFuture.failedFuture(new Exception("later")));
          case "n" -> new LaterResponse(CompletableFuture.completedFuture(null));
          case "e" ->
              new Taker(false) {
                @Override
                public Answer receive(ByteBuffer bytes) {
                  throw new IllegalStateException("receiver");
                }
              };
          case "f" -> new Response(Status.OK, CloseCounter.FRAMING, echo.content());
          default -> echo;
        };
      };

  @ParameterizedTest
  @ValueSource(strings = {"/i", "/w", "/l", "/d"})
  void answersManyRequestsOnOneConnection(String target) throws Exception {
    try (TestServer server = new TestServer(MIXED);
        Wire wire = server.connect()) {
      for (int i = 0; i < 300; i++) {
        Wire.Reply reply = wire.get(target + i).reply();
        assertEquals(target + i, reply.content());
        assertFalse(reply.closes());
      }
    }
  }

  @Test
  void keepsTheOrderOfPipelinedRequestsOfAllKinds() throws Exception {
    try (TestServer server = new TestServer(MIXED);
        Wire wire = server.connect()) {
      String kinds = "iwldwilwidlliw";
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        char kind = kinds.charAt(i % kinds.length());
        requests.append("GET /" + kind + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      wire.send(requests.toString()).endOutput();
      for (int i = 0; i < 200; i++) {
        assertEquals("/" + kinds.charAt(i % kinds.length()) + i, wire.reply().content());
      }
      assertEquals(new Wire.Rest("", false), wire.rest());
      assertEquals(200, TestServer.next(server.closed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/t", "/b"})
  void pushesContentToItsReceiver(String target) throws Exception {
    try (TestServer server = new TestServer(MIXED);
        Wire wire = server.connect()) {
      String content = "0123456789".repeat(10_000);
      wire.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
      wire.send(content);
      assertEquals(content, wire.reply().content());
      wire.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n");
      wire.send("Transfer-Encoding: chunked\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", wire.head());
      assertEquals("abc", wire.send("3\r\nabc\r\n0\r\n\r\n").reply().content());
      assertEquals("/i", wire.get("/i").reply().content());
    }
  }

  @Test
  void readsWhatArrivedWhileAWorkerWasAtIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handler handler =
        request ->
            new OnWorker(() -> {
              begun.countDown();
              go.await();
              return Response.text(Status.OK, request.head().rawPath());
            });
    try (TestServer server = new TestServer(handler);
        Wire wire = server.connect();
        Wire other = server.connect()) {
      wire.get("/1");
      begun.await();
      wire.get("/2").endOutput();
      // Once the other has an answer to a bad request, the leader has seen the second request.
      assertEquals(400, other.send("\r\n\r\n\r\n").reply().status());
      go.countDown();
      assertEquals("/1", wire.reply().content());
      assertEquals("/2", wire.reply().content());
      assertEquals(new Wire.Rest("", false), wire.rest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/y", "/z", "/n", "/e", "/f"})
  void answersAFailureWith500AndReportsIt(String target) throws Exception {
    try (TestServer server = new TestServer(MIXED);
        Wire wire = server.connect()) {
      wire.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertEquals(500, wire.reply().status());
      TestServer.next(server.failures);
      assertEquals("/i", wire.get("/i").reply().content());
      assertTrue(server.failures.isEmpty());
    }
  }

  @Test
  void answersTheLastAllowedRequestWithClose() throws Exception {
    ConnectionOptions two = ConnectionOptions.builder(10, 2, Duration.ofSeconds(30)).build();
    try (TestServer server = new TestServer(MIXED, two, 2, 8);
        Wire wire = server.connect()) {
      assertFalse(wire.get("/1").reply().closes());
      assertTrue(wire.get("/2").reply().closes());
      assertEquals(new Wire.Rest("", false), wire.rest());
    }
  }

  @Test
  void evictsWhoHasBeenIdleLongest() throws Exception {
    ConnectionOptions two =
        ConnectionOptions.builder(2, 100, Duration.ofSeconds(30))
            .atLimit(TestServer.SPARING_NOBODY)
            .build();
    try (TestServer server = new TestServer(MIXED, two, 2, 8);
        Wire oldest = server.connect()) {
      oldest.get("/1").reply();
      try (Wire newer = server.connect()) {
        newer.get("/2").reply();
        try (Wire newest = server.connect()) {
          assertEquals("/3", newest.get("/3").reply().content());
          assertEquals("", oldest.rest().octets());
          assertEquals("/4", newer.get("/4").reply().content());
        }
      }
    }
  }
}
