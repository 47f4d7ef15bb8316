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
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that stops: whom it still answers, and what it says of it in the end.
@Timeout(60)
class DrainTest {
  private static final Duration SHORT = Duration.ofMillis(120);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CompletableFuture<Response> never = new CompletableFuture<>();

  /// Answers at once, on a worker or later; `/held` holds the thread that handles inline.
  private final Handler handler =
      request -> {
        String path = request.head().rawPath();
        Response echo = Response.text(Status.OK, path);
        return switch (path.substring(1, 2)) {
          case "w" -> new OnWorker(() -> echo);
          case "l" -> new LaterResponse(CompletableFuture.supplyAsync(() -> echo));
          case "n" -> waitForNever();
          case "o" -> new OnWorker(this::waitForNever);
          case "t" -> new Taker(false);
          case "e" ->
              new Response(
                  Status.OK, Fields.NONE, new CloseCounter(Content.UNKNOWN_LENGTH, Long.MAX_VALUE));
          case "h" -> {
            TestServer.hold(begun, go);
            yield echo;
          }
          case "s" ->
              new OnWorker(() -> {
                begun.countDown();
                go.await();
                return echo;
              });
          default -> echo;
        };
      };

  private LaterResponse waitForNever() {
    waiting.countDown();
    return new LaterResponse(never);
  }

  private TestServer server(int maxConnections, int leaders) throws IOException {
    ConnectionOptions options =
        ConnectionOptions.builder(maxConnections, 1_000_000, LONG).leaders(leaders).build();
    return new TestServer(handler, options, 4, 256);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void answersEveryRequestOfClientsThatKeepSending(int leaders) throws Exception {
    String kinds = "iwl";
    int clients = 9;
    CountDownLatch served = new CountDownLatch(clients);
    try (TestServer server = server(1000, leaders);
        ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Wire.Rest>> ends = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        String target = "/" + kinds.charAt(i % kinds.length()) + i;
        Callable<Wire.Rest> client =
            () -> {
              try (Wire wire = server.connect()) {
                assertEquals(target, wire.get(target).reply().content());
                served.countDown();
                while (true) {
                  Wire.Reply reply = wire.get(target).reply();
                  assertEquals(target, reply.content());
                  if (reply.closes()) {
                    return wire.rest();
                  }
                }
              }
            };
        ends.add(threads.submit(client));
      }
      served.await();
      Future<Boolean> drained = server.beginDrain(LONG);
      for (Future<Wire.Rest> end : ends) {
        assertEquals(new Wire.Rest("", false), end.get());
      }
      assertTrue(drained.get());
      assertEquals(clients, server.closed.size());
      assertTrue(server.failures.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void answersWhatIsRunningAndTheNextRequestOfWhoIsIdle(int leaders) throws Exception {
    try (TestServer server = server(1000, leaders);
        Wire running = server.connect();
        Wire idle = server.connect();
        Wire silent = server.connect()) {
      assertFalse(idle.get("/1").reply().closes());
      running.get("/slow");
      begun.await();
      Future<Boolean> drained = server.beginDrain(LONG);
      Wire.Reply last = idle.get("/2").reply();
      assertEquals("/2", last.content());
      assertTrue(last.closes());
      assertEquals(new Wire.Rest("", false), idle.rest());
      assertTrue(silent.get("/3").reply().closes());
      go.countDown();
      assertTrue(running.reply().closes());
      idle.endOutput();
      silent.endOutput();
      running.endOutput();
      assertTrue(drained.get());
    }
  }

  /// The leader that accepts is held, so that all who come stay in the kernel's queue. A limit of
  /// three is reached by the first of them.
  @ParameterizedTest
  @CsvSource({"1,1000", "2,1000", "1,3", "2,3"})
  void answersWhoWaitsToBeAccepted(int leaders, int maxConnections) throws Exception {
    try (TestServer server = server(maxConnections, leaders)) {
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < leaders; i++) {
        // Connections are dealt out in turn: the last of these belongs to the loop that accepts.
        wires.add(server.connect());
        wires.getLast().get("/1").reply();
      }
      wires.getLast().get("/held");
      begun.await();
      for (int i = 0; i < 20; i++) {
        wires.add(server.connect().get("/" + i));
      }
      Future<Boolean> drained = server.beginDrain(LONG);
      for (int i = 0; i < leaders - 1; i++) {
        wires.get(i).get("/2");
      }
      go.countDown();
      for (Wire wire : wires) {
        assertTrue(wire.reply().closes());
        assertEquals(new Wire.Rest("", false), wire.rest());
        wire.close();
      }
      assertTrue(drained.get());
      assertThrows(ConnectException.class, server::connect);
      for (String reason : server.pauses) {
        assertTrue(reason.contains("while the server stops"), reason);
      }
      assertEquals(maxConnections == 3 ? 1 : 0, server.pauses.size());
    }
  }

  @Test
  void cutsWhoIsStillIdleAndHasLostNothing() throws Exception {
    try (TestServer server = server(1000, 1);
        Wire idle = server.connect();
        Wire silent = server.connect()) {
      idle.get("/1").reply();
      silent.get("/2").reply();
      assertTrue(server.connections.drain(SHORT));
      assertTrue(server.connections.engine().pool().awaitTermination(Duration.ZERO));
      assertEquals(new Wire.Rest("", false), idle.rest());
      assertEquals(new Wire.Rest("", false), silent.rest());
      assertEquals(2, server.closed.size());
    }
  }

  /// A request in part, content that does not come, a response that is not taken.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HT",
        "POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
        "GET /endless HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void saysThatARequestWasCutInTheEnd(String unfinished) throws Exception {
    try (TestServer server = server(1000, 1);
        Wire wire = server.connect()) {
      wire.send(unfinished).head();
      assertFalse(server.connections.drain(SHORT));
      assertEquals(1, server.closed.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/never", "/on-a-worker"})
  void cutsWhoWaitsForAResponseThatNobodyCompletes(String target) throws Exception {
    CloseCounter tooLate = new CloseCounter(1, 1);
    try (TestServer server = server(1000, 1);
        Wire wire = server.connect()) {
      wire.get(target);
      waiting.await();
      assertFalse(server.connections.drain(SHORT));
      assertEquals(new Wire.Rest("", false), wire.rest());
      assertEquals("503 0 incomplete", TestServer.next(server.reports));
      assertEquals(1, TestServer.next(server.closed));
      Engine engine = server.connections.engine();
      assertTrue(engine.pool().awaitTermination(LONG));
      assertEquals(0, engine.quota().open());
      never.complete(new Response(Status.OK, Fields.NONE, tooLate));
      assertEquals(1, tooLate.closes.size());
    }
  }

  @Test
  void endsWithAConnectionOnceThoughItsResponseComesWhileAnotherIsAnswered() throws Exception {
    try (TestServer server = server(1000, 1);
        Wire slow = server.connect();
        Wire wire = server.connect()) {
      slow.get("/1").reply();
      slow.get("/slow");
      begun.await();
      wire.get("/never");
      waiting.await();
      assertFalse(server.connections.drain(SHORT));
      assertEquals(1, TestServer.next(server.closed));
      never.complete(Response.text(Status.OK, "late"));
      go.countDown();
      assertEquals(2, TestServer.next(server.closed));
      Engine engine = server.connections.engine();
      assertTrue(engine.pool().awaitTermination(LONG));
      assertTrue(server.closed.isEmpty());
      assertEquals(0, engine.quota().open());
    }
  }

  @Test
  void cutsNobodyWhoIsBeingAnsweredUntilThatIsDone() throws Exception {
    try (TestServer server = server(1000, 1);
        Wire wire = server.connect()) {
      wire.get("/slow");
      begun.await();
      assertFalse(server.connections.drain(Duration.ZERO));
      assertTrue(server.closed.isEmpty());
      go.countDown();
      TestServer.next(server.closed);
    }
  }

  /// As an embedder says "for ever": the first is that of `ChronoUnit.FOREVER`.
  @ParameterizedTest
  @ValueSource(
      strings = {"PT2562047788015215H30M7.999999999S", "PT2562047H47M16.854775807S", "P36500D"})
  void waitsForWhatIsUnderWayHoweverLongItMay(Duration time) throws Exception {
    try (TestServer server = server(1000, 1);
        Wire wire = server.connect()) {
      wire.get("/slow");
      begun.await();
      CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> drain(server, time));
      TestServer.await(() -> drained.isDone() || server.connections.engine().drain().begun());
      go.countDown();
      assertEquals("/slow", wire.reply().content());
      wire.endOutput();
      assertTrue(drained.get());
    }
  }

  /// The least that there is, which has no nanoseconds that a `long` could hold.
  @Test
  void cutsAtOnceWhereTheTimeIsOverBeforeItBegins() throws Exception {
    try (TestServer server = server(1000, 1);
        Wire idle = server.connect()) {
      idle.get("/1").reply();
      boolean _ = server.connections.drain(Duration.ofSeconds(Long.MIN_VALUE));
      assertEquals(new Wire.Rest("", false), idle.rest());
      assertEquals(1, TestServer.next(server.closed));
    }
  }

  private static boolean drain(TestServer server, Duration time) {
    try {
      return server.connections.drain(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cutsNobodyWhoIsBeingAnsweredThoughHeWaitedForAnEarlierResponse() throws Exception {
    try (TestServer server = server(1000, 1);
        Wire wire = server.connect();
        Wire other = server.connect()) {
      wire.get("/never");
      waiting.await();
      // The leader answers this when it has parked the other one.
      other.get("/1").reply();
      never.complete(Response.text(Status.OK, "late"));
      assertEquals("late", wire.reply().content());
      wire.get("/slow");
      begun.await();
      assertFalse(server.connections.drain(SHORT));
      // Whoever is cut is cut together with the idle one.
      assertEquals(1, TestServer.next(server.closed));
      go.countDown();
      assertEquals("/slow", wire.reply().content());
      assertEquals(2, TestServer.next(server.closed));
    }
  }

  /// Who closes the server while another begins to drain it, in whatever order.
  @Test
  void isOnlyHastenedByWhoStopsTheServerAgain() {
    Drain drain = new Drain();
    long now = Long.MAX_VALUE;
    drain.begin(now + 20);
    assertFalse(drain.overdue(now + 10));
    drain.begin(now + 10);
    assertTrue(drain.overdue(now + 10));
    drain.begin(now + 30);
    assertTrue(drain.overdue(now + 10));
  }
}
