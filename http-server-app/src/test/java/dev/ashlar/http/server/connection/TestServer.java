package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// The room on a free port, with a handler of the test's, and everything that its listener hears.
final class TestServer implements Closeable {
  /// Whoever waits for a request is cut for a new client, however short that is.
  static final AtLimit SPARING_NOBODY = new AtLimit(Duration.ZERO, Duration.ofMillis(50));

  static final ConnectionOptions PATIENT = patient().build();

  final Connections connections;
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  final BlockingQueue<Refusal> cuts = new LinkedBlockingQueue<>();
  final BlockingQueue<Boolean> completed = new LinkedBlockingQueue<>();

  /// Of each exchange its status and the bytes of its content, and whether it was not sent whole.
  final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  /// How long each exchange waited for a worker, in nanoseconds.
  final BlockingQueue<Long> waits = new LinkedBlockingQueue<>();

  final BlockingQueue<String> accepting = new LinkedBlockingQueue<>();
  final BlockingQueue<String> pauses = new LinkedBlockingQueue<>();

  /// The method of the listener that throws, with ` once` behind it if only the next time.
  volatile String throwing = "";

  TestServer(Handler handler) throws IOException {
    this(handler, PATIENT, 3, 64);
  }

  TestServer(Handler handler, ConnectionOptions options, int workers, int queue)
      throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    connections =
        Connections.start(
            listening,
            handler,
            options,
            listener(),
            UnaryOperator.identity(),
            WorkerPool.builder().workers(workers).queueCapacity(queue));
  }

  private ExchangeListener listener() {
    return new ExchangeListener() {
      private void mayThrow(String method) {
        if (throwing.equals(method)) {
          throw new IllegalStateException(method);
        }
        if (throwing.equals(method + " once")) {
          throwing = "";
          throw new IllegalStateException(method);
        }
      }

      @Override
      public void opened(ConnectionInfo connection) {
        mayThrow("opened");
      }

      @Override
      public void completed(CompletedExchange exchange) {
        completed.add(exchange.complete());
        waits.add(exchange.queuedNanos());
        reports.add(
            exchange.response().status().code()
                + " "
                + exchange.contentBytes()
                + (exchange.complete() ? "" : " incomplete"));
      }

      @Override
      public void cut(ConnectionInfo connection, Refusal refusal) {
        cuts.add(refusal);
      }

      @Override
      public void closed(ConnectionInfo connection, int requests) {
        closed.add(requests);
        mayThrow("closed");
      }

      @Override
      public void acceptingPaused(int open, String reason) {
        accepting.add("paused");
        pauses.add(reason);
      }

      @Override
      public void acceptingResumed(int open) {
        accepting.add("resumed");
      }

      @Override
      public void failed(ConnectionInfo connection, Throwable failure) {
        failures.add(failure);
        mayThrow("failed");
      }
    };
  }

  /// Options in which a client has this long for everything.
  static ConnectionOptions impatient(Duration time) {
    return impatient(time, 1);
  }

  static ConnectionOptions impatient(Duration time, int leaders) {
    return ConnectionOptions.builder(1000, 1000, time)
        .pace(time, time, 1 << 20)
        .linger(time, 64 << 20)
        .headMemory(64 << 20)
        .leaders(leaders)
        .build();
  }

  /// Options in which no limit is reached by chance.
  static ConnectionOptions.Builder patient() {
    return ConnectionOptions.builder(1000, 1000, Duration.ofSeconds(30));
  }

  Wire connect() throws IOException {
    return new Wire(connections.address());
  }

  /// Has it drain on a thread of its own, which by now has told all loops and waits for them.
  ///
  /// @return what [Connections#drain] will
  CompletableFuture<Boolean> beginDrain(Duration time) throws InterruptedException {
    return beginDrain(connections, time);
  }

  static CompletableFuture<Boolean> beginDrain(Connections connections, Duration time)
      throws InterruptedException {
    CompletableFuture<Boolean> drained = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                drained.complete(connections.drain(time));
              } catch (InterruptedException | RuntimeException failure) {
                drained.completeExceptionally(failure);
              }
            });
    await(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
    return drained;
  }

  /// For a handler: says that its thread is held, and holds it.
  static void hold(CountDownLatch held, CountDownLatch go) {
    held.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits for a state that nobody tells of. A test whose time is over is interrupted, and ends.
  static void await(BooleanSupplier reached) throws InterruptedException {
    while (!reached.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }

  /// Waits for an event.
  static <T> T next(BlockingQueue<T> events) throws InterruptedException {
    T event = events.poll(20, TimeUnit.SECONDS);
    assertNotNull(event, "did not happen");
    return event;
  }

  @Override
  public void close() {
    connections.close();
  }
}
