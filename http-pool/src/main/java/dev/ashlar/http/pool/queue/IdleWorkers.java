package dev.ashlar.http.pool.queue;

import java.util.concurrent.atomic.AtomicLong;

/// Which workers have nothing to do, as a stack: the newest idle worker is called first, because its
/// caches are still warm, and the oldest may sleep on. Workers are numbers from 0 on.
///
/// The whole state is one word, so that every change is one compare-and-set:
///
///     bits 32..63  version, which grows with each push, so that a word never comes back (no ABA)
///     bit  31      on the way: a worker was called for a task and has not arrived yet
///     bits 0..30   the newest idle worker plus one, or 0 for none
///
/// **One on the way is enough.** While a called worker wakes up, tasks that arrive call nobody else;
/// the one that arrives takes a task and calls the next worker if there are more. A burst of short
/// tasks is so done by few workers, and the offering thread, often a leader with better things to
/// do, pays for one wake-up and not for many.
public final class IdleWorkers {
  /// What the `pop` methods return for nobody.
  public static final int NOBODY = -1;

  private static final long ON_THE_WAY = 1L << 31;
  private static final long TOP = ON_THE_WAY - 1;
  private static final long VERSION_STEP = 1L << 32;
  private static final long VERSION = -VERSION_STEP;

  private final AtomicLong state = new AtomicLong();

  /// For each worker in the stack, the one below it plus one. A worker writes its own entry before
  /// it pushes itself; a reader that sees an entry of another time fails in its compare-and-set.
  private final int[] below;

  /// An empty stack.
  ///
  /// @param workers the number of workers there are
  public IdleWorkers(int workers) {
    below = new int[workers];
  }

  /// Adds a worker, which must not be in the stack. It must look at the queue once more afterwards,
  /// for whoever offered a task before could not see it here.
  public void push(int worker) {
    while (true) {
      long seen = state.get();
      below[worker] = (int) (seen & TOP);
      long next = ((seen & VERSION) + VERSION_STEP) | (seen & ON_THE_WAY) | (worker + 1);
      if (state.compareAndSet(seen, next)) {
        return;
      }
    }
  }

  /// Removes the newest idle worker to call it for a task, unless there is none or one is on the
  /// way already. The called worker must say [#arrived].
  public int popForTask() {
    while (true) {
      long seen = state.get();
      if ((seen & ON_THE_WAY) != 0 || (seen & TOP) == 0) {
        return NOBODY;
      }
      int worker = (int) (seen & TOP) - 1;
      if (state.compareAndSet(seen, (seen & VERSION) | ON_THE_WAY | below[worker])) {
        return worker;
      }
    }
  }

  /// Removes the newest idle worker for another reason: to lead, or to end.
  public int pop() {
    while (true) {
      long seen = state.get();
      if ((seen & TOP) == 0) {
        return NOBODY;
      }
      int worker = (int) (seen & TOP) - 1;
      if (state.compareAndSet(seen, (seen & ~TOP) | below[worker])) {
        return worker;
      }
    }
  }

  /// A worker that was called for a task is there. It must look at the queue afterwards.
  public void arrived() {
    while (true) {
      long seen = state.get();
      if (state.compareAndSet(seen, seen & ~ON_THE_WAY)) {
        return;
      }
    }
  }
}
