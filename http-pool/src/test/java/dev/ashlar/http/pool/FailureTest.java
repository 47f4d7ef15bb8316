package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.queue.BoundedQueue;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FailureTest {
  private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();

  private final ThreadFactory reporting =
      body -> {
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((t, failure) -> uncaught.add(failure));
        return thread;
      };

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("exception"),
        new AssertionError("error"),
        new StackOverflowError(),
        new OutOfMemoryError("pretended"),
        new InterruptedException("checked"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  private static Runnable failing(Throwable failure) {
    return () -> FailureTest.<RuntimeException>sneak(failure);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void ofATaskIsReportedAndCostsNoWorker(Throwable failure) throws Exception {
    Recorder recorder = new Recorder();
    try (WorkerPool pool = WorkerPool.builder().workers(1).listener(recorder).start()) {
      pool.execute(failing(failure));
      Recorder.Event failed = recorder.next("taskFailed");
      assertSame(failure, failed.subject());
      BlockingQueue<Thread> next = new LinkedBlockingQueue<>();
      pool.execute(() -> next.add(Thread.currentThread()));
      assertSame(failed.thread(), next.take());
    }
    assertEquals(1, recorder.all("workerStarted").size());
  }

  @Test
  void ofATaskGoesToTheUncaughtHandlerByDefault() throws Exception {
    RuntimeException failure = new IllegalStateException("told to nobody else");
    try (WorkerPool pool = WorkerPool.builder().workers(1).threadFactory(reporting).start()) {
      pool.execute(failing(failure));
      assertSame(failure, uncaught.take());
    }
  }

  @Test
  void ofASourceGoesToTheUncaughtHandlerByDefault() throws Exception {
    RuntimeException failure = new IllegalStateException("told to nobody else");
    BlockingSource source = new BlockingSource();
    source.failNextRound(failure);
    WorkerPool pool =
        WorkerPool.builder().workers(1).threadFactory(reporting).source(source).start();
    assertSame(failure, uncaught.take());
    source.finish();
    pool.close();
  }

  @Test
  void ofAListenerCostsNothing() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    BlockingSource source = new BlockingSource();
    Gate gate = new Gate();
    // The calling thread is told as well, and so its handler.
    List<Throwable> here = new CopyOnWriteArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((t, failure) -> here.add(failure));
    try (WorkerPool pool =
        WorkerPool.builder()
            .workers(2)
            .queueCapacity(2)
            .threadFactory(reporting)
            .listener(new Throwing())
            .source(source)
            .start()) {
      source.awaitWaiting();
      pool.execute(gate);
      gate.awaitEntered();
      assertTrue(pool.offer(failing(new AssertionError())));
      assertTrue(pool.offer(runs::incrementAndGet));
      assertFalse(pool.offer(() -> {}));
      assertEquals(
          List.of("started", "queued", "queued", "queued", "saturated", "rejected"),
          here.stream().map(Throwable::getMessage).toList());
      gate.open();
      source.failNextRound(new AssertionError());
      source.finish();
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
    assertEquals(1, runs.get());
    List<String> told = uncaught.stream().map(Throwable::getMessage).toList();
    for (String event :
        List.of(
            "workerStarted",
            "leading",
            "dequeued",
            "recovered",
            "taskFailed",
            "sourceFailed",
            "workerStopped",
            "stopped")) {
      assertTrue(told.contains(event), event);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"recovered", "dequeued"})
  void ofAReportLosesNoTaskThatWasTaken(String report) {
    Events outOfMemory =
        new Events(new Recorder()) {
          private void fail(String event) {
            if (event.equals(report)) {
              throw new OutOfMemoryError("pretended");
            }
          }

          @Override
          void recovered(Supplier<PoolSnapshot> snapshot) {
            fail("recovered");
          }

          @Override
          void dequeued(int depth, long waitNanos) {
            fail("dequeued");
          }
        };
    AtomicInteger runs = new AtomicInteger();
    Dispatch dispatch = new Dispatch(1, new BoundedQueue(1), List.of(), outOfMemory);
    dispatch.offer(runs::incrementAndGet);
    dispatch.shutdown();
    assertThrows(OutOfMemoryError.class, dispatch.workers().getFirst()::run);
    assertEquals(1, runs.get());
    assertEquals(0, dispatch.figures().snapshot().active());
    assertEquals(1, dispatch.figures().snapshot().completed());
  }

  @Test
  void ofAReportRefusesNoTaskThatIsQueued() {
    OutOfMemoryError failure = new OutOfMemoryError("pretended");
    Events outOfMemory =
        new Events(new Recorder()) {
          @Override
          void queued(int depth) {
            throw failure;
          }
        };
    AtomicInteger runs = new AtomicInteger();
    Dispatch dispatch = new Dispatch(1, new BoundedQueue(1), List.of(), outOfMemory);
    Thread.currentThread().setUncaughtExceptionHandler((t, told) -> uncaught.add(told));
    try {
      assertTrue(dispatch.offer(runs::incrementAndGet));
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
    assertSame(failure, uncaught.remove());
    dispatch.shutdown();
    dispatch.workers().getFirst().run();
    assertEquals(1, runs.get());
  }

  @Test
  void ofTheUncaughtHandlerIsIgnored() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    AtomicInteger handled = new AtomicInteger();
    ThreadFactory worst =
        body -> {
          Thread thread = new Thread(body);
          thread.setUncaughtExceptionHandler((t, failure) -> {
            handled.incrementAndGet();
            throw new AssertionError("from the handler");
          });
          return thread;
        };
    Recorder recorder =
        new Recorder() {
          @Override
          public void taskFailed(Runnable task, Throwable failure) {
            Uncaught.report(failure);
          }
        };
    try (WorkerPool pool =
        WorkerPool.builder().workers(1).threadFactory(worst).listener(recorder).start()) {
      pool.execute(failing(new IllegalStateException("from the task")));
      pool.execute(ran::countDown);
      ran.await();
    }
    assertEquals(1, handled.get());
    assertEquals(1, recorder.all("workerStarted").size(), "the worker lives on");
  }

  @Test
  void neverInterruptsAWorker() throws Exception {
    AtomicInteger interrupts = new AtomicInteger();
    class Watched extends Thread {
      Watched(Runnable body) {
        super(body);
      }

      @Override
      public void interrupt() {
        interrupts.incrementAndGet();
      }
    }
    BlockingSource source = new BlockingSource();
    try (WorkerPool pool =
        WorkerPool.builder()
            .workers(3)
            .threadFactory(Watched::new)
            .listener(new Recorder())
            .source(source)
            .start()) {
      for (int i = 0; i < 1_000; i++) {
        pool.offer(failing(new IllegalStateException()));
      }
      pool.shutdown();
      source.finish();
    }
    assertEquals(0, interrupts.get());
  }

  @Test
  void clearsAnInterruptThatATaskLeavesBehind() throws Exception {
    BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
    try (WorkerPool pool = WorkerPool.builder().workers(1).start()) {
      pool.execute(() -> Thread.currentThread().interrupt());
      pool.execute(() -> interrupted.add(Thread.interrupted()));
      assertFalse(interrupted.take());
    }
  }

  @Test
  void sleepsOnWhenSomebodyInterruptsAnIdleWorker() throws Exception {
    Recorder recorder = new Recorder();
    BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
    try (WorkerPool pool = WorkerPool.builder().workers(1).listener(recorder).start()) {
      Thread worker = recorder.next("workerStarted").thread();
      for (int i = 0; i < 1_000; i++) {
        worker.interrupt();
      }
      Gate.await(() -> !worker.isInterrupted());
      pool.execute(() -> interrupted.add(Thread.interrupted()));
      assertFalse(interrupted.take());
    }
  }

  /// Throws whatever it is told.
  private static final class Throwing implements PoolListener {
    private static IllegalStateException failure(String name) {
      return new IllegalStateException(name);
    }

    @Override
    public void started(PoolSnapshot snapshot) {
      throw failure("started");
    }

    @Override
    public void workerStarted(Thread worker) {
      throw failure("workerStarted");
    }

    @Override
    public void workerStopped(Thread worker) {
      throw failure("workerStopped");
    }

    @Override
    public void stopped(PoolSnapshot snapshot) {
      throw failure("stopped");
    }

    @Override
    public void leading(TaskSource source) {
      throw failure("leading");
    }

    @Override
    public void queued(int depth) {
      throw failure("queued");
    }

    @Override
    public void dequeued(int depth, long waitNanos) {
      throw failure("dequeued");
    }

    @Override
    public void saturated(PoolSnapshot snapshot) {
      throw failure("saturated");
    }

    @Override
    public void recovered(PoolSnapshot snapshot) {
      throw failure("recovered");
    }

    @Override
    public void rejected(PoolSnapshot snapshot) {
      throw failure("rejected");
    }

    @Override
    public void taskFailed(Runnable task, Throwable failure) {
      throw failure("taskFailed");
    }

    @Override
    public void sourceFailed(TaskSource source, Throwable failure) {
      throw failure("sourceFailed");
    }
  }
}
