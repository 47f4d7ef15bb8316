package dev.ashlar.http.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A source like a selector: it waits until it is woken, and remembers a wake-up that came early.
/// It also watches that nobody leads it twice at once.
class BlockingSource implements TaskSource, AutoCloseable {
  private final Semaphore events = new Semaphore(0);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Throwable> toThrow = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
  private volatile boolean finished;

  final AtomicInteger wakeUps = new AtomicInteger();
  final AtomicInteger rounds = new AtomicInteger();
  final AtomicInteger conflicts = new AtomicInteger();
  final Set<Thread> leaders = ConcurrentHashMap.newKeySet();

  @Override
  public void lead(boolean mayWait) throws Exception {
    if (!inside.compareAndSet(null, Thread.currentThread())) {
      conflicts.incrementAndGet();
    }
    try {
      rounds.incrementAndGet();
      leaders.add(Thread.currentThread());
      if (mayWait) {
        waiting.countDown();
        if (toThrow.isEmpty() && work.isEmpty()) {
          events.acquire();
        }
      }
      events.drainPermits();
      Throwable failure = toThrow.poll();
      if (failure instanceof Error error) {
        throw error;
      } else if (failure != null) {
        throw (Exception) failure;
      }
      // One a round: whoever goes on with what this has run for it must not find this round going
      // on, with a failure that is meant for the next one left behind.
      Runnable event = work.poll();
      if (event != null) {
        event.run();
      }
    } finally {
      inside.set(null);
    }
  }

  @Override
  public void wakeUp() {
    wakeUps.incrementAndGet();
    events.release();
  }

  @Override
  public boolean finished() {
    return finished;
  }

  /// Waits until the first leader is about to wait.
  void awaitWaiting() {
    Gate.await(waiting);
  }

  /// An event, which the leader handles by running this.
  void happen(Runnable event) {
    work.add(event);
    events.release();
  }

  /// An event; waits until the leader has handled it.
  void handleOne() {
    CountDownLatch handled = new CountDownLatch(1);
    happen(handled::countDown);
    Gate.await(handled);
  }

  /// A failure that a round throws; one after the other if there are several.
  void failNextRound(Throwable failure) {
    toThrow.add(failure);
    events.release();
  }

  void finish() {
    finished = true;
    events.release();
  }

  /// Finishes, so that a pool can be closed after a test that has failed.
  @Override
  public void close() {
    finish();
  }
}
