package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.PoolSnapshot;
import dev.ashlar.http.pool.TaskSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class PoolLogTest {
  private static final PoolSnapshot FULL =
      new PoolSnapshot(
          10, 1, 9, 1024, 1024, 5_000, 3, Duration.ofMillis(812), Duration.ofMillis(400));

  private final Lines lines = new Lines(Level.DEBUG);
  private final PoolLog log = new PoolLog(lines.logger(), () -> 0);

  @Test
  void tellsThePoolsLifeWithTheDepthOfItsQueue() {
    log.started(FULL);
    log.saturated(FULL);
    log.rejected(FULL);
    log.recovered(FULL);
    log.stopped(FULL);
    String figures = ": queue 1024/1024, 10 of 10 workers busy";
    String waiting = ", waiting up to 812 ms";
    assertEquals(
        List.of(
            "INFO started" + figures,
            "WARN saturated" + figures + waiting,
            "WARN rejected" + figures + waiting + ", 3 rejected so far",
            "INFO recovered" + figures + waiting,
            "INFO stopped" + figures + ", 5000 completed, 3 rejected"),
        lines.all());
  }

  @Test
  void countsALeaderThatRunsATaskOnce() {
    Duration none = Duration.ZERO;
    log.started(new PoolSnapshot(1, 1, 1, 0, 8, 0, 0, none, none));
    assertEquals(List.of("INFO started: queue 0/8, 1 of 1 workers busy"), lines.all());
  }

  @Test
  void tellsOfSaturationAndFailuresHoweverMuchIsRejected() {
    for (int request = 0; request < 100; request++) {
      log.rejected(FULL);
    }
    log.saturated(FULL);
    assertTrue(lines.all().getLast().startsWith("WARN saturated"));
    log.sourceFailed(new Source(), new IllegalStateException("a bug"));
    assertTrue(lines.all().stream().anyMatch(line -> line.startsWith("ERROR ")));
  }

  @Test
  void countsInTheSameDigitsWhereverTheServerRuns() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      log.started(FULL);
    } finally {
      Locale.setDefault(usual);
    }
    assertEquals(List.of("INFO started: queue 1024/1024, 10 of 10 workers busy"), lines.all());
  }

  @Test
  void followsTheQueueAtDebugLevel() {
    log.queued(4);
    log.dequeued(3, 1_999_000);
    assertEquals(
        List.of("DEBUG queued: depth 4", "DEBUG dequeued after 1999 us: depth 3"), lines.all());
  }

  @Test
  void saysNothingOfTheQueueAboveDebugLevel() {
    Lines quiet = new Lines(Level.INFO);
    PoolLog other = new PoolLog(quiet.logger(), () -> 0);
    other.queued(4);
    other.dequeued(3, 1_999_000);
    other.leading(new Source());
    assertTrue(quiet.all().isEmpty());
  }

  @Test
  void cannotBeFilledByAFloodOfRejections() {
    for (int request = 0; request < 10_000; request++) {
      log.rejected(FULL);
    }
    assertEquals(LineBudget.BURST, lines.all().size());
  }

  @Test
  void tellsFailuresWithTheirTrace() {
    log.taskFailed(() -> {}, new IllegalStateException("a bug"));
    assertEquals("ERROR a task failed", lines.all().getFirst());
    assertEquals("    java.lang.IllegalStateException: a bug", lines.all().get(1));
  }

  @Test
  void tellsWhoLeadsAndWhatFailed() {
    log.leading(new Source());
    log.sourceFailed(new Source(), new IllegalStateException("a bug"));
    assertEquals(
        "DEBUG " + Thread.currentThread().getName() + " leads the selector", lines.all().get(0));
    assertEquals("ERROR the selector failed, and goes on", lines.all().get(1));
  }

  private static final class Source implements TaskSource {
    @Override
    public void lead(boolean mayWait) {}

    @Override
    public void wakeUp() {}

    @Override
    public boolean finished() {
      return true;
    }

    @Override
    public String toString() {
      return "the selector";
    }
  }
}
