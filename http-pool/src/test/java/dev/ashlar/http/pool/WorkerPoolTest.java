package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkerPoolTest {
  @Test
  void startsAllItsWorkersInAdvanceAndNoMore() throws Exception {
    Recorder recorder = new Recorder();
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    try (WorkerPool pool = WorkerPool.builder().workers(3).listener(recorder).start()) {
      assertEquals(1, recorder.all("started").size());
      for (int i = 0; i < 3; i++) {
        recorder.next("workerStarted");
      }
      for (int i = 0; i < 1_000; i++) {
        pool.execute(() -> used.add(Thread.currentThread()));
      }
    }
    List<Recorder.Event> started = recorder.all("workerStarted");
    assertEquals(
        Set.of("worker-1", "worker-2", "worker-3"),
        Set.copyOf(started.stream().map(event -> ((Thread) event.subject()).getName()).toList()));
    assertEquals(3, started.size());
    assertTrue(started.stream().allMatch(event -> event.thread() == event.subject()));
    assertTrue(started.stream().map(Recorder.Event::thread).toList().containsAll(used));
    assertTrue(used.stream().noneMatch(thread -> thread.isDaemon() || thread.isVirtual()));
  }

  @Test
  void namesItsWorkersAsTold() throws Exception {
    Recorder recorder = new Recorder();
    WorkerPool.builder().workers(1).threadNames("disk ").listener(recorder).start().close();
    assertEquals("disk 1", recorder.next("workerStarted").thread().getName());
  }

  @Test
  void takesItsThreadsFromAFactory() throws Exception {
    List<Thread> made = new ArrayList<>();
    Recorder recorder = new Recorder();
    WorkerPool.builder()
        .workers(2)
        .listener(recorder)
        .threadFactory(body -> {
          made.add(new Thread(body, "mine"));
          return made.getLast();
        })
        .start()
        .close();
    assertEquals(2, made.size());
    assertTrue(recorder.all("workerStarted").stream().allMatch(e -> made.contains(e.thread())));
  }

  @Test
  void startsNothingIfAThreadCannotBeMade() {
    List<Thread> made = new ArrayList<>();
    Recorder recorder = new Recorder();
    var builder =
        WorkerPool.builder()
            .workers(2)
            .listener(recorder)
            .threadFactory(body -> {
              if (!made.isEmpty()) {
                throw new IllegalStateException("no more");
              }
              made.add(new Thread(body));
              return made.getLast();
            });
    assertThrows(IllegalStateException.class, builder::start);
    assertEquals(Thread.State.NEW, made.getFirst().getState());
    assertEquals(List.of(), recorder.events);
  }

  @Test
  @SuppressWarnings("NullAway") // that is the point
  void startsNothingIfTheFactoryMakesNoThread() {
    var builder = WorkerPool.builder().threadFactory(body -> null);
    var refusal = assertThrows(NullPointerException.class, builder::start);
    assertEquals("the thread factory made no thread", refusal.getMessage());
  }

  @Test
  void endsWhatItStartedIfAThreadCannotBeStarted() throws Exception {
    List<Thread> made = new ArrayList<>();
    BlockingSource source = new BlockingSource();
    Recorder recorder = new Recorder();
    var builder =
        WorkerPool.builder()
            .workers(3)
            .source(source)
            .listener(recorder)
            .threadFactory(body -> {
              made.add(new Thread(made.size() < 2 ? body : () -> {}));
              if (made.size() == 3) {
                made.getLast().start();
              }
              return made.getLast();
            });
    assertThrows(IllegalThreadStateException.class, builder::start);
    made.get(0).join();
    made.get(1).join();
    assertEquals(0, source.rounds.get());
    assertEquals(
        List.of("workerStarted", "workerStarted", "workerStopped", "workerStopped"),
        recorder.events.stream().map(Recorder.Event::name).sorted().toList());
  }

  @Test
  void beginsTasksInTheOrderOfAcceptance() {
    List<Integer> order = new ArrayList<>();
    try (WorkerPool pool = WorkerPool.builder().workers(1).start()) {
      IntStream.range(0, 1_000).forEach(i -> pool.execute(() -> order.add(i)));
    }
    assertEquals(IntStream.range(0, 1_000).boxed().toList(), order);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Gate gate = new Gate();
    try (WorkerPool pool = WorkerPool.builder().workers(1).queueCapacity(2).start()) {
      pool.execute(gate);
      gate.awaitEntered();
      assertTrue(pool.offer(() -> {}));
      assertTrue(pool.offer(() -> {}));
      assertFalse(pool.offer(() -> {}));
      var refusal = assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
      assertEquals("The queue is full: 2 tasks are waiting", refusal.getMessage());
      gate.open();
    }
  }

  @Test
  void refusesEverythingAfterShutdown() {
    WorkerPool pool = WorkerPool.builder().workers(1).start();
    pool.shutdown();
    assertFalse(pool.offer(() -> {}));
    var refusal = assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
    assertEquals("The pool has been shut down", refusal.getMessage());
    pool.close();
  }

  @Test
  void runsAsManyTasksAtOnceAsThereAreWorkers() throws Exception {
    int workers = 8;
    CyclicBarrier allAtOnce = new CyclicBarrier(workers);
    CountDownLatch done = new CountDownLatch(workers);
    try (WorkerPool pool = WorkerPool.builder().workers(workers).start()) {
      for (int i = 0; i < workers; i++) {
        pool.execute(() -> {
          try {
            allAtOnce.await();
            done.countDown();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
      }
      done.await();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,4", "1,64,4", "4,1,4", "4,16,1", "4,16,8", "10,1024,8"})
  void runsAcceptedTasksOnceAndRefusedOnesNever(int workers, int capacity, int producers)
      throws Exception {
    int each = 20_000;
    AtomicIntegerArray runs = new AtomicIntegerArray(producers * each);
    boolean[][] accepted = new boolean[producers][each];
    CyclicBarrier together = new CyclicBarrier(producers);
    try (ExecutorService threads = Executors.newCachedThreadPool();
        WorkerPool pool = WorkerPool.builder().workers(workers).queueCapacity(capacity).start()) {
      List<Future<?>> producing = new ArrayList<>();
      for (int p = 0; p < producers; p++) {
        int producer = p;
        producing.add(
            threads.submit(() -> {
              together.await();
              for (int i = 0; i < each; i++) {
                int task = producer * each + i;
                accepted[producer][i] = pool.offer(() -> runs.incrementAndGet(task));
              }
              return null;
            }));
      }
      for (Future<?> future : producing) {
        future.get();
      }
    }
    for (int task = 0; task < runs.length(); task++) {
      assertEquals(accepted[task / each][task % each] ? 1 : 0, runs.get(task));
    }
  }

  @Test
  void wakesASleepingWorkerForEveryTask() throws Exception {
    try (WorkerPool pool = WorkerPool.builder().workers(2).queueCapacity(1).start()) {
      for (int i = 0; i < 20_000; i++) {
        // The next task is offered only when this one has run: nothing else could wake the worker.
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        ran.await();
      }
    }
  }

  /// However long the listener takes to hear of it.
  @Test
  void callsForATaskBeforeItTellsOfIt() {
    CountDownLatch ran = new CountDownLatch(1);
    PoolListener slow =
        new PoolListener() {
          @Override
          public void queued(int depth) {
            Gate.await(ran);
          }
        };
    try (WorkerPool pool = WorkerPool.builder().workers(1).listener(slow).start()) {
      pool.execute(ran::countDown);
    }
  }

  @Test
  void runsTasksThatTasksOffer() throws Exception {
    CountDownLatch ran = new CountDownLatch(10_000);
    try (WorkerPool pool = WorkerPool.builder().workers(2).queueCapacity(1).start()) {
      class Again implements Runnable {
        @Override
        public void run() {
          ran.countDown();
          if (ran.getCount() > 0) {
            pool.execute(this);
          }
        }
      }
      pool.execute(new Again());
      ran.await();
    }
  }
}
