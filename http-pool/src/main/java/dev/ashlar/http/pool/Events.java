package dev.ashlar.http.pool;

import java.util.function.Consumer;

/// Tells the listener, and sees to it that a listener that throws costs nothing.
final class Events {
  private final PoolListener listener;

  Events(PoolListener listener) {
    this.listener = listener;
  }

  /// For what happens seldom.
  void tell(Consumer<PoolListener> event) {
    try {
      event.accept(listener);
    } catch (Throwable failure) {
      Uncaught.report(failure);
    }
  }

  // The two events of every task have methods of their own, so that they allocate nothing.

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
}
