package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ShutdownTest {
  private final Recorder recorder = new Recorder();

  @Test
  void endsWorkersThatHaveNothingToDo() throws Exception {
    WorkerPool pool = WorkerPool.builder().workers(4).listener(recorder).start();
    assertFalse(pool.awaitTermination(Duration.ZERO));
    pool.shutdown();
    pool.shutdown();
    assertTrue(pool.awaitTermination(Duration.ofSeconds(Long.MAX_VALUE)));
    assertEquals(4, recorder.all("workerStopped").size());
    for (Recorder.Event stopped : recorder.all("workerStopped")) {
      stopped.thread().join();
    }
    pool.close();
  }

  @Test
  void endsWorkersThatHaveNotEvenBegun() {
    for (int i = 0; i < 500; i++) {
      WorkerPool.builder().workers(3).start().close();
    }
  }

  @Test
  void finishesWhatWasAccepted() throws Exception {
    Gate gate = new Gate();
    AtomicInteger runs = new AtomicInteger();
    WorkerPool pool = WorkerPool.builder().workers(2).start();
    pool.execute(gate);
    for (int i = 0; i < 100; i++) {
      pool.execute(runs::incrementAndGet);
    }
    gate.awaitEntered();
    pool.shutdown();
    assertFalse(pool.awaitTermination(Duration.ZERO));
    gate.open();
    assertTrue(pool.awaitTermination(Duration.ofMinutes(1)));
    assertEquals(100, runs.get());
    assertEquals(101, pool.snapshot().completed());
  }

  @ParameterizedTest
  @CsvSource({"1,false", "1,true", "2,true", "4,false", "4,true"})
  void underLoadRunsExactlyWhatWasAccepted(int workers, boolean withSource) throws Exception {
    try (ExecutorService producers = Executors.newCachedThreadPool()) {
      for (int round = 0; round < 50; round++) {
        BlockingSource source = new BlockingSource();
        WorkerPool.Builder builder = WorkerPool.builder().workers(workers).queueCapacity(16);
        WorkerPool pool = (withSource ? builder.source(source) : builder).start();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch underway = new CountDownLatch(50);
        Runnable task =
            () -> {
              runs.incrementAndGet();
              underway.countDown();
            };
        AtomicBoolean stop = new AtomicBoolean();
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Integer>> offering =
            IntStream.range(0, 3)
                .mapToObj(p ->
                    producers.submit(() -> {
                      int accepted = 0;
                      together.await();
                      while (!stop.get()) {
                        accepted += pool.offer(task) ? 1 : 0;
                      }
                      return accepted;
                    }))
                .toList();
        together.await();
        underway.await();
        pool.shutdown();
        source.finish();
        assertTrue(pool.awaitTermination(Duration.ofMinutes(1)));
        stop.set(true);
        int accepted = 0;
        for (Future<Integer> future : offering) {
          accepted += future.get();
        }
        assertEquals(accepted, runs.get());
        assertEquals(accepted, pool.snapshot().completed());
        assertEquals(0, pool.snapshot().queued());
      }
    }
  }

  @Test
  void leavesLeadersToTheirSources() throws Exception {
    BlockingSource source = new BlockingSource();
    WorkerPool pool = WorkerPool.builder().workers(2).source(source).listener(recorder).start();
    source.awaitWaiting();
    pool.shutdown();
    recorder.next("workerStopped");
    CountDownLatch handled = new CountDownLatch(1);
    source.happen(handled::countDown);
    handled.await();
    // A failure changes nothing, although nobody is left who could take over.
    source.failNextRound(new IllegalStateException());
    recorder.next("sourceFailed");
    CountDownLatch again = new CountDownLatch(1);
    source.happen(again::countDown);
    again.await();
    assertFalse(pool.awaitTermination(Duration.ZERO));
    source.finish();
    assertTrue(pool.awaitTermination(Duration.ofMinutes(1)));
  }

  @Test
  void runsWhatTheOnlyLeaderHadAccepted() throws Exception {
    BlockingSource source = new BlockingSource();
    CountDownLatch ran = new CountDownLatch(1);
    WorkerPool pool = WorkerPool.builder().workers(1).source(source).start();
    source.awaitWaiting();
    source.happen(() -> {
      pool.execute(ran::countDown);
      pool.shutdown();
    });
    ran.await();
    source.finish();
    pool.close();
  }

  @Test
  void isReportedByTheLastWorkerBeforeAnybodyIsTold() {
    for (int i = 0; i < 200; i++) {
      Recorder each = new Recorder();
      WorkerPool.builder().workers(3).listener(each).start().close();
      assertEquals(3, each.all("workerStopped").size());
      assertEquals("stopped", each.events.getLast().name());
      assertEquals(1, each.all("stopped").size());
    }
  }

  @Test
  void cannotBeWaitedForByAWorker() throws Exception {
    BlockingSource source = new BlockingSource();
    LinkedBlockingQueue<Throwable> refusals = new LinkedBlockingQueue<>();
    try (WorkerPool pool = WorkerPool.builder().workers(2).source(source).start()) {
      Runnable closing = () -> refusals.add(assertThrows(IllegalStateException.class, pool::close));
      pool.execute(closing);
      source.happen(closing);
      for (int i = 0; i < 2; i++) {
        assertEquals(
            "A worker cannot wait for its own end: call shutdown() instead of close()",
            refusals.take().getMessage());
      }
      // The pool was left as it was.
      CountDownLatch ran = new CountDownLatch(1);
      pool.execute(ran::countDown);
      ran.await();
      source.finish();
    }
  }

  @Test
  void canBeOrderedByAWorker() throws Exception {
    WorkerPool pool = WorkerPool.builder().workers(2).start();
    pool.execute(pool::shutdown);
    assertTrue(pool.awaitTermination(Duration.ofMinutes(1)));
  }

  @Test
  void ofAnotherPoolCanBeWaitedForByAWorker() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    WorkerPool other = WorkerPool.builder().workers(1).start();
    try (WorkerPool pool = WorkerPool.builder().workers(1).start()) {
      pool.execute(() -> {
        other.close();
        closed.countDown();
      });
      closed.await();
    }
  }

  @Test
  void isWaitedForDespiteAnInterruptWhichIsKept() throws Exception {
    Gate gate = new Gate();
    WorkerPool pool = WorkerPool.builder().workers(1).start();
    pool.execute(gate);
    gate.awaitEntered();
    AtomicBoolean kept = new AtomicBoolean();
    Thread closing =
        new Thread(() -> {
          Thread.currentThread().interrupt();
          pool.close();
          kept.set(Thread.currentThread().isInterrupted());
        });
    closing.start();
    Gate.await(() -> closing.getState() == Thread.State.WAITING);
    closing.interrupt();
    gate.open();
    closing.join();
    assertTrue(kept.get());
    assertTrue(pool.awaitTermination(Duration.ZERO));
  }

  @Test
  void isWaitedForByAsManyAsWant() throws Exception {
    Gate gate = new Gate();
    WorkerPool pool = WorkerPool.builder().workers(1).start();
    pool.execute(gate);
    gate.awaitEntered();
    List<Thread> closing =
        IntStream.range(0, 2)
            .mapToObj(i -> Thread.ofPlatform().daemon().start(pool::close))
            .toList();
    for (Thread thread : closing) {
      Gate.await(() -> thread.getState() == Thread.State.WAITING);
    }
    gate.open();
    for (Thread thread : closing) {
      thread.join();
    }
  }

  @Test
  void canBeWaitedForInterruptibly() {
    WorkerPool pool = WorkerPool.builder().workers(1).start();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> pool.awaitTermination(Duration.ofMinutes(1)));
    assertFalse(Thread.interrupted());
    pool.close();
  }
}
