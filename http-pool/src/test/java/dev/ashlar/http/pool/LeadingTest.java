package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.queue.BoundedQueue;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who leads, and what becomes of tasks meanwhile.
@Timeout(60)
class LeadingTest {
  private final Recorder recorder = new Recorder();
  private final BlockingSource source = new BlockingSource();

  private WorkerPool.Builder builder(int workers) {
    return WorkerPool.builder().workers(workers).listener(recorder).source(source);
  }

  private static void runOne(WorkerPool pool) {
    CountDownLatch ran = new CountDownLatch(1);
    pool.execute(ran::countDown);
    Gate.await(ran);
  }

  @Test
  void beginsAfterThePoolHasReportedItsStart() {
    try (WorkerPool pool = builder(2).start()) {
      source.awaitWaiting();
      assertEquals(1, pool.snapshot().leaders());
      source.finish();
    }
    List<String> order =
        recorder.events.stream()
            .map(Recorder.Event::name)
            .filter(name -> name.equals("started") || name.equals("leading"))
            .toList();
    assertEquals(List.of("started", "leading"), order);
    assertEquals(1, ((PoolSnapshot) recorder.all("started").getFirst().subject()).leaders());
  }

  @Test
  void beginsForEverySourceWhoeverElseIsIdle() {
    BlockingSource second = new BlockingSource();
    Dispatch dispatch =
        new Dispatch(3, new BoundedQueue(1), List.of(source, second), new Events(recorder));
    // As when one source's leaders have failed one after the other: nobody is idle any more.
    dispatch.callEverybody();
    dispatch.assignLeaders();

    source.finish();
    second.finish();
    dispatch.shutdown();
    dispatch.workers().forEach(Worker::run);
    assertEquals(
        List.of(source, second),
        recorder.all("leading").stream().map(Recorder.Event::subject).toList());
    assertEquals(0, dispatch.figures().snapshot().leaders());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void staysWithOneWorker(int workers) {
    try (WorkerPool pool = builder(workers).start()) {
      for (int i = 0; i < 1_000; i++) {
        pool.offer(() -> {});
        source.handleOne();
      }
      source.finish();
    }
    assertEquals(1, source.leaders.size());
    assertEquals(1, recorder.all("leading").size());
    assertEquals("worker-1", recorder.all("leading").getFirst().thread().getName());
  }

  @Test
  void leavesTasksToTheFollowersAndWakesNoLeader() throws Exception {
    LinkedBlockingQueue<Thread> ran = new LinkedBlockingQueue<>();
    try (WorkerPool pool = builder(3).start()) {
      source.awaitWaiting();
      int accepted = 0;
      for (int i = 0; i < 10_000; i++) {
        accepted += pool.offer(() -> ran.add(Thread.currentThread())) ? 1 : 0;
      }
      // All of them, before the leader becomes an ordinary worker that may take one.
      for (int i = 0; i < accepted; i++) {
        assertFalse(source.leaders.contains(ran.take()));
      }
      source.finish();
    }
    assertEquals(0, source.wakeUps.get());
  }

  @Test
  void doesNotWaitForFollowers() {
    Gate gate = new Gate();
    boolean didTheirWork;
    try (WorkerPool pool = builder(2).start()) {
      pool.execute(gate);
      gate.awaitEntered();
      AtomicBoolean ran = new AtomicBoolean();
      pool.execute(() -> ran.set(true));
      source.handleOne();
      // Nor does it do their work, which it would have done by the second round.
      source.handleOne();
      didTheirWork = ran.get();
      gate.open();
      source.finish();
    }
    assertFalse(didTheirWork);
  }

  @Test
  void includesQueuedTasksIfThereIsNobodyElse() throws Exception {
    try (WorkerPool pool = builder(1).start()) {
      source.awaitWaiting();
      for (int i = 0; i < 20_000; i++) {
        // Offered while the leader waits or is about to: if one wake-up were lost, this would hang.
        runOne(pool);
      }
      source.finish();
    }
    assertTrue(source.wakeUps.get() <= 20_000, "one wake-up for a wait is enough");
  }

  @Test
  void needsNoWakeUpForTasksThatTheOnlyWorkerOffersItself() {
    CountDownLatch ran = new CountDownLatch(100);
    try (WorkerPool pool = builder(1).start()) {
      source.awaitWaiting();
      source.happen(() -> {
        for (int i = 0; i < 100; i++) {
          pool.execute(ran::countDown);
        }
      });
      Gate.await(ran);
      source.finish();
    }
    assertEquals(0, source.wakeUps.get());
  }

  /// It looks at the queue before it waits again.
  @Test
  void needsNoWakeUpWhileTheOnlyWorkerRunsATask() {
    Gate gate = new Gate();
    CountDownLatch ran = new CountDownLatch(1);
    try (WorkerPool pool = builder(1).start()) {
      source.awaitWaiting();
      source.happen(() -> pool.execute(gate));
      gate.awaitEntered();
      pool.execute(ran::countDown);
      gate.open();
      Gate.await(ran);
      source.finish();
    }
    assertEquals(0, source.wakeUps.get());
  }

  @Test
  void goesOnWithoutAnInterruptThatARoundLeavesBehind() {
    WorkerPool pool = builder(2).start();
    source.happen(() -> Thread.currentThread().interrupt());
    source.handleOne();
    source.handleOne();
    source.finish();
    pool.close();
    assertEquals(List.of(), recorder.all("sourceFailed"));
  }

  @Test
  void goesOnBetweenTheTasksOfTheOnlyWorker() {
    // A task that offers itself again: the queue is never empty, and the source is led
    // nevertheless.
    try (WorkerPool pool = builder(1).start()) {
      CountDownLatch enough = new CountDownLatch(3);
      class Again implements Runnable {
        @Override
        public void run() {
          if (enough.getCount() > 0) {
            pool.execute(this);
          }
        }
      }
      pool.execute(new Again());
      for (int i = 0; i < 3; i++) {
        source.happen(enough::countDown);
      }
      Gate.await(enough);
      source.finish();
    }
  }

  @Test
  void ofAsManySourcesAsWorkersStillRunsEveryTask() throws Exception {
    BlockingSource second = new BlockingSource();
    try (WorkerPool pool = builder(2).source(second).start()) {
      for (int i = 0; i < 20_000; i++) {
        runOne(pool);
      }
      second.finish();
      while (pool.snapshot().leaders() > 1) {
        runOne(pool);
      }
      // From now on there is a follower, and the other leader is left alone.
      int wakeUps = source.wakeUps.get();
      for (int i = 0; i < 20_000; i++) {
        runOne(pool);
      }
      assertEquals(wakeUps, source.wakeUps.get());
      source.finish();
    }
    assertEquals(1, source.leaders.size());
    assertEquals(1, second.leaders.size());
  }

  @Test
  void runsATaskElsewhereWhileOneOfTwoLeadersIsBusy() {
    BlockingSource second = new BlockingSource();
    Gate gate = new Gate();
    CountDownLatch ran = new CountDownLatch(1);
    try (WorkerPool pool = builder(2).source(second).start()) {
      source.awaitWaiting();
      second.awaitWaiting();
      source.happen(gate);
      gate.awaitEntered();
      pool.execute(ran::countDown);
      Gate.await(ran);
      gate.open();
      source.finish();
      second.finish();
    }
  }

  @Test
  void endsWithTheSourceAndTheLeaderTakesTasks() {
    try (WorkerPool pool = builder(1).start()) {
      source.awaitWaiting();
      source.finish();
      // The leader may run tasks before it asks its source.
      while (pool.snapshot().leaders() > 0) {
        runOne(pool);
      }
      runOne(pool);
    }
  }

  @Test
  void neverBeginsForASourceThatIsFinishedAlready() {
    source.finish();
    builder(2).start().close();
    assertEquals(0, source.rounds.get());
  }
}
