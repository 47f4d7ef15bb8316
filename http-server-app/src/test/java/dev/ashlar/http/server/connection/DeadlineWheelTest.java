package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWheelTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long LATEST = 100 * MILLISECOND;

  private static final class Alarm extends DeadlineWheel.Entry {
    long rangAt = Long.MIN_VALUE;

    boolean rang() {
      return rangAt != Long.MIN_VALUE;
    }

    @Override
    void expired(long now) {
      rangAt = now;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 49, 50, 51, 1000, 51_150, 51_200, 300_000})
  void ringsNeverEarlyAndAtMostTwoTicksLate(long milliseconds) {
    long deadline = 7 + milliseconds * MILLISECOND;
    DeadlineWheel wheel = new DeadlineWheel(7);
    Alarm alarm = new Alarm();
    wheel.schedule(alarm, deadline);
    long now = 7;
    while (!alarm.rang()) {
      long wait = wheel.nanosToNext(now);
      assertTrue(wait >= 0, "is filed");
      now += wait;
      wheel.advance(now);
    }
    assertTrue(alarm.rangAt >= deadline);
    assertTrue(alarm.rangAt <= deadline + LATEST);
    assertEquals(-1, wheel.nanosToNext(now));
  }

  @Test
  void isWaitedForNoLongerThanUntilTheFirstWhicheverWasFiledFirst() {
    DeadlineWheel wheel = new DeadlineWheel(0);
    Alarm far = new Alarm();
    Alarm near = new Alarm();
    wheel.schedule(far, 10_000 * MILLISECOND);
    assertTrue(wheel.nanosToNext(0) >= 10_000 * MILLISECOND);
    wheel.schedule(near, 1000 * MILLISECOND);

    long wait = wheel.nanosToNext(0);

    assertTrue(wait <= 1000 * MILLISECOND + LATEST, () -> "" + wait);
    wheel.advance(wait);
    assertTrue(near.rang());
    assertFalse(far.rang());
  }

  /// Or the leader would go round and round until the tick is over.
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 49, 50, 51, 1000, 51_150})
  void isDueAfterOneWait(long milliseconds) {
    DeadlineWheel wheel = new DeadlineWheel(7);
    Alarm alarm = new Alarm();
    wheel.schedule(alarm, 7 + milliseconds * MILLISECOND);

    wheel.advance(7 + wheel.nanosToNext(7));

    assertTrue(alarm.rang());
  }

  @Test
  void postponesAndAdvancesAndRemoves() {
    DeadlineWheel wheel = new DeadlineWheel(0);
    Alarm postponed = new Alarm();
    Alarm earlier = new Alarm();
    Alarm removed = new Alarm();
    wheel.schedule(postponed, 100 * MILLISECOND);
    wheel.schedule(earlier, 10_000 * MILLISECOND);
    wheel.schedule(removed, 100 * MILLISECOND);
    postponed.postpone(1000 * MILLISECOND);
    wheel.schedule(earlier, 100 * MILLISECOND);
    wheel.remove(removed);
    wheel.remove(removed);
    wheel.advance(200 * MILLISECOND);
    assertTrue(earlier.rang());
    assertFalse(postponed.rang());
    assertFalse(removed.rang());
    wheel.advance(1100 * MILLISECOND);
    assertTrue(postponed.rang());
  }

  @Test
  void goesOnWithTheOthersAfterOneThatThrew() {
    DeadlineWheel wheel = new DeadlineWheel(0);
    DeadlineWheel.Entry broken =
        new DeadlineWheel.Entry() {
          @Override
          void expired(long now) {
            throw new IllegalStateException("expired");
          }
        };
    Alarm before = new Alarm();
    Alarm after = new Alarm();
    wheel.schedule(before, 100 * MILLISECOND);
    wheel.schedule(broken, 100 * MILLISECOND);
    wheel.schedule(after, 100 * MILLISECOND);
    long now = 200 * MILLISECOND;
    assertThrows(IllegalStateException.class, () -> wheel.advance(now));
    assertEquals(0, wheel.nanosToNext(now));
    wheel.advance(now);
    assertTrue(before.rang());
    assertTrue(after.rang());
    assertEquals(-1, wheel.nanosToNext(now));
  }

  @Test
  void tellsSomeOfManyThatAreDueAtOnceAndTheOthersInTheNextRounds() {
    DeadlineWheel wheel = new DeadlineWheel(0);
    List<Alarm> many = Stream.generate(Alarm::new).limit(3 * DeadlineWheel.MOST_EXPIRED).toList();
    many.forEach(alarm -> wheel.schedule(alarm, 100 * MILLISECOND));
    Alarm other = new Alarm();
    wheel.schedule(other, 200 * MILLISECOND);
    long now = 300 * MILLISECOND;
    for (long round = 1; round <= 3; round++) {
      assertEquals(0, wheel.nanosToNext(now));
      wheel.advance(now);
      assertEquals(round * DeadlineWheel.MOST_EXPIRED, many.stream().filter(Alarm::rang).count());
    }
    assertFalse(other.rang());
    wheel.advance(now);
    assertTrue(other.rang());
    assertEquals(-1, wheel.nanosToNext(now));
  }

  @Test
  void losesNothingWhenItsLeaderWasStuckForLongerThanATurn() {
    DeadlineWheel wheel = new DeadlineWheel(0);
    Alarm due = new Alarm();
    Alarm later = new Alarm();
    wheel.schedule(due, 300 * MILLISECOND);
    wheel.schedule(later, 500_000 * MILLISECOND);
    wheel.advance(200_000 * MILLISECOND);
    assertTrue(due.rang());
    assertFalse(later.rang());
    wheel.advance(500_100 * MILLISECOND);
    assertTrue(later.rang());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithAModel(long seed) {
    Random random = new Random(seed);
    long now = random.nextLong() >> 2;
    DeadlineWheel wheel = new DeadlineWheel(now);
    Map<Alarm, Long> model = new HashMap<>();
    Alarm[] alarms = new Alarm[40];
    for (int i = 0; i < alarms.length; i++) {
      alarms[i] = new Alarm();
    }
    for (int step = 0; step < 20_000; step++) {
      Alarm alarm = alarms[random.nextInt(alarms.length)];
      long deadline = now + random.nextLong((200_000 * MILLISECOND) >> random.nextInt(18));
      switch (random.nextInt(4)) {
        case 0 -> {
          wheel.schedule(alarm, deadline);
          model.put(alarm, deadline);
        }
        case 1 -> {
          if (model.containsKey(alarm) && deadline > model.get(alarm)) {
            alarm.postpone(deadline);
            model.put(alarm, deadline);
          }
        }
        case 2 -> {
          wheel.remove(alarm);
          model.remove(alarm);
        }
        default -> {
          now += random.nextLong((20_000 * MILLISECOND) >> random.nextInt(16));
          do {
            wheel.advance(now);
          } while (wheel.nanosToNext(now) == 0);
          for (Alarm each : alarms) {
            Long expected = model.get(each);
            if (each.rang()) {
              assertTrue(expected != null && expected <= now, "early, or not asked for");
              model.remove(each);
              each.rangAt = Long.MIN_VALUE;
            } else {
              assertTrue(expected == null || expected > now - LATEST, "too late");
            }
          }
        }
      }
    }
  }
}
