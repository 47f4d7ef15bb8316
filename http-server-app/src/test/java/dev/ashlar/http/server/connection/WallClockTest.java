package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {
  private static final long MILLI = 1_000_000;

  private long nanos = -5 * MILLI;
  private long millis = 1_000;
  private int looks;

  private final WallClock clock = new WallClock(this::look, () -> nanos);

  private Instant look() {
    looks++;
    return Instant.ofEpochMilli(millis);
  }

  private void pass(long passed) {
    nanos += passed;
    millis += passed / MILLI;
  }

  @Test
  void tellsTheTimeOfAMomentWithoutALook() {
    assertEquals(1_000, clock.millisAt(nanos));
    assertEquals(1_000, clock.millisAt(nanos + MILLI - 1));
    assertEquals(1_001, clock.millisAt(nanos + MILLI));
    assertEquals(1, looks);
  }

  @Test
  void knowsAMomentBeforeTheLastLook() {
    assertEquals(999, clock.millisAt(nanos - 1));
    assertEquals(990, clock.millisAt(nanos - 10 * MILLI));
    assertEquals(1, looks);
  }

  @Test
  void noticesThatTheClockWasSet() {
    millis += 3_600_000;
    pass(WallClock.HOLDS - 1);
    assertEquals(1_099, clock.millisAt(nanos));
    pass(1);
    assertEquals(millis, clock.millisAt(nanos));
    assertEquals(2, looks);
  }

  @Test
  void goesOnAfterALongTime() {
    pass(86_400_000 * MILLI);
    assertEquals(millis, clock.millisAt(nanos));
    assertEquals(millis - 1, clock.millisAt(nanos - MILLI));
    assertEquals(2, looks);
  }
}
