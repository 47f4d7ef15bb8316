package dev.ashlar.http.pool;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// The threads of the workers: starts them, keeps them at work, and knows when all have ended.
final class Crew {
  /// Makes the thread, not started, for a worker of a given index.
  interface Recruiter {
    Thread recruit(int worker, Runnable body);
  }

  private final Recruiter recruiter;
  private final List<? extends Runnable> bodies;
  private final Runnable afterLast;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allEnded = lock.newCondition();
  private int living;
  private boolean ended;

  /// @param bodies what each thread runs; a body that throws is run again by the same one
  /// @param afterLast run by the last thread when all bodies have returned; they have ended even if
  ///   this throws
  Crew(Recruiter recruiter, List<? extends Runnable> bodies, Runnable afterLast) {
    this.recruiter = recruiter;
    this.bodies = bodies;
    this.afterLast = afterLast;
    living = bodies.size();
  }

  void start() {
    // All are made before the first is started: most of what can fail then fails with nothing done.
    List<Thread> threads =
        IntStream.range(0, bodies.size())
            .mapToObj(worker -> recruiter.recruit(worker, () -> live(worker)))
            .toList();
    threads.forEach(Thread::start);
  }

  /// Whatever a body throws ends neither the thread nor what it does: a thread that is ended could
  /// be replaced, but not when it matters, as when there is no memory.
  private void live(int worker) {
    boolean returned = false;
    while (!returned) {
      try {
        bodies.get(worker).run();
        returned = true;
      } catch (Throwable failure) {
        report(failure);
      }
    }
    end();
  }

  private static void report(Throwable failure) {
    try {
      Uncaught.report(failure);
    } catch (Throwable again) {
      // There may be no memory for its class either.
    }
  }

  private void end() {
    lock.lock();
    try {
      if (--living > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      afterLast.run();
    } catch (Throwable failure) {
      // Whoever waits for the end is told of it all the same.
      report(failure);
    }
    lock.lock();
    try {
      ended = true;
      allEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all have ended, also when interrupted: the interrupt is kept for the caller.
  void awaitEnd() {
    lock.lock();
    try {
      while (!ended) {
        allEnded.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean awaitEnd(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!ended) {
        if (left <= 0) {
          return false;
        }
        left = allEnded.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
