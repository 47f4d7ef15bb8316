package dev.ashlar.benchmarks.pool;

import dev.ashlar.http.pool.WorkerPool;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Who is compared: all threads started in advance, and room for the same number of tasks.
public enum Contender {
  WORKER_POOL {
    @Override
    Executor start(int workers) {
      return WorkerPool.builder().workers(workers).queueCapacity(CAPACITY).start();
    }
  },
  ARRAY_QUEUE {
    @Override
    Executor start(int workers) {
      return threadPool(workers, new ArrayBlockingQueue<>(CAPACITY));
    }
  },
  LINKED_QUEUE {
    @Override
    Executor start(int workers) {
      return threadPool(workers, new LinkedBlockingQueue<>(CAPACITY));
    }
  };

  private static final int CAPACITY = 1024;

  /// An executor that is also `AutoCloseable`, whose `close` waits for its tasks.
  abstract Executor start(int workers);

  static void close(Executor executor) throws Exception {
    ((AutoCloseable) executor).close();
  }

  private static Executor threadPool(int workers, BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, queue);
    pool.prestartAllCoreThreads();
    return pool;
  }
}
