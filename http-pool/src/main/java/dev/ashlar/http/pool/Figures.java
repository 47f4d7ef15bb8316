package dev.ashlar.http.pool;

import dev.ashlar.http.pool.queue.BoundedQueue;
import dev.ashlar.http.pool.queue.RecentWaits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Gathers the figures of a pool, which each worker keeps for itself.
final class Figures {
  private final BoundedQueue queue;
  private final List<Worker> workers;
  private final AtomicInteger leaders;
  private final LongAdder rejected;

  Figures(BoundedQueue queue, List<Worker> workers, AtomicInteger leaders, LongAdder rejected) {
    this.queue = queue;
    this.workers = workers;
    this.leaders = leaders;
    this.rejected = rejected;
  }

  PoolSnapshot snapshot() {
    int active = 0;
    long completed = 0;
    for (Worker worker : workers) {
      long progress = worker.progress();
      active += (int) (progress & 1);
      completed += progress >> 1;
    }
    long now = System.nanoTime();
    RecentWaits.Summary waits = waits(now);
    long longest = Math.max(waits.longestNanos(), queue.oldestWaitNanos(now));
    return new PoolSnapshot(
        workers.size(),
        leaders.get(),
        active,
        queue.size(),
        queue.capacity(),
        completed,
        rejected.sum(),
        Duration.ofNanos(longest),
        Duration.ofNanos(waits.meanNanos()));
  }

  long recentWaitNanos() {
    long now = System.nanoTime();
    return Math.max(waits(now).meanNanos(), queue.oldestWaitNanos(now));
  }

  private RecentWaits.Summary waits(long now) {
    RecentWaits.Summary summary = new RecentWaits.Summary();
    for (Worker worker : workers) {
      worker.waits().addTo(summary, now);
    }
    return summary;
  }
}
