package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadershipTest {
  private final BlockingSource source = new BlockingSource();
  private final Leadership leadership = new Leadership(source);

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "2,1", "3,2", "4,4", "11,512", "12,1000", "13,1000", "2147483647,1000"})
  void pausesLongerWithEachFailureUpToASecond(int failures, long millis) {
    assertEquals(millis * 1_000_000, Leadership.pauseAfter(failures));
  }

  @Test
  void pausesFromTheSecondFailureOnUntilARoundSucceeds() {
    long now = Long.MAX_VALUE - 10; // System.nanoTime may overflow
    assertEquals(0, leadership.pauseNanos(now));
    leadership.failed(now);
    assertTrue(leadership.failing());
    assertEquals(0, leadership.pauseNanos(now));
    leadership.failed(now);
    assertEquals(1_000_000, leadership.pauseNanos(now));
    assertEquals(-5, leadership.pauseNanos(now + 1_000_005));
    leadership.succeeded();
    assertFalse(leadership.failing());
    assertEquals(0, leadership.pauseNanos(now));
    leadership.failed(now);
    assertEquals(0, leadership.pauseNanos(now), "counted from the beginning");
  }

  @Test
  void wakesNobodyWhoIsAwake() {
    assertFalse(leadership.wake());
    leadership.aboutToWait();
    leadership.awake();
    assertFalse(leadership.wake());
    assertEquals(0, source.wakeUps.get());
  }

  @Test
  void wakesOnceForEachWait() {
    for (int wait = 1; wait <= 3; wait++) {
      leadership.aboutToWait();
      assertTrue(leadership.wake());
      assertFalse(leadership.wake());
      assertEquals(wait, source.wakeUps.get());
    }
  }

  @Test
  void wakesAgainAfterAWakeUpThatThrew() {
    Leadership rude = new Leadership(throwingOnce(() -> {}));
    rude.aboutToWait();
    assertThrows(IllegalStateException.class, rude::wake);
    assertTrue(rude.wake());
    assertFalse(rude.wake());
    assertEquals(2, source.wakeUps.get());
  }

  @Test
  void leavesThePauseAloneThatBeganDuringAWakeUpThatThrew() {
    Leadership[] rude = new Leadership[1];
    rude[0] = new Leadership(throwingOnce(() -> rude[0].aboutToPause()));
    rude[0].aboutToWait();
    assertThrows(IllegalStateException.class, rude[0]::wake);
    assertTrue(rude[0].wake());
    assertEquals(1, source.wakeUps.get(), "it is unparked instead");
  }

  /// A source whose first wake-up throws.
  ///
  /// @param meanwhile what happens during that
  private TaskSource throwingOnce(Runnable meanwhile) {
    return new BlockingSource() {
      @Override
      public void wakeUp() {
        source.wakeUp();
        if (source.wakeUps.get() == 1) {
          meanwhile.run();
          throw new IllegalStateException("wakeUp");
        }
      }
    };
  }

  @Test
  void wakesNobodyOnBehalfOfTheLeaderItself() {
    leadership.begin();
    leadership.aboutToWait();
    assertFalse(leadership.wake());
    assertEquals(0, source.wakeUps.get());
  }

  @Test
  @Timeout(60)
  void wakesFromAPauseWithoutTheSource() throws Exception {
    CountDownLatch pausing = new CountDownLatch(1);
    Thread leader =
        new Thread(() -> {
          leadership.begin();
          leadership.aboutToPause();
          pausing.countDown();
          LockSupport.park();
        });
    leader.start();
    pausing.await();
    assertTrue(leadership.wake());
    assertFalse(leadership.wake());
    leader.join();
    assertEquals(0, source.wakeUps.get());
  }
}
