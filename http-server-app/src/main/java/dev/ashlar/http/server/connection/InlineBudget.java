package dev.ashlar.http.server.connection;

/// How much of files the leader of one selector may send itself in a round, where that most likely
/// does not block. What goes beyond it is for the workers, who have cores of their own perhaps;
/// meanwhile the leader looks after everybody else.
///
/// Used by the leader only.
final class InlineBudget {
  /// Some one and a half milliseconds' work, in bytes: four slices, so that a few downloads stay
  /// here.
  static final long ROUND_BYTES = 8 << 20;

  /// What a call counts for at least, since it costs something even if it sends little.
  private static final long LEAST = 128 << 10;

  private long left = ROUND_BYTES;

  /// A new round begins.
  void renew() {
    left = ROUND_BYTES;
  }

  /// Whether there is any left. Who asks may use more than that once: a slice is not divided.
  boolean isLeft() {
    return left > 0;
  }

  /// So much was sent in one call.
  void use(long bytes) {
    left -= Math.max(bytes, LEAST);
  }
}
