package dev.ashlar.http.server.uploads;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all spools together may take, so that many slow clients cannot exhaust it. Who
/// gets none spools into a file.
final class SpoolBudget {
  private final AtomicLong left;

  /// @param bytes 0 or more
  SpoolBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /// Takes some.
  ///
  /// @return whether there was enough; nothing was taken if not
  boolean take(int bytes) {
    long before = left.getAndUpdate(rest -> rest >= bytes ? rest - bytes : rest);
    return before >= bytes;
  }

  /// Gives back what was taken.
  void give(int bytes) {
    left.addAndGet(bytes);
  }

  /// What is left, in bytes.
  long left() {
    return left.get();
  }
}
