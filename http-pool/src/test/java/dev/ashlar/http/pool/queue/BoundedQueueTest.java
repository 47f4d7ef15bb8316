package dev.ashlar.http.pool.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BoundedQueueTest {
  private record Numbered(int producer, int number) implements Runnable {
    @Override
    public void run() {}
  }

  private final Taken taken = new Taken();

  private static Runnable task(int number) {
    return new Numbered(0, number);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 1000})
  void holdsExactlyItsCapacityInOrderLapAfterLap(int capacity) {
    BoundedQueue queue = new BoundedQueue(capacity);
    for (int lap = 0; lap < 5; lap++) {
      for (int i = 0; i < capacity; i++) {
        assertEquals(i + 1, queue.offer(task(i), 0));
      }
      assertEquals(BoundedQueue.REFUSED, queue.offer(task(-1), 0));
      assertEquals(capacity, queue.size());
      for (int i = 0; i < capacity; i++) {
        assertTrue(queue.poll(taken));
        assertEquals(task(i), taken.task());
        assertEquals(capacity - 1 - i, taken.depth());
      }
      assertFalse(queue.poll(taken));
      assertEquals(0, queue.size());
    }
  }

  /// A task that was taken may be large, and another one come much later.
  @Test
  void keepsNothingOfATaskThatWasTaken() throws InterruptedException {
    BoundedQueue queue = new BoundedQueue(4);
    WeakReference<Runnable> task = offeredAndTaken(queue);
    while (task.get() != null) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      System.gc();
    }
    assertEquals(0, queue.size());
  }

  private static WeakReference<Runnable> offeredAndTaken(BoundedQueue queue) {
    Runnable task = task(1);
    queue.offer(task, 0);
    assertTrue(queue.poll(new Taken()));
    return new WeakReference<>(task);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void staysInOrderWhenNeverEmpty(int capacity) {
    BoundedQueue queue = new BoundedQueue(capacity);
    for (int i = 0; i < 100; i++) {
      queue.offer(task(i), i);
      if (i >= capacity - 1) {
        assertTrue(queue.poll(taken));
        assertEquals(i - capacity + 1, taken.since());
        assertEquals(task(i - capacity + 1), taken.task());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, BoundedQueue.MAX_CAPACITY + 1, Integer.MAX_VALUE})
  void rejectsImpossibleCapacity(int capacity) {
    assertThrows(IllegalArgumentException.class, () -> new BoundedQueue(capacity));
  }

  @Test
  void isReadyWhileSomethingCanBeTaken() {
    BoundedQueue queue = new BoundedQueue(2);
    assertFalse(queue.ready());
    queue.offer(task(0), 0);
    assertTrue(queue.ready());
    queue.poll(taken);
    assertFalse(queue.ready());
  }

  @Test
  void isDrainedWhenClosedAndEmpty() {
    BoundedQueue queue = new BoundedQueue(2);
    queue.offer(task(1), 0);
    assertFalse(queue.closed());
    queue.close();
    queue.close();
    assertTrue(queue.closed());
    assertFalse(queue.drained());
    assertEquals(BoundedQueue.REFUSED, queue.offer(task(2), 0));
    assertEquals(1, queue.size());
    assertTrue(queue.poll(taken));
    assertEquals(task(1), taken.task());
    assertTrue(queue.drained());
    assertFalse(queue.poll(taken));
  }

  @Test
  void isNotDrainedWhileOpen() {
    assertFalse(new BoundedQueue(2).drained());
  }

  @Test
  void tellsHowLongTheNextTaskHasWaited() {
    BoundedQueue queue = new BoundedQueue(2);
    assertEquals(0, queue.oldestWaitNanos(1_000));
    queue.offer(task(0), 400);
    queue.offer(task(1), 900);
    assertEquals(600, queue.oldestWaitNanos(1_000));
    queue.poll(taken);
    assertEquals(100, queue.oldestWaitNanos(1_000));
    assertEquals(0, queue.oldestWaitNanos(800), "a clock that was read before the offer");
  }

  @Test
  void forgetsATaskThatWasTaken() {
    BoundedQueue queue = new BoundedQueue(1);
    Runnable task = task(0);
    queue.offer(task, 0);
    queue.poll(taken);
    assertSame(task, taken.task());
    assertThrows(IllegalStateException.class, taken::task);
  }

  /// The two halves of taking a task stand for a consumer that loses its processor between them.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8})
  void isFullByItsTasksAloneWhileAConsumerHasNotEmptiedItsSlot(int capacity) {
    BoundedQueue queue = new BoundedQueue(capacity);
    Runnable same = task(0);
    queue.offer(same, 0);
    Queued late = queue.take();
    assertNotNull(late);
    assertEquals(0, queue.size());
    for (int lap = 0; lap < 3; lap++) {
      for (int i = 1; i <= capacity; i++) {
        assertEquals(i, queue.offer(same, 0), "room is what the tasks leave");
      }
      assertEquals(BoundedQueue.REFUSED, queue.offer(same, 0));
      if (lap == 1) {
        queue.empty(late);
      }
      for (int i = 1; i <= capacity; i++) {
        assertTrue(queue.poll(taken), "the late consumer empties its own slot only");
        assertSame(same, taken.task());
      }
      assertFalse(queue.poll(taken));
    }
  }

  @Test
  void forgetsWhatALateConsumerTook() {
    BoundedQueue queue = new BoundedQueue(1);
    queue.offer(task(0), 0);
    Queued late = queue.take();
    assertNotNull(late);
    assertEquals(0, queue.oldestWaitNanos(5));
    assertFalse(queue.ready());
    queue.empty(late);
    assertFalse(queue.ready());
    assertEquals(1, queue.offer(task(1), 0));
  }

  /// The two halves of an offer stand for a producer that loses its processor between them.
  @Test
  void holdsBackWhatStandsBehindATaskThatIsClaimedAndNotPublished() {
    BoundedQueue queue = new BoundedQueue(3);
    Queued slow = new Queued(task(1), 0);
    assertEquals(1, queue.claim(slow));
    assertEquals(2, queue.offer(task(2), 0));
    assertFalse(queue.ready());
    assertFalse(queue.poll(taken));
    assertEquals(2, queue.size());
    queue.close();
    assertFalse(queue.drained(), "the claimed task is accepted");
    queue.publish(slow);
    assertTrue(queue.poll(taken));
    assertEquals(task(1), taken.task());
    assertFalse(queue.drained());
    assertTrue(queue.poll(taken));
    assertEquals(task(2), taken.task());
    assertTrue(queue.drained());
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,3,2", "3,1,2", "4,4,1", "4,4,3", "4,4,64"})
  void handsOverEveryTaskOnceAndInItsProducersOrder(int producers, int consumers, int capacity)
      throws Exception {
    int each = 20_000;
    BoundedQueue queue = new BoundedQueue(capacity);
    CountDownLatch ready = new CountDownLatch(producers + consumers);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> producing = new ArrayList<>();
      for (int p = 0; p < producers; p++) {
        int producer = p;
        producing.add(threads.submit(together(ready, () -> produce(queue, producer, each))));
      }
      List<Future<List<Numbered>>> consuming = new ArrayList<>();
      for (int c = 0; c < consumers; c++) {
        consuming.add(threads.submit(together(ready, () -> consumeUntilDrained(queue))));
      }
      for (Future<?> producer : producing) {
        producer.get();
      }
      queue.close();
      int[] seen = new int[producers];
      for (Future<List<Numbered>> consumer : consuming) {
        int[] last = new int[producers];
        for (Numbered task : consumer.get()) {
          // Each consumer sees each producer's tasks in order; gaps went to the other consumers.
          assertTrue(task.number() > last[task.producer()]);
          last[task.producer()] = task.number();
          seen[task.producer()]++;
        }
      }
      for (int count : seen) {
        assertEquals(each, count);
      }
    }
  }

  /// Each thread takes one task before it adds one, so that there always is room for it.
  @ParameterizedTest
  @CsvSource({"2,1", "4,1", "4,3", "8,8"})
  void neverRefusesWhileThereIsRoom(int threadCount, int spare) throws Exception {
    BoundedQueue queue = new BoundedQueue(threadCount + spare);
    for (int i = 0; i < threadCount; i++) {
      queue.offer(task(i), 0);
    }
    CountDownLatch ready = new CountDownLatch(threadCount);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Integer>> refusals = new ArrayList<>();
      for (int thread = 0; thread < threadCount; thread++) {
        refusals.add(threads.submit(together(ready, () -> takeAndAdd(queue, 50_000))));
      }
      for (Future<Integer> refused : refusals) {
        assertEquals(0, refused.get());
      }
    }
    assertEquals(threadCount, queue.size());
  }

  private static int takeAndAdd(BoundedQueue queue, int times) {
    Taken taken = new Taken();
    int refused = 0;
    for (int i = 0; i < times; i++) {
      while (!queue.poll(taken)) {
        letOthersRun();
      }
      if (queue.offer(taken.task(), 0) == BoundedQueue.REFUSED) {
        refused++;
        i--;
      }
    }
    return refused;
  }

  private static <T> Callable<T> together(CountDownLatch ready, Callable<T> body) {
    return () -> {
      ready.countDown();
      ready.await();
      return body.call();
    };
  }

  private static int produce(BoundedQueue queue, int producer, int count) {
    for (int number = 1; number <= count; number++) {
      while (queue.offer(new Numbered(producer, number), 0) == BoundedQueue.REFUSED) {
        letOthersRun();
      }
    }
    return count;
  }

  private static List<Numbered> consumeUntilDrained(BoundedQueue queue) {
    List<Numbered> result = new ArrayList<>();
    Taken taken = new Taken();
    while (!queue.drained()) {
      if (queue.poll(taken)) {
        result.add((Numbered) taken.task());
      } else {
        letOthersRun();
      }
    }
    return result;
  }

  @SuppressWarnings("ThreadPriorityCheck") // for speed on few cores; nothing relies on it
  private static void letOthersRun() {
    Thread.yield();
  }

  @Test
  void decidesBetweenClosingAndEachOfferOnceAndForAll() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int round = 0; round < 2_000; round++) {
        BoundedQueue queue = new BoundedQueue(4);
        CountDownLatch ready = new CountDownLatch(3);
        Future<Integer> one = threads.submit(together(ready, () -> queue.offer(task(1), 0)));
        Future<Integer> two = threads.submit(together(ready, () -> queue.offer(task(2), 0)));
        Future<List<Numbered>> all =
            threads.submit(
                together(
                    ready,
                    () -> {
                      queue.close();
                      return consumeUntilDrained(queue);
                    }));
        int accepted = Math.min(one.get(), 1) + Math.min(two.get(), 1);
        assertEquals(accepted, all.get().size());
      }
    }
  }
}
