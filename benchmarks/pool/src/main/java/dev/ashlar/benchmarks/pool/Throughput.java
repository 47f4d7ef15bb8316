package dev.ashlar.benchmarks.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// Tasks done per microsecond when each producer keeps 50 to 100 of them waiting: enough that
/// workers need not sleep, and never so many that one is refused, for the two sides refuse in
/// different ways.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Throughput {
  private static final int BATCH = 50;

  @Param({"2", "10"})
  int workers;

  /// What a task costs: 0 shows the executor alone, 500 is about a microsecond.
  @Param({"0", "500"})
  int work;

  @Param Contender contender;

  private Executor executor;

  @Setup(Level.Trial)
  public void start() {
    executor = contender.start(workers);
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    Contender.close(executor);
  }

  @State(Scope.Thread)
  public static class Producer {
    private Batch next;
    private Batch last;

    @Setup(Level.Trial)
    public void setUp(Throughput benchmark) {
      next = new Batch(benchmark.work);
      last = new Batch(benchmark.work);
    }
  }

  /// The tasks that are offered together: one object, run fifty times.
  private static final class Batch implements Runnable {
    private final int work;
    private final AtomicInteger left = new AtomicInteger();
    private Thread producer;

    Batch(int work) {
      this.work = work;
    }

    @Override
    public void run() {
      Blackhole.consumeCPU(work);
      if (left.decrementAndGet() == 0) {
        LockSupport.unpark(producer);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void tasks(Producer producer) {
    Batch batch = producer.next;
    while (batch.left.get() > 0) {
      LockSupport.park(this);
    }
    producer.next = producer.last;
    producer.last = batch;
    batch.producer = Thread.currentThread();
    batch.left.set(BATCH);
    for (int i = 0; i < BATCH; i++) {
      executor.execute(batch);
    }
  }
}
