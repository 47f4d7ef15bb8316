package dev.ashlar.http.pool.queue;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded queue of tasks for many producers and many consumers, first in first out, without a
/// lock.
///
/// Head and tail are positions that only grow; position `p` lives in slot `p mod length`. A
/// producer *claims* position `p` by moving the tail from `p` to `p + 1`, and *publishes* by
/// writing a [Queued] that bears `p` into the slot. A consumer that finds the head's position in
/// the head's slot claims it by moving the head, and *empties* the slot afterwards.
///
/// **Full is exact.** Whoever has moved the head has read the slot before, so the slot is free from
/// that moment on, emptied or not: a producer of the next lap simply writes over what is left in
/// it, and the consumer, however late, empties the slot only if it still holds the very object that
/// it took. So the two counters alone say whether there is room, and a thread that lost its
/// processor costs nobody else a place.
///
/// **Linearizability.** Each operation takes effect at one moment between its call and its return:
///
/// - an accepted [#offer] when it moves the tail. It had read the head before, which can only have
///   grown since, so there still is room;
/// - a refused one when it reads the head, after the tail: the tail can only have grown since, so
///   at that moment the queue holds at least `capacity` tasks. If it is refused because the queue
///   is closed, when it reads the tail;
/// - a [#poll] that takes a task when it moves the head. Positions never come back, so the slot has
///   not changed between the look at it and the move;
/// - a [#poll] that takes nothing, and a [#ready] that says no, when it reads the slot: the head
///   has not moved before or after, hence the next task was not published at that moment.
///
/// That last one is weaker than *empty*: while a producer stands between claim and publication,
/// later tasks stay behind its own, even though their producers have returned. Nobody waits for it;
/// consumers go to sleep. That is why **whoever publishes must look for sleeping workers
/// afterwards**, and why [#drained] counts what is claimed and not what is published.
///
/// **Closing** sets the sign bit of the tail. A producer's claim is a compare-and-set of that same
/// word, so no task can slip in behind the decision that the queue is closed: what [#drained] says
/// then holds for ever.
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
  private final AtomicReferenceArray<@Nullable Queued> slots;

  /// An open, empty queue.
  ///
  /// @param capacity 1 to [#MAX_CAPACITY]
  public BoundedQueue(int capacity) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException("capacity must be 1 to " + MAX_CAPACITY + ": " + capacity);
    }
    this.capacity = capacity;
    int length = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
    mask = length - 1;
    slots = new AtomicReferenceArray<>(length);
  }

  private int slot(long position) {
    return (int) position & mask;
  }

  /// Adds a task unless the queue is full or closed. When this returns, the task has been
  /// published.
  ///
  /// @param now the present `System.nanoTime`
  /// @return the number of tasks in the queue, this one included, or [#REFUSED]
  public int offer(Runnable task, long now) {
    Queued queued = new Queued(task, now);
    int depth = claim(queued);
    if (depth != REFUSED) {
      publish(queued);
    }
    return depth;
  }

  /// The first half of [#offer]: finds a place. Nothing may come between the halves in which a
  /// thread could fail, or the tasks behind this one would never be taken.
  ///
  /// @return as [#offer] does
  public int claim(Queued queued) {
    while (true) {
      long tail = cursors.get(TAIL);
      if (tail < 0) {
        return REFUSED;
      }
      int depth = (int) (tail - cursors.get(HEAD));
      if (depth >= capacity) {
        return REFUSED;
      }
      queued.position = tail;
      if (cursors.compareAndSet(TAIL, tail, tail + 1)) {
        return depth + 1;
      }
    }
  }

  /// The second half of [#offer].
  public void publish(Queued queued) {
    // Volatile, not merely release: the caller looks for idle workers next, and that look must not
    // come before this publication.
    slots.set(slot(queued.position), queued);
  }

  /// Takes the oldest task, if it has been published.
  public boolean poll(Taken taken) {
    Queued queued = take();
    if (queued == null) {
      return false;
    }
    empty(queued);
    taken.fill(queued.task(), queued.since(), size());
    return true;
  }

  /// The first half of [#poll]: from here on the slot is free.
  @Nullable Queued take() {
    Queued queued;
    while ((queued = next()) != null) {
      long head = queued.position;
      if (cursors.compareAndSet(HEAD, head, head + 1)) {
        return queued;
      }
    }
    return null;
  }

  /// The second half of [#poll], without which the slot would keep the task alive for another lap.
  void empty(Queued queued) {
    slots.compareAndSet(slot(queued.position), queued, null);
  }

  /// Whether a task can be taken at this moment.
  public boolean ready() {
    return next() != null;
  }

  /// What the head's slot holds, if that has been published.
  private @Nullable Queued next() {
    while (true) {
      long head = cursors.get(HEAD);
      Queued queued = slots.get(slot(head));
      if (queued != null && queued.position == head) {
        return queued;
      }
      if (head == cursors.get(HEAD)) {
        return null;
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

  /// How long the task that is next has waited so far, in nanoseconds; zero without one.
  public long oldestWaitNanos(long now) {
    Queued queued = next();
    return queued == null ? 0 : Math.max(0, now - queued.since());
  }
}
