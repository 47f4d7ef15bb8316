package dev.ashlar.http.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.ashlar.http.pool.queue.BoundedQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// Whole workers against offers and shutdown. One actor is a worker from its birth to its end: if a
/// wake-up were lost or the end never seen, it would not return.
public class ShutdownStress {
  private static final PoolListener SILENT =
      new PoolListener() {
        @Override
        public void taskFailed(Runnable task, Throwable failure) {}

        @Override
        public void sourceFailed(TaskSource source, Throwable failure) {}
      };

  private static Dispatch dispatch(int workers, List<TaskSource> sources) {
    return new Dispatch(workers, new BoundedQueue(2), sources, new Events(SILENT));
  }

  @JCStressTest
  @State
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "What was accepted has run.")
  public static class WorkerLives {
    private final Dispatch dispatch = dispatch(1, List.of());
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void owner(II_Result result) {
      result.r1 += dispatch.offer(this::failAfterCounting) ? 1 : 0;
      result.r1 += dispatch.offer(ran::incrementAndGet) ? 1 : 0;
      dispatch.shutdown();
    }

    private void failAfterCounting() {
      ran.incrementAndGet();
      throw new IllegalStateException("as asked");
    }

    @Actor
    public void worker() {
      dispatch.workers().getFirst().run();
    }

    @Arbiter
    public void end(II_Result result) {
      result.r2 = ran.get();
    }
  }

  /// The last worker runs when all is over, and finds what the other one left.
  @JCStressTest
  @State
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "What was accepted has run.")
  public static class OfferAgainstShutdown {
    private final Dispatch dispatch = dispatch(1, List.of());
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void producer(II_Result result) {
      result.r1 = dispatch.offer(ran::incrementAndGet) ? 1 : 0;
    }

    @Actor
    public void owner() {
      dispatch.shutdown();
    }

    @Arbiter
    public void end(II_Result result) {
      dispatch.workers().getFirst().run();
      result.r2 = ran.get();
    }
  }

  /// The only worker leads, its first round fails, and tasks have to wake it between rounds.
  @JCStressTest
  @State
  @Outcome(id = "2, false", expect = ACCEPTABLE, desc = "Both ran, and one led at a time.")
  public static class OnlyWorkerLeads {
    private final Flag source = new Flag(1, () -> {});
    private final Dispatch dispatch = dispatch(1, List.of(source));
    private final AtomicInteger ran = new AtomicInteger();

    public OnlyWorkerLeads() {
      dispatch.assignLeaders();
    }

    @Actor
    public void owner() {
      dispatch.offer(ran::incrementAndGet);
      // Nothing but the pool itself wakes the leader for this one.
      dispatch.offer(this::finish);
      dispatch.shutdown();
    }

    private void finish() {
      ran.incrementAndGet();
      source.finish();
    }

    @Actor
    public void worker() {
      dispatch.workers().getFirst().run();
    }

    @Arbiter
    public void end(IZ_Result result) {
      result.r1 = ran.get();
      result.r2 = source.conflict;
    }
  }

  /// The first round fails, so that the other worker leads the next; that offers a task, which goes
  /// back to the first worker and ends everything.
  @JCStressTest
  @State
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "It ran, and one led at a time.")
  public static class LeadershipIsPassedOn {
    private final Flag source = new Flag(1, this::offer);
    private final Dispatch dispatch = dispatch(2, List.of(source));
    private final AtomicInteger ran = new AtomicInteger();

    public LeadershipIsPassedOn() {
      dispatch.assignLeaders();
    }

    private void offer() {
      dispatch.offer(this::finish);
    }

    private void finish() {
      ran.incrementAndGet();
      dispatch.shutdown();
      source.finish();
    }

    @Actor
    public void one() {
      dispatch.workers().getFirst().run();
    }

    @Actor
    public void two() {
      dispatch.workers().getLast().run();
    }

    @Arbiter
    public void end(IZ_Result result) {
      result.r1 = ran.get();
      result.r2 = source.conflict;
    }
  }
}
