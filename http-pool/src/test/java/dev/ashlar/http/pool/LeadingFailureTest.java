package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of leading when a source fails.
@Timeout(60)
class LeadingFailureTest {
  private final Recorder recorder = new Recorder();
  private final BlockingSource source = new BlockingSource();

  private WorkerPool.Builder builder(int workers) {
    return WorkerPool.builder().workers(workers).listener(recorder).source(source);
  }

  @Test
  void passesToAnotherWorkerAfterAFailure() throws Exception {
    Throwable[] failures = {new IllegalStateException(), new StackOverflowError()};
    try (WorkerPool pool = builder(3).start()) {
      Thread leader = recorder.next("leading").thread();
      for (Throwable failure : failures) {
        source.failNextRound(failure);
        Recorder.Event failed = recorder.next("sourceFailed");
        assertSame(failure, failed.subject());
        assertSame(leader, failed.thread());
        Thread heir = recorder.next("leading").thread();
        assertNotSame(leader, heir);
        source.handleOne();
        leader = heir;
      }
      assertEquals(1, pool.snapshot().leaders());
      // The former leaders take tasks: two of them at once.
      Gate one = new Gate();
      Gate two = new Gate();
      pool.execute(one);
      pool.execute(two);
      one.awaitEntered();
      two.awaitEntered();
      one.open();
      two.open();
      source.finish();
    }
    assertEquals(0, source.conflicts.get());
    assertEquals(3, recorder.all("workerStarted").size());
  }

  @Test
  void goesOnWithTheSameWorkerAfterAFailureIfAllOthersAreBusy() throws Exception {
    Gate gate = new Gate();
    try (WorkerPool pool = builder(2).start()) {
      source.awaitWaiting();
      pool.execute(gate);
      gate.awaitEntered();
      source.failNextRound(new IllegalStateException());
      recorder.next("sourceFailed");
      source.handleOne();
      gate.open();
      source.finish();
    }
    assertEquals(1, source.leaders.size());
  }

  @Test
  void goesOnWithTheOnlyWorkerAfterAFailure() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    try (WorkerPool pool = builder(1).start()) {
      source.failNextRound(new AssertionError());
      recorder.next("sourceFailed");
      source.handleOne();
      pool.execute(ran::countDown);
      ran.await();
      source.finish();
    }
    assertEquals(1, source.leaders.size());
  }

  @Test
  void slowsDownForASourceThatFailsAgainAndAgain() throws Exception {
    // Before the start, so that no good round comes between two of them.
    for (int i = 0; i < 6; i++) {
      source.failNextRound(new IllegalStateException());
    }
    long begin = System.nanoTime();
    WorkerPool pool = builder(2).start();
    source.handleOne();
    long pauses = 1 + 2 + 4 + 8 + 16;
    assertTrue(System.nanoTime() - begin >= pauses * 1_000_000);
    assertEquals(6, recorder.all("sourceFailed").size());
    source.finish();
    pool.close();
  }

  @Test
  void forgetsAnInterruptInAPause() throws Exception {
    int failures = 9;
    for (int i = 0; i < failures; i++) {
      source.failNextRound(new IllegalStateException());
    }
    WorkerPool pool = builder(1).start();
    Thread leader = recorder.next("leading").thread();
    for (int i = 0; i < failures; i++) {
      recorder.next("sourceFailed");
    }
    // It pauses for 128 ms.
    Gate.await(() -> leader.getState() == Thread.State.TIMED_WAITING);
    leader.interrupt();
    AtomicBoolean interrupted = new AtomicBoolean();
    source.happen(() -> interrupted.set(Thread.currentThread().isInterrupted()));
    source.handleOne();
    source.finish();
    pool.close();
    assertFalse(interrupted.get());
  }

  @Test
  void runsTasksWithoutDelayWhileTheOnlyWorkersSourceFails() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    TaskSource broken =
        new TaskSource() {
          @Override
          public void lead(boolean mayWait) {
            rounds.incrementAndGet();
            throw new IllegalStateException("broken for ever");
          }

          @Override
          public void wakeUp() {}

          @Override
          public boolean finished() {
            return done.getCount() == 0;
          }
        };
    long begin = System.nanoTime();
    try (WorkerPool pool =
        WorkerPool.builder().workers(1).listener(recorder).source(broken).start()) {
      for (int i = 0; i < 20_000; i++) {
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        Gate.await(ran);
      }
      done.countDown();
    }
    // The pauses before the n-th round last 2^(n-2) - 1 ms together.
    long millis = (System.nanoTime() - begin) / 1_000_000 + 1;
    assertTrue(rounds.get() <= 3 + Long.SIZE - Long.numberOfLeadingZeros(millis) + millis / 1000);
  }

  @Test
  void survivesASourceWhoseOtherMethodsThrow() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(1);
    TaskSource rude =
        new TaskSource() {
          @Override
          public void lead(boolean mayWait) {
            waiting.countDown();
            Gate.await(release);
          }

          @Override
          public void wakeUp() {
            throw new IllegalStateException("wakeUp");
          }

          @Override
          public boolean finished() {
            if (asked.incrementAndGet() == 1) {
              throw new IllegalStateException("finished");
            }
            return ran.getCount() == 0;
          }
        };
    try (WorkerPool pool =
        WorkerPool.builder().workers(1).listener(recorder).source(rude).start()) {
      waiting.await();
      assertTrue(pool.offer(() -> {}));
      assertTrue(pool.offer(ran::countDown));
      release.countDown();
      ran.await();
    }
    List<Recorder.Event> failed = recorder.all("sourceFailed");
    // The leader still waits, for all that the second one knows.
    assertEquals(
        List.of("finished", "wakeUp", "wakeUp"),
        failed.stream().map(LeadingFailureTest::message).toList());
    assertSame(Thread.currentThread(), failed.getLast().thread());
  }

  private static String message(Recorder.Event failed) {
    return String.valueOf(((Throwable) failed.subject()).getMessage());
  }

  @Test
  void isNeverDoubledNorLostWhenSourcesFailUnderLoad() throws Exception {
    BlockingSource second = new BlockingSource();
    AtomicInteger runs = new AtomicInteger();
    int accepted = 0;
    try (WorkerPool pool =
            WorkerPool.builder()
                .workers(4)
                .queueCapacity(8)
                .source(source)
                .source(second)
                .listener(
                    new PoolListener() {
                      @Override
                      public void sourceFailed(TaskSource failed, Throwable failure) {}
                    })
                .start();
        BlockingSource one = source;
        BlockingSource other = second) {
      for (int i = 0; i < 5_000; i++) {
        BlockingSource failing = i % 2 == 0 ? one : other;
        failing.failNextRound(new IllegalStateException());
        accepted += pool.offer(runs::incrementAndGet) ? 1 : 0;
        accepted += pool.offer(runs::incrementAndGet) ? 1 : 0;
        // One good round between two failures, so that there is no pause.
        failing.handleOne();
      }
      assertEquals(2, pool.snapshot().leaders());
    }
    assertEquals(accepted, runs.get());
    assertEquals(0, source.conflicts.get() + second.conflicts.get());
  }
}
