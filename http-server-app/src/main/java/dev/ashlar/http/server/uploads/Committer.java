package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The thread that commits uploads: all that have arrived while it was busy are one batch, and
/// share its flush. What can wait is done while nobody does.
///
/// The thread is started when there is something to do for the first time.
final class Committer implements Closeable {
  /// Uploads in one batch at most, so that the first does not wait for long.
  static final int MOST_IN_BATCH = 1024;

  /// How long to wait if there is nothing to do before the next upload, in milliseconds.
  static final long UNTIL_NEXT = TimeUnit.HOURS.toMillis(1);

  /// What the thread does.
  interface Work {
    /// Commits uploads, and tells each what became of it. Throws nothing.
    void commit(List<PendingUpload> batch);

    /// Does a little of what can wait. Throws nothing.
    ///
    /// @return how long to wait before asking again, in milliseconds; 0 if there is more to do now
    long idle();

    /// Does all that can wait, for no upload follows. Throws nothing.
    void finish();
  }

  private final Work work;
  private final Deque<PendingUpload> queue = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean closed;

  Committer(Work work) {
    this.work = work;
  }

  /// Queues an upload. Any thread may call this.
  ///
  /// @return false if it is closed
  synchronized boolean submit(PendingUpload upload) {
    if (closed) {
      return false;
    }
    queue.add(upload);
    start();
    notifyAll();
    return true;
  }

  /// Starts the thread if it does not run, to do what can wait.
  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("upload-commit").daemon().start(this::run);
    }
  }

  private void run() {
    List<PendingUpload> batch = next();
    while (!batch.isEmpty()) {
      work.commit(batch);
      batch = next();
    }
    work.finish();
  }

  /// Waits for uploads.
  ///
  /// @return an empty list at the end
  private List<PendingUpload> next() {
    long wait = 0;
    while (true) {
      List<PendingUpload> batch = poll(wait);
      if (batch != null) {
        return batch;
      }
      wait = work.idle();
    }
  }

  /// @param wait for how many milliseconds
  /// @return null if none has come
  private synchronized @Nullable List<PendingUpload> poll(long wait) {
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
    if (queue.isEmpty() && !closed) {
      return null;
    }
    List<PendingUpload> batch = new ArrayList<>();
    while (!queue.isEmpty() && batch.size() < MOST_IN_BATCH) {
      batch.add(queue.remove());
    }
    return batch;
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
