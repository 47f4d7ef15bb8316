package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
  @Test
  void runsEveryAcceptedTaskOnce() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    int accepted = 0;
    try (WorkerPool pool = WorkerPool.builder().workers(3).queueCapacity(50).start()) {
      for (int i = 0; i < 1_000_000; i++) {
        if (pool.offer(runs::incrementAndGet)) {
          accepted++;
        }
      }
    }
    assertEquals(accepted, runs.get());
  }

  @Test
  void oneWorkerLeadsAndWorks() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    BlockingSource source = new BlockingSource();
    try (WorkerPool pool = WorkerPool.builder().workers(1).source(source).start()) {
      source.awaitWaiting();
      assertTrue(pool.offer(ran::countDown));
      ran.await();
      source.finish();
    }
  }
}
