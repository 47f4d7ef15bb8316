package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.queue.BoundedQueue;
import dev.ashlar.http.pool.queue.Queued;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A producer that loses its processor in the middle of an offer, when its task is accepted and
/// cannot be taken yet.
@Timeout(60)
class SlowProducerTest {
  private final BoundedQueue queue = new BoundedQueue(8);
  private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
  private final CountDownLatch allRan = new CountDownLatch(4);
  private final Queued slow = new Queued(note("slow"), System.nanoTime());

  private Runnable note(String name) {
    return () -> {
      ran.add(name);
      allRan.countDown();
    };
  }

  private List<Thread> start(Dispatch dispatch) {
    return dispatch.workers().stream()
        .map(worker -> Thread.ofPlatform().daemon().start(worker))
        .toList();
  }

  /// What is left of an offer after the claim.
  private void finishOffer(Dispatch dispatch) {
    queue.publish(slow);
    dispatch.callForTask();
  }

  private static void awaitAsleep(List<Thread> threads) throws InterruptedException {
    Gate.await(
        () -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
  }

  private Dispatch dispatch(int workers) {
    return new Dispatch(workers, queue, List.of(), new Events(new PoolListener() {}));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void losesNoTaskToAShutdown(int workers) throws Exception {
    Dispatch dispatch = dispatch(workers);
    List<Thread> threads = start(dispatch);
    queue.claim(slow);
    dispatch.shutdown();
    awaitAsleep(threads);
    assertEquals(List.of(), List.copyOf(ran));
    finishOffer(dispatch);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of("slow"), List.copyOf(ran));
    assertTrue(queue.drained());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void leavesNobodyAsleepWhoseTasksWaitBehindItsOwn(int workers) throws Exception {
    Dispatch dispatch = dispatch(workers);
    List<Thread> threads = start(dispatch);
    queue.claim(slow);
    for (int i = 0; i < 3; i++) {
      dispatch.offer(note("quick"));
    }
    awaitAsleep(threads);
    assertEquals(List.of(), List.copyOf(ran), "order is kept");
    finishOffer(dispatch);
    allRan.await();
    assertEquals(4, ran.size());
    dispatch.shutdown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
