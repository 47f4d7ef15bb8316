package dev.ashlar.http.pool;

import dev.ashlar.http.pool.queue.BoundedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Turns the queue's depth into episodes: saturated when it becomes full, recovered when it falls
/// below half of its capacity. The distance between the two keeps the reports from flapping.
///
///     CALM ──full──▶ TELLING_FULL ──told──▶ FULL ──below half──▶ TELLING_CALM ──told──▶ CALM
///
/// The two telling states keep the reports in order without a lock: nobody can begin to tell of the
/// recovery while another thread still tells of the saturation. What happens meanwhile is looked at
/// by the telling thread when it is done.
final class Saturation {
  private enum State {
    CALM,
    TELLING_FULL,
    FULL,
    TELLING_CALM
  }

  private final BoundedQueue queue;
  private final Events events;
  private final Supplier<PoolSnapshot> snapshot;
  private final AtomicReference<State> state = new AtomicReference<>(State.CALM);

  Saturation(BoundedQueue queue, Events events, Supplier<PoolSnapshot> snapshot) {
    this.queue = queue;
    this.events = events;
    this.snapshot = snapshot;
  }

  private boolean full(int depth) {
    return depth >= queue.capacity();
  }

  private boolean belowHalf(int depth) {
    return 2L * depth < queue.capacity();
  }

  /// The queue was seen full, by a producer.
  void seenFull() {
    while (state.get() == State.CALM && state.compareAndSet(State.CALM, State.TELLING_FULL)) {
      try {
        events.saturated(snapshot);
      } finally {
        state.set(State.FULL);
      }
      if (!belowHalf(queue.size()) || !recover()) {
        return;
      }
    }
  }

  /// A task was taken, and so many stayed behind.
  void taken(int depth) {
    if (state.get() == State.FULL && belowHalf(depth) && recover()) {
      seenFull();
    }
  }

  /// Ends the episode, if nobody else does.
  ///
  /// @return whether the queue was full again at the end
  private boolean recover() {
    if (!state.compareAndSet(State.FULL, State.TELLING_CALM)) {
      return false;
    }
    try {
      events.recovered(snapshot);
    } finally {
      state.set(State.CALM);
    }
    return full(queue.size());
  }
}
