package dev.ashlar.http.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.ashlar.http.pool.queue.BoundedQueue;
import dev.ashlar.http.pool.queue.IdleWorkers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// The two rules of [Dispatch]: who offers publishes first and looks for sleepers then, who sleeps
/// says so first and looks at the queue then. Neither seeing the other, `false, false`, would be a
/// lost wake-up.
public class WakeUpStress {
  private static final Runnable TASK = () -> {};

  @JCStressTest
  @State
  @Outcome(
      id = {"true, true", "true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "Seen.")
  public static class WorkerGoesToSleep {
    private final BoundedQueue queue = new BoundedQueue(1);
    private final IdleWorkers idle = new IdleWorkers(1);

    @Actor
    public void producer(ZZ_Result result) {
      queue.offer(TASK, 0);
      result.r1 = idle.popForTask() == 0;
    }

    @Actor
    public void worker(ZZ_Result result) {
      idle.push(0);
      result.r2 = queue.ready();
    }
  }

  /// The other worker is on the way already, so that the producer calls nobody: that one must see
  /// the task when it arrives.
  @JCStressTest
  @State
  @Outcome(
      id = {"true, true", "true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "Seen.")
  public static class WorkerArrives {
    private final BoundedQueue queue = new BoundedQueue(1);
    private final IdleWorkers idle = new IdleWorkers(2);

    public WorkerArrives() {
      idle.push(0);
      idle.push(1);
      idle.popForTask();
    }

    @Actor
    public void producer(ZZ_Result result) {
      queue.offer(TASK, 0);
      result.r1 = idle.popForTask() == 0;
    }

    @Actor
    public void worker(ZZ_Result result) {
      idle.arrived();
      result.r2 = queue.ready();
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"true, true", "true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "Seen.")
  public static class WorkerSleepsAtShutdown {
    private final BoundedQueue queue = new BoundedQueue(1);
    private final IdleWorkers idle = new IdleWorkers(1);

    @Actor
    public void owner(ZZ_Result result) {
      queue.close();
      result.r1 = idle.pop() == 0;
    }

    @Actor
    public void worker(ZZ_Result result) {
      idle.push(0);
      result.r2 = queue.drained();
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"true, true", "true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "Seen.")
  public static class LeaderIsAboutToWait {
    private final BoundedQueue queue = new BoundedQueue(1);
    private final Leadership leadership = new Leadership(new Flag());

    @Actor
    public void producer(ZZ_Result result) {
      queue.offer(TASK, 0);
      result.r1 = leadership.wake();
    }

    @Actor
    public void leader(ZZ_Result result) {
      leadership.aboutToWait();
      result.r2 = queue.ready();
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "Woken once.")
  public static class TwoWakeOneLeader {
    private final Leadership leadership = new Leadership(new Flag());

    public TwoWakeOneLeader() {
      leadership.aboutToWait();
    }

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = leadership.wake();
    }

    @Actor
    public void two(ZZ_Result result) {
      result.r2 = leadership.wake();
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "One heir, called once.")
  public static class TwoCallOneWorker {
    private final IdleWorkers idle = new IdleWorkers(1);

    public TwoCallOneWorker() {
      idle.push(0);
    }

    @Actor
    public void passesOnLeadership(ZZ_Result result) {
      result.r1 = idle.pop() == 0;
    }

    @Actor
    public void offers(ZZ_Result result) {
      result.r2 = idle.popForTask() == 0;
    }
  }
}
