package dev.ashlar.http.pool;

import dev.ashlar.http.pool.queue.RecentWaits;
import dev.ashlar.http.pool.queue.Taken;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What one worker does: it takes tasks, or leads a source, or sleeps until it is called.
///
/// If it fails, it is run again: whatever it was, it still is.
final class Worker implements Runnable {
  /// Why a sleeping worker is called.
  enum Call {
    /// A task is ready.
    TAKE_TASK,
    /// A source needs a leader.
    LEAD,
    /// The pool has been shut down.
    LOOK_AROUND
  }

  /// How long a leader runs tasks between two rounds, if no other worker does it. One task may take
  /// longer than that.
  private static final long TASKS_BETWEEN_ROUNDS_NANOS = 1_000_000;

  private final int index;
  private final Dispatch dispatch;
  private final Events events;
  private final RecentWaits waits;
  private final Taken taken = new Taken();

  /// Tasks begun plus tasks ended: odd while one runs.
  private final AtomicLong progress = new AtomicLong();

  private volatile @Nullable Thread thread;
  private volatile @Nullable Call call;

  /// Whether this worker sleeps until it is called, as all of them do at first. It is then among
  /// the idle ones, unless it has been called or is the first leader of a source.
  private boolean resting = true;

  /// Whether this worker was called for a task and owes the next one the same.
  private boolean callsNext;

  /// What this worker leads. Written by another thread only before a [Call#LEAD].
  private @Nullable Leadership leadership;

  Worker(int index, long origin, Dispatch dispatch, Events events) {
    this.index = index;
    this.dispatch = dispatch;
    this.events = events;
    waits = new RecentWaits(origin);
  }

  int index() {
    return index;
  }

  boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  long progress() {
    return progress.get();
  }

  RecentWaits waits() {
    return waits;
  }

  /// Wakes this worker, which must have been taken from the idle ones by the caller.
  void call(Call reason) {
    call = reason;
    // Null before the thread has begun: then it looks at the call before it sleeps.
    LockSupport.unpark(thread);
  }

  void callToLead(Leadership newLeadership) {
    leadership = newLeadership;
    call(Call.LEAD);
  }

  /// Works until there is nothing more to lead and the queue is drained.
  @Override
  public void run() {
    Thread current = Thread.currentThread();
    thread = current;
    events.tell(listener -> listener.workerStarted(current));
    try {
      work();
    } finally {
      events.tell(listener -> listener.workerStopped(current));
    }
  }

  private void work() {
    while (true) {
      if (resting) {
        sleep();
      } else if (leadership != null) {
        lead(leadership);
      } else if (dispatch.poll(taken)) {
        if (callsNext) {
          callsNext = false;
          if (dispatch.ready()) {
            dispatch.callForTask();
          }
        }
        runTaken();
      } else if (dispatch.drained()) {
        // The others may have gone to sleep when a last task was still to be taken.
        dispatch.callEverybody();
        return;
      } else {
        callsNext = false;
        resting = true;
        dispatch.rest(this);
      }
    }
  }

  private void sleep() {
    Call reason;
    while ((reason = call) == null) {
      LockSupport.park(this);
      // An interrupted thread does not park: forget it, or this would spin.
      Thread.interrupted();
    }
    call = null;
    resting = false;
    if (reason == Call.TAKE_TASK) {
      callsNext = true;
      dispatch.arrived();
    }
  }

  private long runTaken() {
    Runnable task = taken.task();
    long begin = System.nanoTime();
    long wait = Math.max(0, begin - taken.since());
    waits.add(begin, wait);
    progress.setRelease(progress.getPlain() + 1);
    try {
      dispatch.taken(taken.depth());
      events.dequeued(taken.depth(), wait);
    } finally {
      // Accepted is accepted, even if there is no memory to tell of it.
      perform(task);
    }
    return begin;
  }

  private void perform(Runnable task) {
    try {
      task.run();
    } catch (Throwable failure) {
      events.taskFailed(task, failure);
    } finally {
      progress.setRelease(progress.getPlain() + 1);
      // The next task starts clean, whatever this one did to the thread.
      Thread.interrupted();
    }
  }

  /// Leads until the source is finished or somebody else leads it.
  private void lead(Leadership led) {
    led.begin();
    events.tell(listener -> listener.leading(led.source()));
    while (leadership == led) {
      boolean allLead = dispatch.allLead();
      if (allLead) {
        runQueued();
      }
      long pause = led.pauseNanos(System.nanoTime());
      if (pause > 0) {
        pause(led, allLead, pause);
      } else {
        round(led, allLead);
      }
    }
  }

  private void runQueued() {
    long begin = System.nanoTime();
    while (dispatch.poll(taken)) {
      if (runTaken() - begin > TASKS_BETWEEN_ROUNDS_NANOS) {
        return;
      }
    }
  }

  private void pause(Leadership led, boolean allLead, long nanos) {
    if (allLead) {
      led.aboutToPause();
      if (!dispatch.ready()) {
        LockSupport.parkNanos(this, nanos);
      }
      led.awake();
    } else {
      LockSupport.parkNanos(this, nanos);
    }
    Thread.interrupted();
  }

  private void round(Leadership led, boolean allLead) {
    TaskSource source = led.source();
    try {
      if (source.finished()) {
        leadership = null;
        dispatch.retired();
        return;
      }
      source.lead(mayWait(led, allLead));
      led.succeeded();
    } catch (Throwable failure) {
      led.failed(System.nanoTime());
      events.sourceFailed(source, failure);
    } finally {
      led.awake();
      Thread.interrupted();
    }
    // If all others are busy or lead as well, this worker goes on: a source is never left alone.
    if (led.failing() && !allLead && dispatch.passOn(led)) {
      leadership = null;
    }
  }

  private boolean mayWait(Leadership led, boolean allLead) {
    if (!allLead) {
      return true;
    }
    led.aboutToWait();
    if (dispatch.ready()) {
      led.awake();
      return false;
    }
    return true;
  }
}
