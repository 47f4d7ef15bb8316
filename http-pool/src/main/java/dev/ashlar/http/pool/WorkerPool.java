package dev.ashlar.http.pool;

import dev.ashlar.http.pool.queue.BoundedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A fixed number of platform threads that take tasks from a bounded queue, or lead a [TaskSource].
///
/// ```java
/// try (WorkerPool pool = WorkerPool.builder().workers(4).queueCapacity(100).start()) {
///   if (!pool.offer(() -> System.out.println("done by " + Thread.currentThread().getName()))) {
///     System.out.println("too busy");
///   }
/// } // waits until everything that was accepted is done
/// ```
///
/// All threads are started with the pool and none later, and none ends before the pool does. A task
/// that throws, an `Error` too, is reported to the [PoolListener] and never costs a worker. Tasks
/// begin in the order in which they were accepted. What happened before a task was offered *happens
/// before* the task.
///
/// **Leadership.** Each source has exactly one leading worker, which keeps leading; the other
/// workers, its followers, take tasks from the queue. If there are no followers, because as many
/// sources are led as there are workers, leaders run queued tasks between their rounds.
///
/// The pool interrupts no thread and takes no notice of interrupts: an interrupt that a task leaves
/// behind is cleared before the next one.
///
/// All methods may be called from any thread, with the exception of [#close].
public final class WorkerPool implements Executor, AutoCloseable {
  private final Dispatch dispatch;
  private final Crew crew;

  private WorkerPool(Builder builder) {
    Events events = new Events(builder.listener);
    BoundedQueue queue = new BoundedQueue(builder.queueCapacity);
    dispatch = new Dispatch(builder.workers, queue, builder.sources, events);
    Figures figures = dispatch.figures();
    crew =
        new Crew(
            builder.recruiter(),
            dispatch.workers(),
            () -> events.tell(listener -> listener.stopped(figures.snapshot())));
    try {
      crew.start();
      events.tell(listener -> listener.started(figures.snapshot()));
    } catch (Throwable failure) {
      dispatch.giveUp();
      throw failure;
    }
    dispatch.assignLeaders();
  }

  /// A builder with ten workers, room for 1,024 tasks and no sources.
  public static Builder builder() {
    return new Builder();
  }

  /// Adds a task to the queue. Never blocks. If this throws, because memory has run out, the task
  /// was not accepted.
  ///
  /// @return false if the task was refused, because the queue is full or the pool shut down
  public boolean offer(Runnable task) {
    return dispatch.offer(Objects.requireNonNull(task, "task"));
  }

  /// Adds a task to the queue. Never blocks, and never runs the task on the calling thread.
  ///
  /// @throws RejectedExecutionException if the queue is full or the pool shut down
  @Override
  public void execute(Runnable task) {
    if (!offer(task)) {
      throw new RejectedExecutionException(
          dispatch.closed()
              ? "The pool has been shut down"
              : "The queue is full: " + snapshot().capacity() + " tasks are waiting");
    }
  }

  /// The figures of this moment. Costs well under a microsecond for each worker and disturbs
  /// nobody.
  public PoolSnapshot snapshot() {
    return dispatch.figures().snapshot();
  }

  /// The delay to be expected, in nanoseconds: the mean time that tasks waited which left the queue
  /// within the last 5 to 10 seconds, but no less than the time that the next task has already
  /// waited. So it also grows while all workers are stuck. Cheaper than [#snapshot].
  public long recentWaitNanos() {
    return dispatch.figures().recentWaitNanos();
  }

  /// Accepts no more tasks, and lets the workers end when they have finished what was accepted.
  ///
  /// Leaders go on until their sources are finished: whoever owns a source finishes it, before or
  /// after this call. Does not wait, and does nothing if the pool has already been shut down.
  public void shutdown() {
    dispatch.shutdown();
  }

  /// Waits until all workers have ended after a [#shutdown]. From a worker this is of no use.
  ///
  /// @return false if `timeout` has passed before that
  /// @throws InterruptedException if the calling thread is interrupted while it waits
  public boolean awaitTermination(Duration timeout) throws InterruptedException {
    return crew.awaitEnd(TimeUnit.NANOSECONDS.convert(timeout));
  }

  /// Shuts down and waits, however long it takes, until all accepted tasks are done and all workers
  /// have ended. An interrupt does not end the waiting and is kept for the caller.
  ///
  /// @throws IllegalStateException from a worker of this pool, which would wait for itself; the
  ///   pool is left as it was
  @Override
  public void close() {
    if (dispatch.workers().stream().anyMatch(Worker::isCurrent)) {
      throw new IllegalStateException(
          "A worker cannot wait for its own end: call shutdown() instead of close()");
    }
    shutdown();
    crew.awaitEnd();
  }

  /// What a pool is to be. May be used again after [#start]; for one thread at a time.
  public static final class Builder {
    /// Far more platform threads than any machine runs well.
    private static final int MAX_WORKERS = 32_767;

    private static final PoolListener NO_LISTENER = new PoolListener() {};

    private int workers = 10;
    private int queueCapacity = 1024;
    private String threadNames = "worker-";
    private @Nullable ThreadFactory threadFactory;
    private PoolListener listener = NO_LISTENER;
    private final List<TaskSource> sources = new ArrayList<>();

    private Builder() {}

    /// The number of workers, 1 to 32,767; 10 by default.
    public Builder workers(int count) {
      workers = inRange("workers", count, MAX_WORKERS);
      return this;
    }

    /// How many tasks may wait, 1 to 16,777,216; 1,024 by default.
    public Builder queueCapacity(int tasks) {
      queueCapacity = inRange("queueCapacity", tasks, BoundedQueue.MAX_CAPACITY);
      return this;
    }

    /// Threads of the pool's own making, no daemons, named by this prefix and a number from 1 on;
    /// `worker-` by default. Replaces a [#threadFactory].
    public Builder threadNames(String prefix) {
      threadNames = Objects.requireNonNull(prefix, "prefix");
      threadFactory = null;
      return this;
    }

    /// Makes the threads, instead of [#threadNames]. It must return a new thread, not started, with
    /// each call.
    public Builder threadFactory(ThreadFactory factory) {
      threadFactory = Objects.requireNonNull(factory, "factory");
      return this;
    }

    /// Who is told what happens. By default failures go to the workers' uncaught exception handler
    /// and nothing else is told.
    public Builder listener(PoolListener newListener) {
      listener = Objects.requireNonNull(newListener, "listener");
      return this;
    }

    /// Something to be led, in addition to what was named before. Leading begins during [#start],
    /// after [PoolListener#started]; the source must not rely on `start` having returned.
    public Builder source(TaskSource source) {
      if (sources.contains(Objects.requireNonNull(source, "source"))) {
        throw new IllegalArgumentException("source was added before: " + source);
      }
      sources.add(source);
      return this;
    }

    /// Builds the pool and starts all its threads.
    ///
    /// All threads are made before the first is started, so if one cannot be made, nothing has
    /// happened. If one cannot be started, no source is led, and those that were started before end
    /// by themselves, which this does not wait for. The listener is told of each of them that it
    /// has started and that it has stopped, but neither that the pool has started nor that it has
    /// stopped.
    ///
    /// @throws IllegalArgumentException if there are more sources than workers: a worker leads one
    ///   source at most
    /// @throws NullPointerException if the thread factory returns null; what it throws itself comes
    ///   from here unchanged
    /// @throws IllegalThreadStateException if the thread factory returns a thread that has been
    ///   started
    /// @throws OutOfMemoryError if the system has no room for one more thread, or no memory
    public WorkerPool start() {
      if (sources.size() > workers) {
        throw new IllegalArgumentException(
            "sources must not outnumber workers, each of which leads one at most: "
                + sources.size()
                + " sources, "
                + workers
                + " workers");
      }
      return new WorkerPool(this);
    }

    private static int inRange(String name, int value, int max) {
      if (value < 1 || value > max) {
        throw new IllegalArgumentException(name + " must be 1 to " + max + ": " + value);
      }
      return value;
    }

    private Crew.Recruiter recruiter() {
      ThreadFactory factory = threadFactory;
      if (factory != null) {
        return (worker, body) ->
            Objects.requireNonNull(factory.newThread(body), "the thread factory made no thread");
      }
      String prefix = threadNames;
      return (worker, body) ->
          Thread.ofPlatform().name(prefix + (worker + 1)).daemon(false).unstarted(body);
    }
  }
}
