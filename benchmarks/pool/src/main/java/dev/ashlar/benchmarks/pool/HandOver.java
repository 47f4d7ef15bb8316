package dev.ashlar.benchmarks.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Latency: offer one task, sleep until it has run. A worker and the caller are each woken once.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandOver {
  @Param({"2", "10"})
  int workers;

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
  public static class Caller implements Runnable {
    private Thread thread;
    private volatile boolean done;

    @Override
    public void run() {
      done = true;
      LockSupport.unpark(thread);
    }
  }

  @Benchmark
  public void thereAndBack(Caller caller) {
    caller.thread = Thread.currentThread();
    caller.done = false;
    executor.execute(caller);
    while (!caller.done) {
      LockSupport.park(this);
    }
  }
}
