package dev.ashlar.http.pool;

/// Where a failure goes that nobody else takes.
final class Uncaught {
  private Uncaught() {}

  /// Hands a failure to the current thread's uncaught exception handler. What that handler throws
  /// is ignored, as the virtual machine does.
  static void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable ignored) {
      // Nobody is left to be told.
    }
  }
}
