package dev.ashlar.http.pool;

import dev.ashlar.http.pool.queue.BoundedQueue;
import dev.ashlar.http.pool.queue.IdleWorkers;
import dev.ashlar.http.pool.queue.Taken;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Brings tasks to workers: the queue, the idle workers, and who is woken when.
///
/// Two rules keep a wake-up from getting lost. Whoever offers a task publishes it *first* and looks
/// for somebody to wake *then*; whoever is about to sleep says so *first* and looks at the queue
/// *then*. One of the two sees the other. The model in `model/handover.pml` checks that, and names
/// the methods here.
final class Dispatch {
  private final BoundedQueue queue;
  private final IdleWorkers idle;
  private final List<Worker> workers;
  private final List<Leadership> leaderships;
  private final AtomicInteger leaders;
  private final LongAdder rejected = new LongAdder();
  private final Events events;
  private final Figures figures;
  private final Saturation saturation;

  Dispatch(int workerCount, BoundedQueue queue, List<TaskSource> sources, Events events) {
    this.events = events;
    this.queue = queue;
    idle = new IdleWorkers(workerCount);
    leaders = new AtomicInteger(sources.size());
    leaderships = sources.stream().map(Leadership::new).toList();
    long origin = System.nanoTime();
    workers =
        IntStream.range(0, workerCount).mapToObj(i -> new Worker(i, origin, this, events)).toList();
    figures = new Figures(queue, workers, leaders, rejected);
    saturation = new Saturation(queue, events, figures::snapshot);
    // The first workers are the first leaders and not idle: otherwise another source's leader, when
    // its first round fails, could take one of them for its heir and leave none for its source.
    pushIdle(sources.size(), workerCount);
  }

  /// Adds workers to the idle ones, the first of them on top.
  private void pushIdle(int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      idle.push(i);
    }
  }

  List<Worker> workers() {
    return workers;
  }

  Figures figures() {
    return figures;
  }

  /// Calls each source's first leader. They are the first workers, and sleep until then.
  void assignLeaders() {
    for (int i = 0; i < leaderships.size(); i++) {
      workers.get(i).callToLead(leaderships.get(i));
    }
  }

  /// Shuts down instead of [#assignLeaders]: who was to lead has nothing to do, as everybody else.
  void giveUp() {
    pushIdle(0, leaderships.size());
    shutdown();
  }

  boolean offer(Runnable task) {
    int depth = queue.offer(task, System.nanoTime());
    if (depth == BoundedQueue.REFUSED) {
      rejected.increment();
      events.tell(listener -> listener.rejected(figures.snapshot()));
      return false;
    }
    try {
      callForTask();
      events.queued(depth);
      if (depth >= queue.capacity()) {
        saturation.seenFull();
      }
    } catch (Throwable failure) {
      // The task is accepted all the same, and perhaps under way.
      Uncaught.report(failure);
    }
    return true;
  }

  /// Takes a task for the current worker.
  boolean poll(Taken taken) {
    return queue.poll(taken);
  }

  /// A task was taken, and so many stayed behind.
  void taken(int depth) {
    saturation.taken(depth);
  }

  /// Whether a task is there to be taken.
  boolean ready() {
    return queue.ready();
  }

  boolean closed() {
    return queue.closed();
  }

  /// Whether no task is queued nor ever will be.
  boolean drained() {
    return queue.drained();
  }

  /// Whether every worker leads, so that nobody takes tasks unless leaders do so between rounds.
  /// Once false, false for ever.
  boolean allLead() {
    return leaders.get() == workers.size();
  }

  /// Adds the worker to the idle ones, and looks once more at what it might have missed.
  void rest(Worker worker) {
    idle.push(worker.index());
    if (queue.drained()) {
      callEverybody();
    } else if (queue.ready()) {
      callForTask();
    }
  }

  /// The worker that was called for a task is there.
  void arrived() {
    idle.arrived();
  }

  /// Calls somebody for a task that is ready, if anybody is asleep who should do it and nobody is
  /// on the way.
  void callForTask() {
    int worker = idle.popForTask();
    if (worker != IdleWorkers.NOBODY) {
      workers.get(worker).call(Worker.Call.TAKE_TASK);
    } else if (allLead()) {
      wakeLeaders();
    }
  }

  /// All of them, since nobody can tell from outside whether a leader still waits or has begun to
  /// handle what it waited for; each one at most once for each wait.
  private void wakeLeaders() {
    for (Leadership leadership : leaderships) {
      try {
        leadership.wake();
      } catch (Throwable failure) {
        events.sourceFailed(leadership.source(), failure);
      }
    }
  }

  /// Hands leadership to an idle worker.
  ///
  /// @return false if there is none
  boolean passOn(Leadership leadership) {
    int heir = idle.pop();
    if (heir == IdleWorkers.NOBODY) {
      return false;
    }
    workers.get(heir).callToLead(leadership);
    return true;
  }

  /// A source is finished, and its leader an ordinary worker.
  void retired() {
    leaders.decrementAndGet();
  }

  /// Accepts nothing more; idle workers come to see that.
  void shutdown() {
    queue.close();
    callEverybody();
  }

  /// Calls all idle workers, because there may be nothing more to wait for.
  void callEverybody() {
    int worker;
    while ((worker = idle.pop()) != IdleWorkers.NOBODY) {
      workers.get(worker).call(Worker.Call.LOOK_AROUND);
    }
  }
}
