package dev.ashlar.http.pool.queue;

import org.jspecify.annotations.Nullable;

/// What [BoundedQueue#poll] hands out. Each worker owns one and uses it again and again, so that
/// taking a task allocates nothing.
public final class Taken {
  private @Nullable Runnable task;
  private long since;
  private int depth;

  void fill(Runnable newTask, long newSince, int newDepth) {
    task = newTask;
    since = newSince;
    depth = newDepth;
  }

  /// The task, which this forgets: no task is kept alive by a worker that has nothing to do.
  public Runnable task() {
    Runnable result = task;
    if (result == null) {
      throw new IllegalStateException("nothing was taken");
    }
    task = null;
    return result;
  }

  /// When the task was offered, as `System.nanoTime`.
  public long since() {
    return since;
  }

  /// The number of tasks that stayed in the queue.
  public int depth() {
    return depth;
  }
}
