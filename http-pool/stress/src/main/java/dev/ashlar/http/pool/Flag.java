package dev.ashlar.http.pool;

import java.util.concurrent.Semaphore;

/// A source that waits for a wake-up and ends when it is told to.
final class Flag implements TaskSource {
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean finished;

  /// Whether two were ever inside at once.
  volatile boolean conflict;

  private volatile boolean inside;
  private int failuresLeft;

  private final Runnable event;
  private boolean happened;

  Flag() {
    this(0, () -> {});
  }

  /// @param failures how many rounds throw
  /// @param event what the first round does that does not throw
  Flag(int failures, Runnable event) {
    failuresLeft = failures;
    this.event = event;
  }

  @Override
  public void lead(boolean mayWait) throws Exception {
    conflict |= inside;
    inside = true;
    try {
      if (failuresLeft > 0) {
        failuresLeft--;
        throw new Exception("as asked");
      }
      if (!happened) {
        happened = true;
        event.run();
      }
      if (mayWait && !finished) {
        wakeUps.acquire();
      }
      wakeUps.drainPermits();
    } finally {
      inside = false;
    }
  }

  @Override
  public void wakeUp() {
    wakeUps.release();
  }

  @Override
  public boolean finished() {
    return finished;
  }

  void finish() {
    finished = true;
    wakeUps.release();
  }
}
