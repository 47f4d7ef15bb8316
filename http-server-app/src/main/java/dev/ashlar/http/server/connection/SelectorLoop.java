package dev.ashlar.http.server.connection;

import dev.ashlar.http.pool.TaskSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One selector and the connections that belong to it, led by one worker at a time.
///
/// A round waits until a channel is ready, a deadline is due or somebody gives a connection back,
/// and handles all of that. Only the leader touches selection keys and deadlines. Other threads
/// have one way in, [#giveBack], which costs a system call only if the leader is asleep.
final class SelectorLoop implements TaskSource {
  /// How soon the leader looks again for room in the pool's queue, or at what is overdue.
  private static final long RETRY_NANOS = 5_000_000;

  private final Selector selector;
  private final Drain drain;
  private final LoopShare share;
  private final DeadlineWheel wheel = new DeadlineWheel(System.nanoTime());
  private final GivenBack givenBack = new GivenBack();
  private volatile boolean called;
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Consumer<SelectionKey> onReady = this::ready;

  /// Connections that were just accepted. By the time that they have their turn, the request of
  /// most has arrived.
  private final Turns<Connection> arriving = new Turns<>();

  /// Connections that go on when others have had their turn.
  private final Turns<Connection> nextTurn = new Turns<>();

  /// Connections that are to be closed, each of which takes several system calls.
  private final Turns<Connection> ending = new Turns<>();

  /// Connections that the pool had no room for.
  private final ArrayDeque<Connection> refused = new ArrayDeque<>();

  private long retryAt;
  private int connections;
  private long now = System.nanoTime();
  private boolean timeRead;

  /// @param share of its connections alone, so that loops do not wait for each other at a lock
  SelectorLoop(Selector selector, Drain drain, LoopShare share) {
    this.selector = selector;
    this.drain = drain;
    this.share = share;
  }

  /// Closes what was opened for a loop that is never led.
  void discard() throws IOException {
    selector.close();
  }

  // ---- for any thread

  /// Gives a member to the leader, which calls [LoopMember#returned] soon; once only, if the member
  /// is given back again before that. Everything done before *happens before* that call. Needs no
  /// memory.
  void giveBack(LoopMember member) {
    givenBack.add(member);
    wakeIfAsleep();
  }

  @Override
  public void wakeUp() {
    called = true;
    wakeIfAsleep();
  }

  /// Nothing is overslept: the leader says that it goes to sleep first, and looks at what it was
  /// given afterwards. Whoever gives it something does so first, and looks whether it sleeps
  /// afterwards.
  private void wakeIfAsleep() {
    if (asleep.get() && asleep.getAndSet(false)) {
      selector.wakeup();
    }
  }

  LoopShare share() {
    return share;
  }

  @Override
  public boolean finished() {
    return ended.getCount() == 0;
  }

  /// Waits until the loop has drained.
  ///
  /// @return false if that takes longer
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  // ---- for the leader

  @Override
  public void lead(boolean mayWait) throws IOException {
    timeRead = false;
    share.inlineBudget().renew();
    int leaving = ending.size();
    select(mayWait);
    if (!timeRead) {
      now = System.nanoTime();
    }
    takeBack();
    nextTurn.take(Connection::takeTurn);
    arriving.take(Connection::takeTurn);
    ending.take(SelectorLoop::end, leaving);
    retryRefused();
    wheel.advance(now);
    if (drain.begun()) {
      drainRound();
    }
  }

  private void select(boolean mayWait) throws IOException {
    long nanos = mayWait ? nanosToWait(System.nanoTime()) : 0;
    if (nanos == 0) {
      selector.selectNow(onReady);
      return;
    }
    asleep.set(true);
    try {
      if (givenBack.isEmpty() && !called) {
        selector.select(onReady, nanos < 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
      } else {
        selector.selectNow(onReady);
      }
    } finally {
      asleep.set(false);
      called = false;
    }
  }

  /// 0 for not at all, -1 for as long as it takes.
  private long nanosToWait(long time) {
    if (!nextTurn.isEmpty() || hasComingOrGoing()) {
      return 0;
    }
    long wait = wheel.nanosToNext(time);
    if (!refused.isEmpty()) {
      wait = earlier(wait, RETRY_NANOS);
    }
    return drain.begun() ? earlier(wait, Math.max(RETRY_NANOS, drain.nanosLeft(time))) : wait;
  }

  private static long earlier(long wait, long other) {
    return wait < 0 ? other : Math.min(wait, other);
  }

  private void ready(SelectionKey key) {
    if (!timeRead) {
      timeRead = true;
      now = System.nanoTime();
      // Awake already: what is given back from here on is found without a wake-up.
      asleep.set(false);
    }
    // Another one of this round may have closed the channel.
    if (key.isValid()) {
      ((LoopMember) key.attachment()).ready(key.readyOps());
    }
  }

  private void takeBack() {
    for (LoopMember member = givenBack.poll(); member != null; member = givenBack.poll()) {
      member.returned();
    }
  }

  private static void end(Connection connection) {
    try {
      connection.close();
    } catch (RuntimeException | Error failure) {
      connection.fail(failure);
    }
  }

  /// In the order in which they came, until the pool refuses again: with thousands of them, asking
  /// for each in each round would cost more than the work.
  private void retryRefused() {
    if (refused.isEmpty() || retryAt - now > 0) {
      return;
    }
    while (!refused.isEmpty() && refused.element().retry()) {
      refused.remove();
    }
    retryAt = now + RETRY_NANOS;
  }

  private void drainRound() throws IOException {
    if (drain.overdue(now)) {
      for (SelectionKey key : selector.keys()) {
        if (key.attachment() instanceof Connection connection) {
          connection.cut();
        }
      }
    }
    // In this order: what the acceptor dealt out, it gave to this loop before it became deaf.
    if (drain.deaf() && connections == 0 && givenBack.isEmpty()) {
      selector.close();
      ended.countDown();
    }
  }

  // ---- for the members, on the leader

  /// The time of [System#nanoTime] at which this round began to handle what is ready.
  long now() {
    return now;
  }

  /// Begins to look at a channel.
  ///
  /// @throws UncheckedIOException if it has been closed
  SelectionKey register(SelectableChannel channel, int operations, LoopMember member) {
    try {
      return channel.register(selector, operations, member);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Sets a member's deadline.
  void schedule(LoopMember member, long deadline) {
    wheel.schedule(member, deadline);
  }

  /// Calls [Connection#takeTurn] when others have had their turn.
  void turnLater(Connection connection) {
    nextTurn.add(connection);
  }

  /// Closes a connection when others have had their turn, and this has let go of its channel.
  ///
  /// @param connection whose key is cancelled
  void endLater(Connection connection) {
    ending.add(connection);
  }

  /// Whether descriptors may become free without closing an idle connection: some connections are
  /// about to be closed, or have just come and may end with their first request.
  boolean hasComingOrGoing() {
    return !arriving.isEmpty() || !ending.isEmpty();
  }

  /// Calls [Connection#retry] a little later, until it has succeeded.
  void retryLater(Connection connection) {
    if (refused.isEmpty()) {
      retryAt = now + RETRY_NANOS;
    }
    refused.add(connection);
  }

  /// A connection belongs to this loop from now on, and has its first turn in this round or one of
  /// the next.
  void join(Connection connection) {
    connections++;
    arriving.add(connection);
  }

  /// A connection has been closed.
  void left(Connection connection) {
    wheel.remove(connection);
    connections--;
  }

  /// Cuts the connections of this loop that have waited longest for a request.
  ///
  /// @param count at most
  /// @param spared how long they have waited at least
  /// @return whether there was one
  boolean cutLongestIdle(int count, Duration spared) {
    long since = System.nanoTime() - spared.toNanos();
    PriorityQueue<Connection> longest =
        new PriorityQueue<>(Comparator.comparingLong(Connection::deadline).reversed());
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Connection connection
          && connection.isIdle()
          && connection.idleSince() - since <= 0) {
        longest.add(connection);
        if (longest.size() > count) {
          longest.poll();
        }
      }
    }
    longest.forEach(Connection::cut);
    return !longest.isEmpty();
  }
}
