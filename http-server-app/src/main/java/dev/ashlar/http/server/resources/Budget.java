package dev.ashlar.http.server.resources;

import java.util.concurrent.atomic.AtomicLong;

/// An amount that many share, such as the bytes of memory for one purpose: each takes a part of it
/// and gives that back later. Nobody waits for a part: whoever finds too little left does something
/// else.
///
/// Safe for use by several threads.
public final class Budget {
  private final AtomicLong left;

  /// A budget of which nothing is taken.
  ///
  /// @param amount all there is, 0 or more, in a unit that those who share it agree on
  public Budget(long amount) {
    left = new AtomicLong(amount);
  }

  /// Takes a part.
  ///
  /// @param amount 0 or more
  /// @return false if less than that is left; nothing is taken then
  public boolean take(long amount) {
    long before;
    do {
      before = left.get();
      if (before < amount) {
        return false;
      }
    } while (!left.compareAndSet(before, before - amount));
    return true;
  }

  /// Gives a part back.
  ///
  /// @param amount as much as was taken, or less
  public void giveBack(long amount) {
    left.addAndGet(amount);
  }

  /// How much nobody has taken.
  public long left() {
    return left.get();
  }
}
