package dev.ashlar.http.server.files;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What all responses together may take of something, each until its content is closed.
///
/// Safe for use by several threads.
final class Allowance {
  private final AtomicLong left;

  /// @param most at once, 0 or more
  Allowance(long most) {
    left = new AtomicLong(most);
  }

  /// Takes some for one response.
  ///
  /// @return empty content that gives it back, to be closed with the response's; null if there is
  ///   not so much
  @Nullable CloseAction take(int amount) {
    long before = left.getAndUpdate(rest -> rest >= amount ? rest - amount : rest);
    return before >= amount ? new CloseAction(() -> left.addAndGet(amount)) : null;
  }

  /// How much is left.
  long left() {
    return left.get();
  }
}
