package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ashlar.http.pool.queue.RecentWaits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolSnapshotTest {
  @Test
  void ofAPoolThatHasDoneNothing() {
    try (WorkerPool pool = WorkerPool.builder().workers(3).queueCapacity(7).start()) {
      assertEquals(
          new PoolSnapshot(3, 0, 0, 0, 7, 0, 0, Duration.ZERO, Duration.ZERO), pool.snapshot());
      assertEquals(0, pool.recentWaitNanos());
    }
  }

  @Test
  void countsWhatRunsWaitsIsDoneAndWasRefused() {
    BlockingSource source = new BlockingSource();
    Gate one = new Gate();
    Gate two = new Gate();
    WorkerPool pool =
        WorkerPool.builder()
            .workers(3)
            .queueCapacity(2)
            .source(source)
            .listener(new Recorder())
            .start();
    pool.execute(one);
    one.awaitEntered();
    pool.execute(two);
    two.awaitEntered();
    pool.offer(() -> {});
    pool.offer(() -> {
      throw new IllegalStateException("counts as completed");
    });
    pool.offer(() -> {});
    pool.offer(() -> {});
    PoolSnapshot busy = pool.snapshot();
    assertEquals(3, busy.workers());
    assertEquals(1, busy.leaders());
    assertEquals(2, busy.active());
    assertEquals(2, busy.queued());
    assertEquals(2, busy.capacity());
    assertEquals(0, busy.completed());
    assertEquals(2, busy.rejected());
    one.open();
    two.open();
    source.finish();
    pool.close();
    PoolSnapshot done = pool.snapshot();
    assertEquals(0, done.leaders());
    assertEquals(0, done.active());
    assertEquals(0, done.queued());
    assertEquals(4, done.completed());
    assertEquals(2, done.rejected());
    pool.offer(() -> {});
    assertEquals(3, pool.snapshot().rejected(), "refused after the end");
  }

  @Test
  void knowsTheWaitOfATaskThatStillWaits() {
    Gate gate = new Gate();
    try (WorkerPool pool = WorkerPool.builder().workers(1).start()) {
      pool.execute(gate);
      gate.awaitEntered();
      pool.execute(() -> {});
      long since = System.nanoTime();
      while (System.nanoTime() - since < 2_000_000) {
        Thread.onSpinWait();
      }
      assertTrue(pool.snapshot().longestWait().toNanos() >= 2_000_000);
      assertTrue(pool.recentWaitNanos() >= 2_000_000);
      gate.open();
    }
  }

  @Test
  void tellsLongestAndMeanWaitAsTheListenerHeardThem() {
    AtomicLong longest = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    long begin = System.nanoTime();
    WorkerPool pool =
        WorkerPool.builder()
            .workers(2)
            .listener(
                new PoolListener() {
                  @Override
                  public void dequeued(int depth, long waitNanos) {
                    longest.accumulateAndGet(waitNanos, Math::max);
                    sum.addAndGet(waitNanos);
                  }
                })
            .start();
    for (int i = 0; i < 1_000; i++) {
      pool.execute(() -> {});
    }
    pool.close();
    PoolSnapshot snapshot = pool.snapshot();
    // Waits are forgotten after the window in which they were and the one that follows.
    assumeTrue(System.nanoTime() - begin < 2 * RecentWaits.WINDOW_NANOS, "a very slow machine");
    assertEquals(longest.get(), snapshot.longestWait().toNanos());
    assertEquals(sum.get() / 1_000, snapshot.meanWait().toNanos());
  }
}
