package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.queue.BoundedQueue;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a worker that goes to sleep might have missed, step by step and without a thread. That the
/// steps of several threads never meet badly is for the model to show.
class DispatchTest {
  private final Dispatch dispatch =
      new Dispatch(1, new BoundedQueue(2), List.of(), new Events(new Recorder()));

  private final Worker worker = dispatch.workers().getFirst();

  /// As while it is at work.
  @BeforeEach
  void wake() {
    dispatch.callEverybody();
  }

  private boolean isAsleep() {
    return dispatch.passOn(new Leadership(new BlockingSource()));
  }

  @Test
  void letsAWorkerSleepThatHasMissedNothing() {
    dispatch.rest(worker);
    assertTrue(isAsleep());
  }

  @Test
  void callsAWorkerForATaskThatCameBeforeItWasSeenToSleep() {
    dispatch.offer(() -> {});
    dispatch.rest(worker);
    assertFalse(isAsleep());
  }

  @Test
  void callsAWorkerForAShutdownThatCameBeforeItWasSeenToSleep() {
    dispatch.shutdown();
    dispatch.rest(worker);
    assertFalse(isAsleep());
  }
}
