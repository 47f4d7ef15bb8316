package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits to be accepted when the server stops, where something goes wrong with one of them. The
/// one leader is held until all of them are there and the drain has begun.
@Timeout(60)
class LastArrivalsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private final Handler handler =
      request -> {
        if (request.head().rawPath().equals("/held")) {
          TestServer.hold(held, go);
        }
        return Response.text(Status.OK, "hello");
      };

  /// A connection that the selector knows already: what is given back to the loop meanwhile is
  /// looked at in the round that is held, before the selector tells of anybody else.
  private void hold(Wire wire) throws Exception {
    wire.get("/").reply();
    wire.get("/held");
    held.await();
  }

  @Test
  void endsThoughOneOfThemCouldNotBeReported() throws Exception {
    try (TestServer server = new TestServer(handler);
        Wire first = server.connect()) {
      hold(first);
      try (Wire last = server.connect()) {
        CompletableFuture<Boolean> drained = server.beginDrain(LONG);
        server.throwing = "opened once";
        go.countDown();
        assertEquals(new Wire.Rest("", false), last.rest());
        first.reply();
        first.endOutput();
        assertTrue(drained.get());
      }
    }
  }

  /// As where the thread that closes the server is interrupted, and does not wait for the leader.
  @Test
  void endsThoughTheSocketIsClosedMeanwhile() throws Exception {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ExchangeListener closing =
        new ExchangeListener() {
          @Override
          public void opened(ConnectionInfo connection) {
            if (connection.id() == 2) {
              try {
                listening.close();
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            }
          }
        };
    try (Connections connections =
            Connections.start(
                listening,
                handler,
                TestServer.PATIENT,
                closing,
                UnaryOperator.identity(),
                WorkerPool.builder().workers(2));
        Wire first = new Wire(connections.address())) {
      hold(first);
      try (Wire last = new Wire(connections.address()).get("/")) {
        CompletableFuture<Boolean> drained = TestServer.beginDrain(connections, LONG);
        go.countDown();
        assertEquals("hello", last.reply().content());
        first.reply();
        first.endOutput();
        last.endOutput();
        assertTrue(drained.get());
      }
    }
  }
}
