package dev.ashlar.http.pool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// A source like a selector: waits until it is woken, and remembers a wake-up that came too early.
class BlockingSource implements TaskSource {
  private final Semaphore wakeUps = new Semaphore(0);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private volatile boolean finished;

  @Override
  public void lead(boolean mayWait) throws Exception {
    if (mayWait) {
      waiting.countDown();
      wakeUps.acquire();
    }
    wakeUps.drainPermits();
  }

  @Override
  public void wakeUp() {
    wakeUps.release();
  }

  @Override
  public boolean finished() {
    return finished;
  }

  void awaitWaiting() throws InterruptedException {
    waiting.await();
  }

  void finish() {
    finished = true;
    wakeUp();
  }
}
