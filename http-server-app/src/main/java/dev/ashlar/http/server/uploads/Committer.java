package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// The thread that commits uploads. All that have arrived while it was busy are one batch and share
/// one flush. Work that can wait is done while no upload waits.
///
/// The thread is started when there is something to do for the first time.
final class Committer implements Closeable {
  /// Uploads in one batch at most, so that the first does not wait for long.
  static final int MOST_IN_BATCH = 1024;

  /// How long to wait if there is nothing to do before the next upload, in milliseconds.
  static final long UNTIL_NEXT = TimeUnit.HOURS.toMillis(1);

  /// How long to wait after a failure before trying again what can wait, in milliseconds.
  static final long PAUSE = TimeUnit.SECONDS.toMillis(1);

  private static final Logger LOG = LogManager.getLogger(Uploads.LOG_NAME);

  /// What the thread does.
  interface Work {
    /// Commits uploads, and tells each what became of it. Throws nothing.
    void commit(List<PendingUpload> batch);

    /// Tells uploads that they failed, those that were not told anything yet. Throws nothing.
    ///
    /// @param failure what [#commit] has thrown nevertheless
    void fail(List<PendingUpload> batch, Throwable failure);

    /// Does a little of what can wait. Throws nothing.
    ///
    /// @return how long to wait before asking again, in milliseconds; 0 if there is more to do now
    long idle();

    /// Does all that can wait, for no upload follows. Throws nothing.
    void finish();
  }

  /// Makes the thread of a server.
  static final ThreadFactory THREADS = Thread.ofPlatform().name("upload-commit").daemon().factory();

  private final Work work;
  private final ThreadFactory threads;
  private final Deque<PendingUpload> queue = new ArrayDeque<>();

  /// What is being committed. Made once, so that no upload is taken out of the queue and lost
  /// because there is no memory for it here.
  private final List<PendingUpload> batch = new ArrayList<>(MOST_IN_BATCH);

  private @Nullable Thread thread;
  private boolean closed;

  /// @param threads makes the one thread
  Committer(Work work, ThreadFactory threads) {
    this.work = work;
    this.threads = threads;
  }

  /// Queues an upload. Any thread may call this. If it throws, as when the system has no thread for
  /// this, the upload is not queued.
  ///
  /// @return false if it is closed
  synchronized boolean submit(PendingUpload upload) {
    if (closed) {
      return false;
    }
    start();
    queue.add(upload);
    notifyAll();
    return true;
  }

  /// Starts the thread if it does not run, to do what can wait. Does nothing once this is closed:
  /// the folder may be another server's by then.
  synchronized void start() {
    if (thread == null && !closed) {
      Thread made = threads.newThread(this::run);
      made.start();
      thread = made;
    }
  }

  /// Nothing ends the thread before its time, not even an error in what it does: nobody else would
  /// commit anything, and every upload would wait for ever.
  private void run() {
    long wait = 0;
    while (poll(wait)) {
      wait = batch.isEmpty() ? idle() : commit();
    }
    try {
      work.finish();
    } catch (RuntimeException | Error failure) {
      report(failure);
    }
  }

  private long commit() {
    try {
      work.commit(batch);
    } catch (RuntimeException | Error failure) {
      fail(failure);
    } finally {
      batch.clear();
    }
    return 0;
  }

  private void fail(Throwable failure) {
    try {
      work.fail(batch, failure);
    } catch (RuntimeException | Error again) {
      report(again);
    }
    report(failure);
  }

  private long idle() {
    try {
      return work.idle();
    } catch (RuntimeException | Error failure) {
      report(failure);
      return PAUSE;
    }
  }

  private static void report(Throwable failure) {
    try {
      LOG.error("The thread that commits uploads has failed, and goes on", failure);
    } catch (RuntimeException | Error again) {
      // There may be no memory for this either.
    }
  }

  /// Waits for uploads, and makes a batch of them.
  ///
  /// @param wait for how many milliseconds
  /// @return false at the end, when there are none and none will come
  private synchronized boolean poll(long wait) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
    long left = wait;
    while (queue.isEmpty() && !closed && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread, and an upload must not be lost if they do.
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    while (!queue.isEmpty() && batch.size() < MOST_IN_BATCH) {
      batch.add(queue.remove());
    }
    return !batch.isEmpty() || !closed;
  }

  /// Commits what is queued, finishes all work, and ends the thread. Blocks until then.
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      notifyAll();
      running = thread;
    }
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
