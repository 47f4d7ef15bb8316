package dev.ashlar.http.server.connection;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.security.ConnectionQuota;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.resources.Resources;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The door of this room: a listening socket, the loops and the pool behind it.
///
/// Safe for use by several threads.
public final class Connections implements Closeable {
  /// The size of the buffers that connections borrow: a usual request fits into one, and so does a
  /// response of 10 KiB with its head.
  private static final int BUFFER_BYTES = 16 << 10;

  /// How many free buffers all loops together keep for reuse.
  private static final int KEPT_BUFFERS = 512;

  /// The same for the buffers of [Opening]. Each worker uses one at a time.
  private static final int KEPT_OPENINGS = 16;

  /// How long the closing of the last connections may take after the end of a drain.
  private static final Duration AFTERMATH = Duration.ofSeconds(1);

  /// The longest that a drain waits, a century: with much more, moments in nanoseconds would wrap
  /// around to before now.
  private static final Duration LONGEST_DRAIN = Duration.ofDays(36_500);

  private final InetSocketAddress address;
  private final List<SelectorLoop> loops;
  private final Acceptor acceptor;
  private final Engine engine;

  private Connections(
      InetSocketAddress address, List<SelectorLoop> loops, Acceptor acceptor, Engine engine) {
    this.address = address;
    this.loops = loops;
    this.acceptor = acceptor;
    this.engine = engine;
  }

  /// Starts the workers and begins to accept.
  ///
  /// @param listening bound; closed when the server stops, but not if it cannot start
  /// @param handler answers the requests
  /// @param errors gives the engine's own error responses the form that the others have
  /// @param workers not started yet, and without a source
  /// @throws IOException if a selector cannot be opened
  public static Connections start(
      ServerSocketChannel listening,
      Handler handler,
      ConnectionOptions options,
      ExchangeListener listener,
      UnaryOperator<Response> errors,
      WorkerPool.Builder workers)
      throws IOException {
    InetSocketAddress address = (InetSocketAddress) listening.getLocalAddress();
    listening.configureBlocking(false);
    Drain drain = new Drain();
    ResponseFields fields = new ResponseFields(options.idleTimeout(), InstantSource.system());
    ConnectionQuota quota =
        new ConnectionQuota(options.maxConnections(), options.maxConnectionsPerClient());
    List<SelectorLoop> loops = new ArrayList<>();
    WorkerPool pool;
    try {
      openLoops(options.leaders(), drain, loops);
      loops.forEach(workers::source);
      pool = workers.start();
    } catch (IOException | RuntimeException | Error failure) {
      discard(loops, failure);
      throw failure;
    }
    Engine engine =
        new Engine(
            handler,
            options,
            listener,
            pool,
            fields,
            new EngineErrors(errors),
            quota,
            new Vacancy(),
            new HeadBudget(options.headMemory()),
            new Senders(),
            drain);
    List<SelectorLoop> all = List.copyOf(loops);
    Acceptor acceptor = new Acceptor(engine, all.getFirst(), all, listening);
    all.getFirst().giveBack(acceptor);
    return new Connections(address, all, acceptor, engine);
  }

  private static void openLoops(int count, Drain drain, List<SelectorLoop> loops)
      throws IOException {
    for (int i = 0; i < count; i++) {
      BufferPool buffers =
          new BufferPool(
              BUFFER_BYTES, Math.ceilDiv(KEPT_BUFFERS, count), plentyOfBuffers() / count);
      Opening opening = new Opening(Math.ceilDiv(KEPT_OPENINGS, count));
      loops.add(new SelectorLoop(Selector.open(), drain, new LoopShare(buffers, opening)));
    }
  }

  /// How many buffers take an eighth of the direct memory, of which the JVM grants as much as it
  /// grants heap. While more are lent, they are [scarce][BufferPool#scarce].
  private static int plentyOfBuffers() {
    return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8 / BUFFER_BYTES);
  }

  private static void discard(List<SelectorLoop> loops, Throwable failure) {
    for (SelectorLoop loop : loops) {
      Resources.closeAfter(failure, loop::discard);
    }
  }

  /// Where it listens, with the port that was chosen if none was given.
  public InetSocketAddress address() {
    return address;
  }

  /// Buffers that connections hold: for tests that count.
  int lentBuffers() {
    return loops.stream()
        .map(SelectorLoop::share)
        .mapToInt(share -> share.buffers().lent() + share.opening().lent())
        .sum();
  }

  /// What its connections share: for tests that count.
  Engine engine() {
    return engine;
  }

  /// Stops: accepts who is waiting already and then no one, answers every running request and the
  /// next one of each idle connection, each with `Connection: close`, and cuts what is left in the
  /// end. Waits until that is done and the workers have ended.
  ///
  /// @param time that requests have
  /// @return whether every request was answered of which anything had arrived. A connection that
  ///   only waits for one, or for its client to close it, is cut in the end without counting here
  /// @throws InterruptedException if the calling thread is interrupted while it waits
  public boolean drain(Duration time) throws InterruptedException {
    long until = System.nanoTime() + bounded(time).toNanos();
    engine.drain().begin(until);
    loops.getFirst().giveBack(acceptor);
    loops.forEach(SelectorLoop::wakeUp);
    boolean ended = awaitLoops(until + AFTERMATH.toNanos());
    engine.pool().shutdown();
    return ended && engine.pool().awaitTermination(AFTERMATH) && !engine.drain().leftUnanswered();
  }

  private static Duration bounded(Duration time) {
    if (time.isNegative()) {
      return Duration.ZERO;
    }
    return time.compareTo(LONGEST_DRAIN) > 0 ? LONGEST_DRAIN : time;
  }

  private boolean awaitLoops(long until) throws InterruptedException {
    for (SelectorLoop loop : loops) {
      if (!loop.awaitEnd(Math.max(0, until - System.nanoTime()))) {
        return false;
      }
    }
    return true;
  }

  /// Stops without waiting for anybody's request. Nor for the workers, if the calling thread is
  /// interrupted: they end by themselves then, and the interrupt is kept.
  @Override
  public void close() {
    try {
      drain(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.pool().shutdown();
    }
  }
}
