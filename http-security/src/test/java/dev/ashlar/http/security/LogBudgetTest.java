package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBudgetTest {
  private static final LogBudget.Verdict LEAVE_OUT = new LogBudget.LeaveOut();

  private static LogBudget.Verdict write(long leftOut) {
    return new LogBudget.Write(leftOut);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, -1_000, Long.MAX_VALUE - 15, Long.MIN_VALUE})
  void letsABurstThroughAndThenOneAnInterval(long start) {
    LogBudget budget = new LogBudget(3, Duration.ofNanos(10));

    List<LogBudget.Verdict> verdicts =
        LongStream.of(0, 0, 0, 0, 9, 10, 10, 19, 20, 30)
            .mapToObj(offset -> budget.ask(start + offset))
            .toList();

    assertEquals(
        List.of(
            write(0), write(0), write(0), LEAVE_OUT, LEAVE_OUT, write(2), LEAVE_OUT, LEAVE_OUT,
            write(2), write(0)),
        verdicts);
  }

  @Test
  void savesNoMoreThanOneBurst() {
    LogBudget budget = new LogBudget(2, Duration.ofNanos(10));
    budget.ask(0);

    assertEquals(write(0), budget.ask(1_000_000));
    assertEquals(write(0), budget.ask(1_000_000));
    assertEquals(LEAVE_OUT, budget.ask(1_000_000));
  }

  @Test
  void countsEachLineOnce() {
    LogBudget budget = new LogBudget(1, Duration.ofSeconds(1));
    long written = 0;
    long leftOut = 0;
    for (int i = 0; i < 10_000; i++) {
      if (budget.ask(i * 1_000_000L) instanceof LogBudget.Write(long before)) {
        written++;
        leftOut += before;
      }
    }
    leftOut += budget.settle();

    assertEquals(10, written);
    assertEquals(9_990, leftOut);
    assertEquals(0, budget.settle());
  }

  @Test
  void bearsThreadsWhoseClocksAreReadOutOfOrder() {
    LogBudget budget = new LogBudget(1, Duration.ofNanos(10));

    assertEquals(write(0), budget.ask(100));
    assertEquals(LEAVE_OUT, budget.ask(95));
    assertEquals(write(1), budget.ask(110));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1_000})
  void staysWithinTheLongestIntervals(int burst) {
    LogBudget budget = new LogBudget(burst, Duration.ofNanos(Long.MAX_VALUE / burst));
    for (int i = 0; i < burst; i++) {
      assertEquals(write(0), budget.ask(7));
    }

    for (int i = 0; i < 10; i++) {
      assertEquals(LEAVE_OUT, budget.ask(7 + i));
    }
  }

  @Test
  void refusesWhatIsNoBudget() {
    assertThrows(IllegalArgumentException.class, () -> new LogBudget(0, Duration.ofSeconds(1)));
    assertThrows(IllegalArgumentException.class, () -> new LogBudget(1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new LogBudget(1, Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> new LogBudget(3, Duration.ofDays(100_000)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LogBudget(2, Duration.ofNanos(Long.MAX_VALUE / 2 + 1)));
    assertThrows(
        IllegalArgumentException.class, () -> new LogBudget(1, Duration.ofSeconds(1L << 40)));
  }
}
