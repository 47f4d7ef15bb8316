package dev.ashlar.http.pool;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One source and how its leader stands: what is handed from worker to worker.
///
/// All but [#wake] is for the leading worker only.
final class Leadership {
  private static final long FIRST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;
  private static final int LONGEST_PAUSE_FROM = 12;

  /// Whether the leader would miss a task that is offered now.
  private enum State {
    /// No: it looks at the queue before it waits.
    AWAKE,
    /// It may be waiting in [TaskSource#lead].
    WAITING,
    /// It may be parked until the source may be led again.
    PAUSING
  }

  private final TaskSource source;
  private final AtomicReference<State> state = new AtomicReference<>(State.AWAKE);
  private volatile @Nullable Thread leader;
  private int failures;
  private long notBefore;

  Leadership(TaskSource source) {
    this.source = source;
  }

  TaskSource source() {
    return source;
  }

  /// The current thread leads from now on.
  void begin() {
    leader = Thread.currentThread();
  }

  /// From now on [#wake] wakes the leader out of a round. It looks at the queue once more before it
  /// waits: whoever offered a task before could not see it waiting.
  void aboutToWait() {
    state.set(State.WAITING);
  }

  /// Likewise, before it parks.
  void aboutToPause() {
    state.set(State.PAUSING);
  }

  void awake() {
    state.set(State.AWAKE);
  }

  /// Wakes the leader if it may be waiting. At most one caller does so for each wait, and never the
  /// leader itself: it looks at the queue after the round in which it offers.
  ///
  /// If the source throws, it is for the next caller to try again.
  ///
  /// @return whether it was for this caller to do
  /// @throws RuntimeException if the source does
  boolean wake() {
    if (leader == Thread.currentThread()) {
      return false;
    }
    while (true) {
      State seen = state.get();
      if (seen == State.AWAKE) {
        return false;
      }
      if (state.compareAndSet(seen, State.AWAKE)) {
        if (seen == State.WAITING) {
          wakeUpSource();
        } else {
          LockSupport.unpark(leader);
        }
        return true;
      }
    }
  }

  private void wakeUpSource() {
    try {
      source.wakeUp();
    } catch (Throwable failure) {
      // If the leader has returned meanwhile, and even waits again, it is woken once too often.
      state.compareAndSet(State.AWAKE, State.WAITING);
      throw failure;
    }
  }

  void succeeded() {
    failures = 0;
  }

  /// Notes a failed round. The first one may be followed by another round at once.
  void failed(long now) {
    failures++;
    notBefore = now + pauseAfter(failures);
  }

  /// How long to wait, from now on, before the next round; zero or less: not at all. Nanoseconds.
  long pauseNanos(long now) {
    return failures == 0 ? 0 : notBefore - now;
  }

  boolean failing() {
    return failures > 0;
  }

  static long pauseAfter(int failures) {
    if (failures < 2) {
      return 0;
    }
    return failures >= LONGEST_PAUSE_FROM
        ? LONGEST_PAUSE_NANOS
        : FIRST_PAUSE_NANOS << (failures - 2);
  }
}
