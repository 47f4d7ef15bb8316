package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.queue.BoundedQueue;
import dev.ashlar.http.pool.queue.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SaturationTest {
  private final Recorder recorder = new Recorder();
  private final Taken taken = new Taken();

  /// A queue with its saturation, used as the pool does.
  private final class Desk {
    private final BoundedQueue queue;
    private final Saturation saturation;

    Desk(int capacity, PoolListener listener) {
      this(capacity, new Events(listener));
    }

    Desk(int capacity, Events events) {
      queue = new BoundedQueue(capacity);
      saturation = new Saturation(queue, events, this::snapshot);
    }

    private PoolSnapshot snapshot() {
      return new PoolSnapshot(
          0, 0, 0, queue.size(), queue.capacity(), 0, 0, Duration.ZERO, Duration.ZERO);
    }

    void put() {
      int depth = queue.offer(() -> {}, 0);
      if (depth >= queue.capacity()) {
        saturation.seenFull();
      }
    }

    void take() {
      take(taken);
    }

    void take(Taken into) {
      if (queue.poll(into)) {
        saturation.taken(into.depth());
      }
    }
  }

  private List<String> told() {
    return recorder.events.stream()
        .map(event -> event.name() + " " + ((PoolSnapshot) event.subject()).queued())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,1", "4,1", "5,2", "10,4"})
  void lastsFromFullToBelowHalf(int capacity, int recovered) {
    Desk desk = new Desk(capacity, recorder);
    for (int episode = 0; episode < 3; episode++) {
      recorder.events.clear();
      IntStream.range(0, capacity - 1).forEach(i -> desk.put());
      assertEquals(List.of(), told());
      desk.put();
      desk.put();
      assertEquals(List.of("saturated " + capacity), told());
      IntStream.range(recovered + 1, capacity).forEach(i -> desk.take());
      assertEquals(1, told().size(), "still at least half full");
      desk.take();
      assertEquals(List.of("saturated " + capacity, "recovered " + recovered), told());
      IntStream.range(0, recovered).forEach(i -> desk.take());
    }
  }

  @Test
  void doesNotFlapBetweenHalfAndFull() {
    Desk desk = new Desk(4, recorder);
    IntStream.range(0, 4).forEach(i -> desk.put());
    for (int i = 0; i < 10; i++) {
      desk.take();
      desk.take();
      desk.put();
      desk.put();
    }
    assertEquals(List.of("saturated 4"), told());
  }

  @Test
  void isReportedInOrderEvenIfTheQueueEmptiesDuringTheReport() {
    Desk[] desk = new Desk[1];
    desk[0] =
        new Desk(
            2,
            new PoolListener() {
              @Override
              public void saturated(PoolSnapshot snapshot) {
                desk[0].take();
                desk[0].take();
                recorder.saturated(snapshot);
              }

              @Override
              public void recovered(PoolSnapshot snapshot) {
                recorder.recovered(snapshot);
              }
            });
    desk[0].put();
    desk[0].put();
    assertEquals(List.of("saturated 2", "recovered 0"), told());
  }

  @Test
  void beginsAnewIfTheQueueFillsDuringTheReportOfRecovery() {
    Desk[] desk = new Desk[1];
    desk[0] =
        new Desk(
            2,
            new PoolListener() {
              @Override
              public void saturated(PoolSnapshot snapshot) {
                recorder.saturated(snapshot);
              }

              @Override
              public void recovered(PoolSnapshot snapshot) {
                recorder.recovered(snapshot);
                if (recorder.events.size() == 2) {
                  desk[0].put();
                  desk[0].put();
                }
              }
            });
    desk[0].put();
    desk[0].put();
    desk[0].take();
    desk[0].take();
    assertEquals(List.of("saturated 2", "recovered 0", "saturated 2"), told());
    desk[0].take();
    desk[0].take();
    assertEquals("recovered 0", told().getLast());
  }

  @Test
  void goesOnIfThereIsNoMemoryToTellOfIt() {
    List<String> begun = new ArrayList<>();
    Desk desk =
        new Desk(
            1,
            new Events(recorder) {
              @Override
              void saturated(Supplier<PoolSnapshot> snapshot) {
                begun.add("saturated");
                throw new OutOfMemoryError("pretended");
              }

              @Override
              void recovered(Supplier<PoolSnapshot> snapshot) {
                begun.add("recovered");
                throw new OutOfMemoryError("pretended");
              }
            });
    for (int episode = 0; episode < 2; episode++) {
      assertThrows(OutOfMemoryError.class, desk::put);
      assertThrows(OutOfMemoryError.class, desk::take);
    }
    assertEquals(List.of("saturated", "recovered", "saturated", "recovered"), begun);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "8"})
  void alternatesStrictlyUnderContention(int capacity) throws Exception {
    Desk desk = new Desk(capacity, recorder);
    CyclicBarrier together = new CyclicBarrier(4);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      var futures =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  threads.submit(() -> {
                    Taken into = new Taken();
                    together.await();
                    for (int n = 0; n < 2_000; n++) {
                      if (i < 2) {
                        desk.put();
                      } else {
                        desk.take(into);
                      }
                    }
                    return null;
                  }))
              .toList();
      for (Future<?> future : futures) {
        future.get();
      }
    }
    IntStream.range(0, capacity).forEach(i -> desk.put());
    IntStream.range(0, capacity).forEach(i -> desk.take());
    List<String> names = recorder.events.stream().map(Recorder.Event::name).toList();
    assertTrue(names.size() >= 2);
    for (int i = 0; i < names.size(); i++) {
      assertEquals(i % 2 == 0 ? "saturated" : "recovered", names.get(i));
    }
    assertEquals(0, names.size() % 2, "an empty queue is a recovered one");
  }

  @Test
  void ofAPoolIsToldWithItsFigures() throws Exception {
    Gate gate = new Gate();
    try (WorkerPool pool =
        WorkerPool.builder().workers(1).queueCapacity(4).listener(recorder).start()) {
      pool.execute(gate);
      gate.awaitEntered();
      for (int i = 0; i < 7; i++) {
        pool.offer(() -> {});
      }
      PoolSnapshot saturated = (PoolSnapshot) recorder.next("saturated").subject();
      assertEquals(4, saturated.queued());
      assertEquals(1, saturated.active());
      assertEquals(3, recorder.all("rejected").size());
      assertEquals(3, ((PoolSnapshot) recorder.all("rejected").getLast().subject()).rejected());
      gate.open();
      assertEquals(1, ((PoolSnapshot) recorder.next("recovered").subject()).queued());
    }
    assertEquals(1, recorder.all("saturated").size());
    assertEquals(1, recorder.all("recovered").size());
  }

  @Test
  void endsForAPoolHoweverFastItIsDrained() {
    for (int i = 0; i < 500; i++) {
      Recorder each = new Recorder();
      CountDownLatch ran = new CountDownLatch(1);
      try (WorkerPool pool =
          WorkerPool.builder().workers(2).queueCapacity(1).listener(each).start()) {
        pool.offer(ran::countDown);
      }
      assertEquals(0, ran.getCount());
      assertEquals(each.all("saturated").size(), each.all("recovered").size());
      assertTrue(each.all("saturated").size() <= 1);
    }
  }
}
