package dev.ashlar.http.server.observe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The one thread, `log-flush`, that writes log lines to where they go: once a second, and sooner
/// when it is asked to. A daemon, so that it keeps no process alive.
final class LogFlusher {
  /// What happens when a target fails; called on the flusher's thread, once for each episode.
  interface FailureListener {
    /// Lines could not be written.
    void failed(Throwable failure);
  }

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final List<Outlet> outlets = new CopyOnWriteArrayList<>();

  // Guarded by this. A round writes out all that was logged before it was begun.
  private boolean started;
  private long wanted;
  private long begun;
  private long done;

  /// Adds a stream, which is drained from now on.
  void add(LogStream stream, FailureListener listener) {
    outlets.add(new Outlet(stream, listener));
    synchronized (this) {
      if (!started) {
        Thread thread = new Thread(this::run, "log-flush");
        thread.setDaemon(true);
        thread.start();
        started = true;
      }
    }
  }

  /// Drains a stream for the last time and closes it.
  ///
  /// @throws IOException if a target takes too long, and what is left is lost; or if the stream
  ///   cannot be closed
  void remove(LogStream stream, Duration patience) throws IOException {
    boolean drained = flush(patience);
    outlets.removeIf(outlet -> outlet.stream == stream);
    if (!drained) {
      // Perhaps this target is the one that takes nothing, and all others wait for it. Closing it
      // ends that, but may take as long as writing to it, so another thread does it.
      Thread.ofPlatform().name("log-close").daemon().start(() -> abandon(stream));
      throw new IOException("log lines could not be written in time, and are lost");
    }
    stream.close();
  }

  private static void abandon(LogStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // The caller of `remove` has been told already that what was left is lost.
    }
  }

  /// Asks for a round without waiting for it.
  synchronized void wake() {
    if (wanted == begun) {
      wanted++;
      notifyAll();
    }
  }

  /// Has everything written out that was logged before this call, and waits for it, also when
  /// interrupted: the interrupt is kept for the caller.
  ///
  /// @return false if a target took too long
  synchronized boolean flush(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    long round = ++wanted;
    notifyAll();
    boolean interrupted = false;
    for (long left = millisUntil(deadline);
        started && done < round && left > 0;
        left = millisUntil(deadline)) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !started || done >= round;
  }

  private void run() {
    try {
      while (true) {
        long round = begin();
        boolean more = false;
        for (Outlet outlet : outlets) {
          more |= outlet.drain();
        }
        end(round, more);
      }
    } catch (InterruptedException e) {
      // Nobody in this process interrupts it: whoever did wants it to end.
    }
  }

  private synchronized long begin() throws InterruptedException {
    long deadline = System.nanoTime() + INTERVAL.toNanos();
    long millis = INTERVAL.toMillis();
    while (wanted == begun && millis > 0) {
      wait(millis);
      millis = millisUntil(deadline);
    }
    begun = wanted;
    return begun;
  }

  private static long millisUntil(long deadline) {
    return (deadline - System.nanoTime()) / 1_000_000;
  }

  /// @param more whether another round should follow at once
  private synchronized void end(long round, boolean more) {
    done = round;
    if (more && wanted == begun) {
      wanted++;
    }
    notifyAll();
  }

  /// A stream, and whether it works.
  private static final class Outlet {
    private final LogStream stream;
    private final FailureListener listener;
    private boolean failing;

    Outlet(LogStream stream, FailureListener listener) {
      this.stream = stream;
      this.listener = listener;
    }

    /// Returns whether the stream should be drained again at once. Throws nothing, whatever
    /// happens: the one thread has other streams to look after.
    boolean drain() {
      try {
        boolean more = stream.drain();
        failing &= stream.isFailing();
        return more;
      } catch (IOException | RuntimeException | Error failure) {
        report(failure);
        return false;
      }
    }

    private void report(Throwable failure) {
      if (failing) {
        return;
      }
      failing = true;
      try {
        listener.failed(failure);
      } catch (RuntimeException | Error again) {
        // There may be no memory for this either.
      }
    }
  }
}
