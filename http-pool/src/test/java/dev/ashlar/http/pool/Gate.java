package dev.ashlar.http.pool;

import java.util.concurrent.CountDownLatch;

/// A task that keeps its worker until the gate is opened.
final class Gate implements Runnable {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  @Override
  public void run() {
    entered.countDown();
    await(open);
  }

  /// Waits until a worker stands in the gate.
  void awaitEntered() {
    await(entered);
  }

  void open() {
    open.countDown();
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("workers are never interrupted", e);
    }
  }
}
