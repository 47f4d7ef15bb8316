package dev.ashlar.http.server.connection;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Tells who waits for it that a connection has ended, so that there may be room for another.
///
/// Safe for use by several threads.
final class Vacancy {
  private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();

  /// Waits for the next connection that ends, once.
  ///
  /// @param told runs on the thread that ends it
  void await(Runnable told) {
    waiting.set(told);
  }

  /// A connection has ended.
  void tell() {
    Runnable told = waiting.get();
    if (told != null && waiting.compareAndSet(told, null)) {
      told.run();
    }
  }
}
