package dev.ashlar.http.pool.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecentWaitsTest {
  private static final long WINDOW = RecentWaits.WINDOW_NANOS;

  // Close to where System.nanoTime overflows, which it may do at any time.
  private static final long ORIGIN = Long.MAX_VALUE - WINDOW / 2;

  private final RecentWaits waits = new RecentWaits(ORIGIN);

  /// A time as many nanoseconds after the origin, overflow included.
  private static long at(long nanos) {
    return ORIGIN + nanos;
  }

  private void assertSummary(long longest, long mean, long nanos) {
    RecentWaits.Summary summary = new RecentWaits.Summary();
    waits.addTo(summary, at(nanos));
    assertEquals(longest, summary.longestNanos());
    assertEquals(mean, summary.meanNanos());
  }

  @Test
  void areNoneAtFirst() {
    assertSummary(0, 0, 0);
    assertSummary(0, 0, 3 * WINDOW);
  }

  @Test
  void areSummedUpWithinAWindow() {
    waits.add(ORIGIN, 10);
    waits.add(at(1), 50);
    waits.add(at(WINDOW - 1), 30);
    assertSummary(50, 30, WINDOW - 1);
  }

  @Test
  void areKeptForOneMoreWindowAndThenForgotten() {
    waits.add(ORIGIN, 40);
    assertSummary(40, 40, 2 * WINDOW - 1);
    assertSummary(0, 0, 2 * WINDOW);
  }

  @Test
  void coverThisWindowAndTheOneBefore() {
    waits.add(ORIGIN, 90);
    waits.add(at(WINDOW), 10);
    assertSummary(90, 50, WINDOW);
    waits.add(at(2 * WINDOW), 30);
    assertSummary(30, 20, 2 * WINDOW);
  }

  @Test
  void doNotReturnAfterALongSilence() {
    waits.add(ORIGIN, 90);
    waits.add(at(100 * WINDOW), 10);
    assertSummary(10, 10, 100 * WINDOW);
  }

  @Test
  void ofSeveralWorkersAreSummedUpTogether() {
    RecentWaits other = new RecentWaits(ORIGIN);
    waits.add(ORIGIN, 10);
    waits.add(ORIGIN, 20);
    other.add(ORIGIN, 60);
    RecentWaits.Summary summary = new RecentWaits.Summary();
    waits.addTo(summary, ORIGIN);
    other.addTo(summary, ORIGIN);
    assertEquals(60, summary.longestNanos());
    assertEquals(30, summary.meanNanos());
  }
}
