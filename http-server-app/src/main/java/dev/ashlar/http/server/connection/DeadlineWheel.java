package dev.ashlar.http.server.connection;

import org.jspecify.annotations.Nullable;

/// Deadlines of many connections, at a constant cost for each event (Varghese and Lauck, "Hashed
/// and Hierarchical Timing Wheels", 1987, scheme 6).
///
/// An entry sits in the slot of the tick at which somebody should look at it. Postponing a
/// deadline, which happens at every request, only writes a field: when the slot's time has come, an
/// entry whose deadline lies later is filed again. Only an earlier deadline moves an entry at once.
/// A deadline is never early, and late by two ticks at most, which are 100 ms, unless so many are
/// due at once that others have their turn in between.
///
/// Used by the leader of one selector only, but for [Entry#postpone].
final class DeadlineWheel {
  private static final int SLOTS = 1024;
  private static final long TICK_NANOS = 50_000_000;

  /// Entries that one call of [#advance] tells. To cut a client off that has half a megabyte of
  /// buffers in the kernel takes the tenth part of a millisecond.
  static final int MOST_EXPIRED = 16;

  private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
  private final long origin;

  /// The first tick whose slot has not been emptied.
  private long tick;

  /// No slot before that of this tick holds an entry.
  private long firstFiled;

  private int size;

  /// @param now of [System#nanoTime], as all times here
  DeadlineWheel(long now) {
    this.origin = now;
  }

  /// A deadline; what has one extends this, to save an object each.
  abstract static class Entry {
    private volatile long deadline;
    private long filedTick = -1;
    private @Nullable Entry previous;
    private @Nullable Entry next;

    /// The deadline has passed, or had when the wheel looked; the entry is not filed any more. On
    /// the leader.
    abstract void expired(long now);

    /// Postpones the deadline. May be called by whoever owns the entry, on any thread, if the entry
    /// is filed and the new deadline is not earlier than the one before.
    final void postpone(long nanos) {
      deadline = nanos;
    }

    /// When somebody should look at this.
    final long deadline() {
      return deadline;
    }
  }

  /// Sets a deadline, earlier or later than before, or files a new entry.
  void schedule(Entry entry, long deadline) {
    entry.deadline = deadline;
    long wanted = tickOf(deadline);
    if (entry.filedTick >= 0) {
      if (entry.filedTick <= wanted) {
        return;
      }
      unlink(entry);
    }
    link(entry, wanted);
  }

  /// Removes an entry; does nothing if it is not filed.
  void remove(Entry entry) {
    if (entry.filedTick >= 0) {
      unlink(entry);
    }
  }

  /// Tells entries that their deadline has passed. Each may file itself again.
  ///
  /// No more than [#MOST_EXPIRED] are told by one call: thousands of slow clients may have the same
  /// deadline, and all other clients would wait until each of them was dealt with. The next call
  /// goes on where this one stopped, also if an entry has thrown.
  void advance(long now) {
    long last = (now - origin) / TICK_NANOS;
    int left = MOST_EXPIRED;
    for (long at = Math.max(tick, last - SLOTS + 1); at <= last; at++) {
      int slot = (int) (at % SLOTS);
      tick = at + 1;
      try {
        left = empty(slot, now, left);
      } finally {
        if (slots[slot] != null) {
          tick = at;
        }
      }
      if (left == 0) {
        return;
      }
    }
  }

  /// Empties a slot. An entry that is filed again never goes to this slot, so this comes to an end.
  ///
  /// @param most how many entries are told at most
  /// @return how many more might have been told
  private int empty(int slot, long now, int most) {
    int left = most;
    for (Entry entry = slots[slot]; entry != null && left > 0; entry = slots[slot]) {
      unlink(entry);
      if (entry.deadline - now > 0) {
        link(entry, tickOf(entry.deadline));
      } else {
        left--;
        entry.expired(now);
      }
    }
    return left;
  }

  /// Nanoseconds until a slot that holds an entry is due, at least 0, or -1 if there is none.
  long nanosToNext(long now) {
    if (size == 0) {
      return -1;
    }
    firstFiled = Math.max(firstFiled, tick);
    while (slots[(int) (firstFiled % SLOTS)] == null) {
      firstFiled++;
    }
    return Math.max(0, origin + (firstFiled + 1) * TICK_NANOS - now);
  }

  /// The tick in which the deadline lies, within what is still to come and the wheel's horizon.
  private long tickOf(long deadline) {
    long wanted = Math.max(0, deadline - origin) / TICK_NANOS;
    return Math.min(Math.max(wanted, tick), tick + SLOTS - 2);
  }

  private void link(Entry entry, long at) {
    int slot = (int) (at % SLOTS);
    Entry head = slots[slot];
    entry.filedTick = at;
    entry.next = head;
    if (head != null) {
      head.previous = entry;
    }
    slots[slot] = entry;
    firstFiled = Math.min(firstFiled, at);
    size++;
  }

  private void unlink(Entry entry) {
    if (entry.previous != null) {
      entry.previous.next = entry.next;
    } else {
      slots[(int) (entry.filedTick % SLOTS)] = entry.next;
    }
    if (entry.next != null) {
      entry.next.previous = entry.previous;
    }
    entry.previous = null;
    entry.next = null;
    entry.filedTick = -1;
    size--;
  }
}
