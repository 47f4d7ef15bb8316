package dev.ashlar.http.server.connection;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that the heads of all requests together may take, so that many clients with long ones
/// cannot exhaust it: with heads that never end, or with responses that they do not read.
///
/// A head that is no longer than most takes nothing of it: there are as many of those as
/// connections at most, and [ConnectionOptions#maxConnections] bounds them.
///
/// Safe for use by several threads.
final class HeadBudget {
  /// Up to here a head is like most, in bytes.
  static final int USUAL = 4 << 10;

  private final AtomicLong left;

  /// @param bytes for what heads have beyond [#USUAL]; 0 or more
  HeadBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /// One head takes more, or less.
  ///
  /// @param from what it took until now, in bytes
  /// @param to what it is to take from now on
  /// @return whether there is enough; nothing has changed if not
  boolean change(int from, int to) {
    int more = beyondUsual(to) - beyondUsual(from);
    if (more == 0) {
      return true;
    }
    long before = left.getAndUpdate(rest -> rest >= more ? rest - more : rest);
    return before >= more;
  }

  private static int beyondUsual(int bytes) {
    return Math.max(0, bytes - USUAL);
  }

  /// What is left, in bytes.
  long left() {
    return left.get();
  }
}
