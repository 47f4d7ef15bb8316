package dev.ashlar.http.pool.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// The queue by itself. What an [Outcome] does not name is forbidden.
public class QueueStress {
  /// A task that is known by its number.
  private record Numbered(int number) implements Runnable {
    @Override
    public void run() {}
  }

  /// The number of the task that is taken, or 0 for none.
  private static int take(BoundedQueue queue) {
    Taken taken = new Taken();
    return queue.poll(taken) ? ((Numbered) taken.task()).number() : 0;
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0, 1", "0, 1, 2"},
      expect = ACCEPTABLE,
      desc = "One finds the last place.")
  public static class OnePlaceForTwo {
    private final BoundedQueue queue = new BoundedQueue(1);

    @Actor
    public void one(III_Result result) {
      result.r1 = queue.offer(new Numbered(1), 0);
    }

    @Actor
    public void two(III_Result result) {
      result.r2 = queue.offer(new Numbered(2), 0);
    }

    @Arbiter
    public void end(III_Result result) {
      result.r3 = take(queue);
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "One gets it.")
  public static class OneTaskForTwo {
    private final BoundedQueue queue = new BoundedQueue(1);

    public OneTaskForTwo() {
      queue.offer(new Numbered(1), 0);
    }

    @Actor
    public void one(II_Result result) {
      result.r1 = take(queue);
    }

    @Actor
    public void two(II_Result result) {
      result.r2 = take(queue);
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "true, true, true, true", expect = ACCEPTABLE, desc = "Who takes makes room.")
  public static class RoomForWhoeverTookOne {
    private static final Runnable SAME = new Numbered(1);

    private final BoundedQueue queue = new BoundedQueue(2);

    public RoomForWhoeverTookOne() {
      queue.offer(SAME, 0);
      queue.offer(SAME, 0);
    }

    @Actor
    public void one(ZZZZ_Result result) {
      result.r1 = takeInTheEnd(queue);
      result.r2 = queue.offer(SAME, 0) != BoundedQueue.REFUSED;
    }

    @Actor
    public void two(ZZZZ_Result result) {
      result.r3 = takeInTheEnd(queue);
      result.r4 = queue.offer(SAME, 0) != BoundedQueue.REFUSED;
    }

    private static boolean takeInTheEnd(BoundedQueue queue) {
      Taken taken = new Taken();
      while (!queue.poll(taken)) {
        Thread.onSpinWait();
      }
      return true;
    }
  }

  /// The slot is emptied while the next lap fills it, with the same task.
  @JCStressTest
  @State
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The second acceptance is kept.")
  public static class EmptyingSparesTheNextLap {
    private static final Runnable SAME = new Numbered(1);

    private final BoundedQueue queue = new BoundedQueue(1);
    private final Queued late;

    public EmptyingSparesTheNextLap() {
      queue.offer(SAME, 0);
      late = queue.take();
    }

    @Actor
    public void consumer() {
      queue.empty(late);
    }

    @Actor
    public void producer(ZZ_Result result) {
      result.r1 = queue.offer(SAME, 0) != BoundedQueue.REFUSED;
    }

    @Arbiter
    public void end(ZZ_Result result) {
      result.r2 = take(queue) == 1;
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"0, 0", "0, 1", "1, 0", "1, 2"},
      expect = ACCEPTABLE,
      desc = "In order.")
  public static class Order {
    private final BoundedQueue queue = new BoundedQueue(2);

    @Actor
    public void producer() {
      queue.offer(new Numbered(1), 0);
      queue.offer(new Numbered(2), 0);
    }

    @Actor
    public void consumer(II_Result result) {
      result.r1 = take(queue);
      result.r2 = take(queue);
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0, 1", "0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "Accepted, or drained.")
  public static class CloseAndOffer {
    private final BoundedQueue queue = new BoundedQueue(1);

    @Actor
    public void producer(III_Result result) {
      result.r1 = queue.offer(new Numbered(1), 0);
    }

    @Actor
    public void closer(III_Result result) {
      queue.close();
      result.r2 = queue.drained() ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
      result.r3 = take(queue);
    }
  }
}
