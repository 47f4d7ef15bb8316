package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no rule foresaw costs one connection at most, and nothing is left behind.
@Timeout(60)
class FailuresTest {
  private static final Handler HANDLER =
      request ->
          switch (request.head().rawPath()) {
            case "/content" -> new Taker(false);
            case "/receive", "/finish" -> new Undecided(request.head().rawPath());
            case "/broken" ->
                new OnWorker(() -> {
                  throw new IllegalStateException("worker");
                });
            default -> Response.text(Status.OK, "hello");
          };

  private static final String CONTENT =
      "POST /content HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";

  @Test
  void closesAConnectionThatCouldNotBeReported() throws Exception {
    try (TestServer server = new TestServer(HANDLER)) {
      server.throwing = "opened";
      try (Wire wire = server.connect()) {
        assertEquals(new Wire.Rest("", false), wire.rest());
        assertEquals(0, server.connections.engine().quota().open());
      }
      server.throwing = "";
      try (Wire next = server.connect()) {
        assertEquals("hello", next.get("/").reply().content());
      }
    }
  }

  @Test
  void goesOnWhereAnOrdinaryEndCouldNotBeReported() throws Exception {
    try (TestServer server = new TestServer(HANDLER)) {
      server.throwing = "closed";
      try (Wire wire = server.connect()) {
        wire.get("/").reply();
      }
      TestServer.next(server.closed);
      assertEquals("closed", TestServer.next(server.failures).getMessage());
      server.throwing = "";
      try (Wire next = server.connect()) {
        assertEquals("hello", next.get("/").reply().content());
      }
    }
  }

  @Test
  void closesAConnectionWhoseFailureOnAWorkerCouldNotBeReported() throws Exception {
    try (TestServer server = new TestServer(HANDLER);
        Wire wire = server.connect()) {
      server.throwing = "failed";
      wire.get("/broken");
      assertEquals("", wire.rest().octets());
      TestServer.next(server.closed);
      assertEquals(0, server.connections.engine().quota().open());
    }
  }

  @Test
  void accusesNoClientOfWhatTheServerFailedAt() throws Exception {
    try (TestServer server = new TestServer(HANDLER);
        Wire wire = server.connect()) {
      server.throwing = "failed";
      wire.send("POST /broken HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
      assertEquals("500 0 incomplete", TestServer.next(server.reports));
    }
  }

  /// The first and the third connection go to the second loop, the others to the acceptor's.
  @Test
  void makesRoomInAnotherLoopAfterThatHasFailedOnce() throws Exception {
    ConnectionOptions two =
        ConnectionOptions.builder(2, 100, Duration.ofSeconds(30))
            .atLimit(TestServer.SPARING_NOBODY)
            .leaders(2)
            .build();
    try (TestServer server = new TestServer(HANDLER, two, 2, 8);
        Wire idle = server.connect()) {
      idle.get("/").reply();
      try (Wire busy = server.connect()) {
        busy.send(CONTENT).head();
        server.throwing = "closed";
        try (Wire newer = server.connect()) {
          newer.get("/").reply();
          assertEquals(1, TestServer.next(server.closed));
          server.throwing = "";
          try (Wire newest = server.connect()) {
            assertEquals("hello", newest.get("/").reply().content());
            assertEquals(new Wire.Rest("", false), newer.rest());
          }
        }
      }
    }
  }

  /// A receiver that fails when it is asked whether a step may block.
  private static final class Undecided extends Taker {
    private final String step;

    Undecided(String step) {
      super(false);
      this.step = step;
    }

    @Override
    public boolean receiveMayBlock(int length) {
      return fails("/receive");
    }

    @Override
    public boolean finishMayBlock() {
      return fails("/finish");
    }

    private boolean fails(String asked) {
      if (step.equals(asked)) {
        throw new IllegalStateException(step);
      }
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/receive", "/finish"})
  void answers500ForAReceiverThatCannotSayWhetherItMayBlock(String step) throws Exception {
    try (TestServer server = new TestServer(HANDLER);
        Wire wire = server.connect()) {
      wire.send("POST " + step + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na");
      assertEquals(500, wire.reply().status());
      assertEquals(step, TestServer.next(server.failures).getMessage());
      assertEquals("hello", wire.get("/").reply().content());
    }
  }

  @Test
  void endsTheWorkersThoughItsCallerIsInterrupted() throws Exception {
    TestServer server = new TestServer(HANDLER);
    Thread.currentThread().interrupt();
    server.close();
    assertTrue(Thread.interrupted());
    assertTrue(server.connections.engine().pool().awaitTermination(Duration.ofSeconds(20)));
  }

  @Test
  void leavesNoSelectorOpenIfItCannotStart() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "descriptors can be counted");
    ConnectionOptions two = TestServer.patient().leaders(2).build();
    int starts = 100;
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      long before = descriptors();
      for (int i = 0; i < starts; i++) {
        WorkerPool.Builder tooFew = WorkerPool.builder().workers(1);
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Connections.start(
                    listening,
                    HANDLER,
                    two,
                    ExchangeListener.SILENT,
                    UnaryOperator.identity(),
                    tooFew));
      }
      // One selector has several; what else the process opens meanwhile is far less.
      assertTrue(descriptors() < before + starts);
      assertTrue(listening.isOpen());
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    }
  }
}
