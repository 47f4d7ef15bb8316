package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients whose requests are there before they are accepted, so that the selector need not tell of
/// them: all leaders are held until then.
@Timeout(60)
class ArrivalsTest {
  /// More than are accepted, or have their turn, in a round, and fewer than the kernel's queue has
  /// room for.
  private static final int CLIENTS = 2 * Turns.MOST + 1;

  /// More than one client has answered in a turn.
  private static final int PIPELINED = 50;

  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch heldAgain = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<Wire> wires = new ArrayList<>();

  /// Answers at once, on a worker or later; `/h` holds the leader, and `/again` once more.
  private Handler handler(CountDownLatch held) {
    return request -> {
      String path = request.head().rawPath();
      Response echo = Response.text(Status.OK, path);
      return switch (path.charAt(1)) {
        case 'w' -> new OnWorker(() -> echo);
        case 'l' -> new LaterResponse(CompletableFuture.supplyAsync(() -> echo));
        case 'h' -> {
          TestServer.hold(held, go);
          yield echo;
        }
        case 'a' -> {
          TestServer.hold(heldAgain, goOn);
          yield echo;
        }
        default -> echo;
      };
    };
  }

  /// A server all of whose leaders are held.
  private TestServer server(int leaders, Duration time) throws IOException, InterruptedException {
    CountDownLatch held = new CountDownLatch(leaders);
    ConnectionOptions options = TestServer.impatient(time, leaders);
    TestServer server = new TestServer(handler(held), options, leaders + 2, 10_000);
    for (int i = 0; i < leaders; i++) {
      connect(server).get("/h");
    }
    held.await();
    return server;
  }

  private Wire connect(TestServer server) throws IOException {
    Wire wire = server.connect();
    wires.add(wire);
    return wire;
  }

  @AfterEach
  void leave() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }

  private static String target(int client, int request) {
    return "/" + "iwl".charAt((client + request) % 3) + client + "/" + request;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void areAllAnsweredInOrderAndGoOn(int leaders) throws Exception {
    try (TestServer server = server(leaders, Duration.ofMinutes(5))) {
      List<Wire> early = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        Wire wire = connect(server);
        for (int request = 0; request < PIPELINED; request++) {
          wire.get(target(client, request));
        }
        early.add(wire);
      }
      go.countDown();
      for (int request = 0; request < PIPELINED; request++) {
        for (int client = 0; client < CLIENTS; client++) {
          assertEquals(target(client, request), early.get(client).reply().content());
        }
      }
      for (Wire wire : early) {
        assertEquals("/i", wire.get("/i").reply().content());
        assertEquals("/w", wire.get("/w").reply().content());
      }
      assertTrue(server.failures.isEmpty(), server.failures::toString);
    }
  }

  @Test
  void mayStillHaveNothingToSayAndAreTimedLikeOthers() throws Exception {
    try (TestServer server = server(1, Duration.ofMillis(120))) {
      Wire silent = connect(server);
      Wire halting = connect(server).send("GET / HT");
      go.countDown();
      assertEquals(new Wire.Rest("", false), silent.rest());
      assertEquals(408, halting.reply().status());
    }
  }

  @Test
  void mayHaveLeftAgain() throws Exception {
    try (TestServer server = server(1, Duration.ofMinutes(5))) {
      for (int client = 0; client < CLIENTS; client++) {
        try (Wire gone = server.connect()) {
          if (client % 2 == 0) {
            gone.get(target(client, 0));
          }
        }
      }
      go.countDown();
      for (int client = 0; client < CLIENTS; client++) {
        TestServer.next(server.closed);
      }
      assertTrue(server.failures.isEmpty(), server.failures::toString);
    }
  }

  @Test
  void areAcceptedAndAnsweredByAServerThatStops() throws Exception {
    try (TestServer server = server(1, Duration.ofMinutes(5))) {
      List<Wire> early = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        early.add(connect(server).get(target(client, 0)));
      }
      CompletableFuture<Boolean> drained = server.beginDrain(Duration.ofSeconds(30));
      go.countDown();
      for (int client = 0; client < CLIENTS; client++) {
        Wire.Reply reply = early.get(client).reply();
        assertEquals(target(client, 0), reply.content());
        assertTrue(reply.closes());
      }
      leave();
      assertTrue(drained.get());
    }
  }

  /// Whoever comes while newcomers are answered is turned away, not kept waiting and then reset.
  @Test
  void areAnsweredWhenAServerThatStopsListensNoMore() throws Exception {
    try (TestServer server = server(1, Duration.ofMinutes(5))) {
      Wire early = connect(server).get("/again");
      CompletableFuture<Boolean> drained = server.beginDrain(Duration.ofSeconds(30));
      go.countDown();
      heldAgain.await();
      assertTrue(server.connections.engine().drain().deaf());
      goOn.countDown();
      assertEquals("/again", early.reply().content());
      leave();
      assertTrue(drained.get());
    }
  }

  /// The time is over when the leader comes to them.
  @Test
  void areAnsweredThoughTheTimeToStopIsOver() throws Exception {
    try (TestServer server = server(1, Duration.ofMinutes(5))) {
      Wire first = connect(server).get("/again");
      List<Wire> others = new ArrayList<>();
      for (int client = 1; client < CLIENTS; client++) {
        others.add(connect(server).get("/i"));
      }
      CompletableFuture<Boolean> drained = server.beginDrain(Duration.ofSeconds(30));
      go.countDown();
      heldAgain.await();
      server.connections.engine().drain().begin(System.nanoTime());
      goOn.countDown();
      assertEquals("/again", first.reply().content());
      for (Wire wire : others) {
        assertEquals("/i", wire.reply().content());
      }
      assertTrue(drained.get());
    }
  }
}
