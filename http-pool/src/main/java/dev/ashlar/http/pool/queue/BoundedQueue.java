package dev.ashlar.http.pool.queue;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// A bounded queue of tasks for many producers and many consumers, first in first out, without a lock.
///
/// It is the ring of Dmitry Vyukov's bounded MPMC queue. Head and tail are positions that only grow;
/// position `p` lives in slot `p mod length`. Each slot has a *turn* that says whose it is:
///
///     2p        free, for the producer that takes position p
///     2p + 1    holds the task of position p
///
/// A producer claims a position by moving the tail, fills the slot and publishes it by advancing the
/// turn; a consumer claims by moving the head, empties the slot and frees it for position
/// `p + length`. Nobody waits for anybody: between claim and publication a task is simply not there
/// yet for consumers, which is why whoever publishes must look for sleeping workers *afterwards*.
///
/// **Closing** sets the sign bit of the tail. A producer's claim is a compare-and-set of that same
/// word, so no task can slip in behind the decision that the queue is closed: what
/// [#drained] says then holds for ever.
public final class BoundedQueue {
  /// The longest queue. A longer one would hide overload instead of reporting it.
  public static final int MAX_CAPACITY = 1 << 24;

  /// What [#offer] returns for a task that was not accepted.
  public static final int REFUSED = 0;

  // 128 bytes apart from each other and from the array's header, so that producers and consumers do
  // not fight for one cache line, nor for the neighbour that is prefetched with it.
  private static final int HEAD = 16;
  private static final int TAIL = 32;
  private static final int CURSORS = 48;

  private static final long CLOSED = Long.MIN_VALUE;
  private static final long POSITION = Long.MAX_VALUE;

  private final int capacity;
  private final int mask;
  private final AtomicLongArray cursors = new AtomicLongArray(CURSORS);
  private final AtomicLongArray turns;
  private final AtomicLongArray since;
  private final @Nullable Runnable[] tasks;

  /// An open, empty queue.
  ///
  /// @param capacity 1 to [#MAX_CAPACITY]
  public BoundedQueue(int capacity) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException("capacity must be 1 to " + MAX_CAPACITY + ": " + capacity);
    }
    this.capacity = capacity;
    int length = Integer.highestOneBit(capacity) << 1;
    mask = length - 1;
    turns = new AtomicLongArray(length);
    since = new AtomicLongArray(length);
    tasks = new Runnable[length];
    for (int slot = 0; slot < length; slot++) {
      turns.setPlain(slot, free(slot));
    }
  }

  private static long free(long position) {
    return 2 * position;
  }

  private static long holding(long position) {
    return 2 * position + 1;
  }

  private int slot(long position) {
    return (int) position & mask;
  }

  /// Adds a task unless the queue is full or closed. When this returns, the task is visible to
  /// [#ready] in any thread that is asked to look.
  ///
  /// @param now the present `System.nanoTime`
  /// @return the number of tasks in the queue, this one included, or [#REFUSED]
  public int offer(Runnable task, long now) {
    while (true) {
      long tail = cursors.get(TAIL);
      if (tail < 0) {
        return REFUSED;
      }
      int depth = (int) (tail - cursors.get(HEAD));
      if (depth >= capacity) {
        return REFUSED;
      }
      int slot = slot(tail);
      if (turns.get(slot) != free(tail)) {
        if (tail == cursors.get(TAIL)) {
          // A consumer that claimed this slot a whole lap ago has not emptied it yet: it lost its
          // processor there. Waiting for it could take a time slice.
          return REFUSED;
        }
      } else if (cursors.compareAndSet(TAIL, tail, tail + 1)) {
        tasks[slot] = task;
        since.setOpaque(slot, now);
        // Volatile, not merely release: the caller looks for idle workers next, and that look must
        // not come before this publication.
        turns.set(slot, holding(tail));
        return Math.max(depth + 1, 1);
      }
    }
  }

  /// Takes the oldest task, if one is ready.
  public boolean poll(Taken taken) {
    while (true) {
      long head = cursors.get(HEAD);
      int slot = slot(head);
      long turn = turns.get(slot);
      if (turn == free(head)) {
        return false;
      }
      if (turn == holding(head) && cursors.compareAndSet(HEAD, head, head + 1)) {
        taken.fill(tasks[slot], since.getOpaque(slot), size());
        tasks[slot] = null;
        turns.setRelease(slot, free(head + mask + 1));
        return true;
      }
    }
  }

  /// Whether a task can be taken at this moment.
  public boolean ready() {
    while (true) {
      long head = cursors.get(HEAD);
      long turn = turns.get(slot(head));
      if (turn == free(head)) {
        return false;
      }
      if (turn == holding(head)) {
        return true;
      }
    }
  }

  /// The number of tasks, those included whose producers are about to publish them; 0 to capacity.
  public int size() {
    long head = cursors.get(HEAD);
    long size = (cursors.get(TAIL) & POSITION) - head;
    return (int) Math.clamp(size, 0L, (long) capacity);
  }

  /// The number of tasks that fit.
  public int capacity() {
    return capacity;
  }

  /// Accepts nothing more, from now on and for ever.
  public void close() {
    long tail;
    do {
      tail = cursors.get(TAIL);
    } while (!cursors.compareAndSet(TAIL, tail, tail | CLOSED));
  }

  /// Whether the queue accepts nothing more.
  public boolean closed() {
    return cursors.get(TAIL) < 0;
  }

  /// Whether the queue is closed and every task has been taken; once true, true for ever.
  public boolean drained() {
    long tail = cursors.get(TAIL);
    return tail < 0 && (tail & POSITION) == cursors.get(HEAD);
  }

  /// How long the task that is next has waited so far, in nanoseconds; zero for an empty queue.
  public long oldestWaitNanos(long now) {
    long head = cursors.get(HEAD);
    int slot = slot(head);
    long holding = holding(head);
    if (turns.get(slot) != holding) {
      return 0;
    }
    long offered = since.get(slot);
    // The slot may have been taken and filled again between the two reads.
    return turns.get(slot) == holding ? Math.max(0, now - offered) : 0;
  }
}
