package dev.ashlar.http.pool.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdleWorkersTest {
  private final IdleWorkers idle = new IdleWorkers(4);

  @Test
  void isEmptyAtFirst() {
    assertEquals(IdleWorkers.NOBODY, idle.pop());
    assertEquals(IdleWorkers.NOBODY, idle.popForTask());
  }

  @Test
  void callsTheNewestFirst() {
    idle.push(3);
    idle.push(0);
    idle.push(2);
    assertEquals(2, idle.pop());
    idle.push(1);
    assertEquals(1, idle.pop());
    assertEquals(0, idle.pop());
    assertEquals(3, idle.pop());
    assertEquals(IdleWorkers.NOBODY, idle.pop());
  }

  @Test
  void callsNobodyForATaskWhileOneIsOnTheWay() {
    idle.push(0);
    idle.push(1);
    assertEquals(1, idle.popForTask());
    assertEquals(IdleWorkers.NOBODY, idle.popForTask());
    idle.arrived();
    assertEquals(0, idle.popForTask());
  }

  @Test
  void remembersWhoIsOnTheWayWhenOthersComeAndGo() {
    idle.push(0);
    idle.push(1);
    assertEquals(1, idle.popForTask());
    idle.push(2);
    assertEquals(2, idle.pop());
    assertEquals(0, idle.pop());
    idle.push(3);
    assertEquals(IdleWorkers.NOBODY, idle.popForTask());
    idle.arrived();
    assertEquals(3, idle.popForTask());
  }

  @Test
  void needsNobodyOnTheWayToArrive() {
    idle.push(0);
    idle.arrived();
    assertEquals(0, idle.popForTask());
  }

  @Test
  void neverHandsOutAWorkerTwice() throws Exception {
    int workers = 4;
    AtomicIntegerArray holders = new AtomicIntegerArray(workers);
    IntStream.range(0, workers).forEach(idle::push);
    CyclicBarrier together = new CyclicBarrier(3);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      var futures =
          IntStream.range(0, 3)
              .mapToObj(i -> threads.submit(() -> popAndPush(together, holders)))
              .toList();
      for (Future<Integer> future : futures) {
        assertEquals(0, future.get(), "workers that two threads held at once");
      }
    }
    assertEquals(6, IntStream.range(0, workers).map(i -> idle.pop()).sum(), "all are back");
  }

  private int popAndPush(CyclicBarrier together, AtomicIntegerArray holders) throws Exception {
    int conflicts = 0;
    together.await();
    for (int i = 0; i < 100_000; i++) {
      int worker = i % 2 == 0 ? idle.pop() : idle.popForTask();
      if (worker == IdleWorkers.NOBODY) {
        continue;
      }
      conflicts += holders.incrementAndGet(worker) - 1;
      holders.decrementAndGet(worker);
      idle.push(worker);
      idle.arrived();
    }
    return conflicts;
  }
}
