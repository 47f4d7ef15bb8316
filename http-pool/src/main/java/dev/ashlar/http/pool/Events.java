package dev.ashlar.http.pool;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells the listener, and sees to it that a listener that throws costs nothing.
///
/// Not final, so that tests can let it fail as it does when there is no memory.
class Events {
  private final PoolListener listener;

  Events(PoolListener listener) {
    this.listener = listener;
  }

  /// For what happens seldom, where nothing is lost if there is no memory to tell of it.
  void tell(Consumer<PoolListener> event) {
    try {
      event.accept(listener);
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  // The others have methods of their own, which allocate nothing outside of the guard: two of them
  // happen for every task, and what is told in the middle of something must not keep it from its
  // end.

  void queued(int depth) {
    try {
      listener.queued(depth);
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  void dequeued(int depth, long waitNanos) {
    try {
      listener.dequeued(depth, waitNanos);
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  void saturated(Supplier<PoolSnapshot> snapshot) {
    try {
      listener.saturated(snapshot.get());
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  void recovered(Supplier<PoolSnapshot> snapshot) {
    try {
      listener.recovered(snapshot.get());
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  void taskFailed(Runnable task, Throwable reason) {
    try {
      listener.taskFailed(task, reason);
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  void sourceFailed(TaskSource source, Throwable reason) {
    try {
      listener.sourceFailed(source, reason);
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }
}
