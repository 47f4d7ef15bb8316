package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.resources.Budget;

/// The memory that the heads of all requests together may take. Without a bound, many clients could
/// exhaust the heap with long heads that they never end, or whose responses they do not read.
///
/// A head of up to [#USUAL] bytes takes nothing from the budget. There is at most one for each
/// connection, so [ConnectionOptions#maxConnections] bounds those.
///
/// Safe for use by several threads.
final class HeadBudget {
  /// Most heads are no longer than this, in bytes.
  static final int USUAL = 4 << 10;

  private final Budget memory;

  /// @param bytes for what heads have beyond [#USUAL]; 0 or more
  HeadBudget(long bytes) {
    memory = new Budget(bytes);
  }

  /// Changes what one head takes.
  ///
  /// @param from what it took until now, in bytes
  /// @param to what it is to take from now on
  /// @return false if there is not enough memory left; nothing has changed then
  boolean change(int from, int to) {
    int more = beyondUsual(to) - beyondUsual(from);
    if (more > 0) {
      return memory.take(more);
    }
    if (more < 0) {
      memory.giveBack(-more);
    }
    return true;
  }

  private static int beyondUsual(int bytes) {
    return Math.max(0, bytes - USUAL);
  }

  /// What is left, in bytes.
  long left() {
    return memory.left();
  }
}
