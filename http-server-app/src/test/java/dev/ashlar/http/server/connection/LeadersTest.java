package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several loops, each with a leader of its own.
@Timeout(60)
class LeadersTest {
  /// Says which thread answered, at once, on a worker, or later.
  private static final Handler WHO =
      request ->
          switch (request.head().rawPath()) {
            case "/worker" -> new OnWorker(LeadersTest::who);
            case "/later" -> new LaterResponse(CompletableFuture.supplyAsync(LeadersTest::who));
            case "/content" -> new Taker(false);
            default -> who();
          };

  private static final String CONTENT =
      "POST /content HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";

  private static Response who() {
    return Response.text(Status.OK, Thread.currentThread().getName());
  }

  private static ConnectionOptions options(int maxConnections, int leaders) {
    return ConnectionOptions.builder(maxConnections, 1000, Duration.ofSeconds(30))
        .atLimit(TestServer.SPARING_NOBODY)
        .leaders(leaders)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,2", "3,4"})
  void dealConnectionsOut(int leaders, int workers) throws Exception {
    try (TestServer server = new TestServer(WHO, options(100, leaders), workers, 64)) {
      Set<String> names = new HashSet<>();
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < 3 * leaders; i++) {
        Wire wire = server.connect();
        wires.add(wire);
        names.add(wire.get("/").reply().content());
      }
      assertEquals(leaders, names.size());
      List<String> targets = List.of("/worker", "/later", "/");
      for (int i = 0; i < 90; i++) {
        String target = targets.get(i % targets.size());
        for (Wire wire : wires) {
          wire.get(target);
        }
        for (Wire wire : wires) {
          String name = wire.reply().content();
          assertTrue(!target.equals("/") || names.contains(name), name);
        }
      }
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  /// The first connection goes to the second loop, the second one to the acceptor's.
  @Test
  void makeRoomByCuttingWhoIsIdleInAnotherLoop() throws Exception {
    try (TestServer server = new TestServer(WHO, options(2, 2), 2, 8);
        Wire idle = server.connect()) {
      idle.get("/").reply();
      try (Wire busy = server.connect()) {
        busy.send(CONTENT).head();
        try (Wire newest = server.connect()) {
          assertEquals(200, newest.get("/").reply().status());
          assertEquals(new Wire.Rest("", false), idle.rest());
          assertEquals("x", busy.send("x").reply().content());
          assertTrue(server.accepting.isEmpty());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void cutAtMostTheirPartEachToMakeRoom(int leaders) throws Exception {
    int limit = 200;
    try (TestServer server = new TestServer(WHO, options(limit, leaders), 4, 8)) {
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < limit; i++) {
        Wire wire = server.connect();
        wires.add(wire);
        wire.get("/").reply();
      }
      wires.add(server.connect());
      assertEquals(200, wires.getLast().get("/").reply().status());
      int cut = server.closed.size();
      assertTrue(1 <= cut && cut <= limit / 100, () -> cut + " were cut");
      server.connections.drain(Duration.ZERO);
      assertEquals(limit + 1, server.closed.size());
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
