package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many clients that leave at once, and what those notice of it who stay.
@Timeout(60)
class DeparturesTest {
  private static final int LEAVING = 5 * Turns.MOST;

  /// More than are closed or accepted in a round, and fewer than the kernel's queue has room for.
  private static final int COMING = 2 * Turns.MOST;

  /// So many that they take at least as many turns as closing does.
  private static final int REQUESTS = 200;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CompletableFuture<TestServer> started = new CompletableFuture<>();

  /// How many were closed, each time that a request for `/look` was handled.
  private final List<Integer> closed = new CopyOnWriteArrayList<>();

  /// Everything is handled inline; `/held` holds the leader.
  private final Handler handler =
      request -> {
        switch (request.head().rawPath()) {
          case "/held" -> TestServer.hold(begun, go);
          case "/look" -> closed.add(started.join().closed.size());
          default -> {}
        }
        return Response.text(Status.OK, "x");
      };

  private TestServer server() throws IOException {
    return server(1000);
  }

  private TestServer server(int maxConnections) throws IOException {
    ConnectionOptions options =
        ConnectionOptions.builder(maxConnections, 1_000_000, Duration.ofSeconds(30))
            .leaders(1)
            .build();
    TestServer server = new TestServer(handler, options, 2, 64);
    started.complete(server);
    return server;
  }

  private static List<Wire> connect(TestServer server, int count) throws IOException {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Wire wire = server.connect().get("/");
      wire.reply();
      wires.add(wire);
    }
    return wires;
  }

  private static void leave(List<Wire> wires) throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }

  @Test
  void isAnsweredInBetween() throws Exception {
    try (TestServer server = server();
        Wire holding = server.connect();
        Wire staying = server.connect()) {
      List<Wire> leaving = connect(server, LEAVING);
      holding.get("/held");
      begun.await();
      leave(leaving);
      staying.send("GET /look HTTP/1.1\r\nHost: a\r\n\r\n".repeat(REQUESTS));
      go.countDown();
      for (int i = 0; i < REQUESTS; i++) {
        staying.reply();
      }
      for (int i = 0; i < LEAVING; i++) {
        assertEquals(1, TestServer.next(server.closed));
      }
      int before = 0;
      for (int now : closed) {
        assertTrue(now - before <= Turns.MOST, closed::toString);
        before = now;
      }
      assertEquals(REQUESTS, closed.size());
    }
  }

  @Test
  void leavesRoomForOthersAtTheLimitSoThatNobodyIsCutForThem() throws Exception {
    List<Wire> coming = new ArrayList<>();
    try (TestServer server = server(LEAVING + 2);
        Wire idleLongest = server.connect().get("/")) {
      idleLongest.reply();
      List<Wire> leaving = connect(server, LEAVING);
      try (Wire holding = server.connect()) {
        holding.get("/held");
        begun.await();
        // All of it is found in one round, in which those who leave have their turn first, although
        // the others were there before.
        try {
          for (int i = 0; i < COMING; i++) {
            coming.add(server.connect().get("/"));
          }
          leave(leaving);
        } finally {
          go.countDown();
        }
        for (Wire wire : coming) {
          assertEquals(200, wire.reply().status());
        }
        assertEquals(200, idleLongest.get("/").reply().status());
        assertEquals(List.of(), List.copyOf(server.pauses));
      }
    } finally {
      leave(coming);
    }
  }

  @Test
  void endsWhoHasLeftBeforeTheServerHasStopped() throws Exception {
    try (TestServer server = server()) {
      List<Wire> leaving = connect(server, LEAVING);
      leave(leaving);
      assertTrue(server.connections.drain(Duration.ofSeconds(30)));
      assertEquals(LEAVING, server.closed.size());
    }
  }
}
