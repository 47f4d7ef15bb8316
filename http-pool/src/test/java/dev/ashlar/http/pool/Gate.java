package dev.ashlar.http.pool;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

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

  /// Waits for a state that nobody tells of. A test whose time is over is interrupted, and ends.
  @SuppressWarnings("ThreadPriorityCheck") // for speed on few cores; nothing relies on it
  static void await(BooleanSupplier reached) throws InterruptedException {
    while (!reached.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.yield();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("workers are never interrupted", e);
    }
  }
}
