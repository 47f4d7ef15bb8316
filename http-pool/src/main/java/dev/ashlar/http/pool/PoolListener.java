package dev.ashlar.http.pool;

/// Is told what happens in a pool, on the thread where it happens and with no lock held: by the
/// offering thread or by a worker, by several at once. Time spent here is time taken from them.
///
/// Whatever a listener throws goes to the current thread's uncaught exception handler and changes
/// nothing else.
public interface PoolListener {
  /// All workers have been started; on the thread that started the pool, before any source is led.
  /// If [WorkerPool.Builder#start] throws because a thread cannot be started, neither this nor
  /// [#stopped] is called, while the workers that had begun by then are told of.
  default void started(PoolSnapshot snapshot) {}

  /// A worker thread begins, on that thread.
  default void workerStarted(Thread worker) {}

  /// A worker thread ends, on that thread.
  default void workerStopped(Thread worker) {}

  /// The last worker has ended; on that worker, before [WorkerPool#awaitTermination] returns.
  default void stopped(PoolSnapshot snapshot) {}

  /// The current worker begins to lead a source, at first or after another one failed.
  default void leading(TaskSource source) {}

  /// A task was accepted, on the thread that offered it. The task may already be running.
  ///
  /// @param depth the tasks in the queue, this one included
  default void queued(int depth) {}

  /// A task has left the queue and runs next on the current worker.
  ///
  /// @param depth the tasks that stay behind in the queue
  /// @param waitNanos how long the task waited, in nanoseconds
  default void dequeued(int depth, long waitNanos) {}

  /// The queue has become full: once for each episode, which lasts until [#recovered].
  default void saturated(PoolSnapshot snapshot) {}

  /// The queue has fallen below half of its capacity after having been full. Saturation and
  /// recovery alternate strictly: neither begins before the call for the other has returned.
  default void recovered(PoolSnapshot snapshot) {}

  /// A task was refused, because the queue is full or the pool shut down; on the offering thread.
  default void rejected(PoolSnapshot snapshot) {}

  /// A task threw. The worker goes on. Unless overridden, the failure goes to the worker's uncaught
  /// exception handler, so that it is never lost by default.
  default void taskFailed(Runnable task, Throwable failure) {
    Uncaught.report(failure);
  }

  /// A source threw. In [TaskSource#lead] or [TaskSource#finished]: on the worker that led it, and
  /// it will be led again, by that worker or another. In [TaskSource#wakeUp]: on the thread that
  /// offered a task; the source is led as before, but its leader may not have been woken.
  ///
  /// Unless overridden, the failure goes to the current thread's uncaught exception handler.
  default void sourceFailed(TaskSource source, Throwable failure) {
    Uncaught.report(failure);
  }
}
