package dev.ashlar.http.server.connection;

/// Whether the server is stopping, and how far it is. Safe for use by several threads.
final class Drain {
  private volatile boolean begun;
  private volatile boolean deaf;
  private volatile boolean leftUnanswered;
  private volatile long deadline;

  /// From now on every response ends its connection. Once it has begun, this can only hasten it:
  /// who closes the server at once is not held up by another who gives it time.
  ///
  /// @param until the time, of [System#nanoTime], at which what is left is cut
  synchronized void begin(long until) {
    if (!begun || until - deadline < 0) {
      deadline = until;
      begun = true;
    }
  }

  boolean begun() {
    return begun;
  }

  /// Whether what is left is to be cut.
  boolean overdue(long now) {
    return begun && deadline - now <= 0;
  }

  /// Nanoseconds until what is left is cut.
  long nanosLeft(long now) {
    return Math.max(0, deadline - now);
  }

  /// A request that had arrived, in part at least, was cut without its whole response.
  void markUnanswered() {
    leftUnanswered = true;
  }

  boolean leftUnanswered() {
    return leftUnanswered;
  }

  /// The listening socket is closed: no connection will come any more.
  void markDeaf() {
    deaf = true;
  }

  boolean deaf() {
    return deaf;
  }
}
