package dev.ashlar.http.security;

import java.time.Duration;

/// Judges whether one more line is logged, so that whoever is refused all day cannot fill a disk.
///
/// A burst of lines is let through at once, and after it one line an interval; what was left out is
/// counted and told with the next line that is let through. It has no clock of its own.
///
/// ```java
/// LogBudget budget = new LogBudget(20, Duration.ofSeconds(1));
/// if (budget.ask(System.nanoTime()) instanceof LogBudget.Write(long leftOut)) {
///   log(refusal + (leftOut == 0 ? "" : " (" + leftOut + " more left out)"));
/// }
/// ```
///
/// Any thread may call it.
public final class LogBudget {
  private static final Verdict LEAVE_OUT = new LeaveOut();

  private final long interval;
  private final long tolerance;

  // The generic cell rate algorithm: one moment instead of a bucket of tokens.
  private boolean started;
  private long nextDue;
  private long leftOut;

  /// What [#ask] says.
  public sealed interface Verdict permits Write, LeaveOut {}

  /// Write the line.
  ///
  /// @param leftOut how many lines were left out since the last one that was let through
  public record Write(long leftOut) implements Verdict {}

  /// Leave the line out. It has been counted.
  public record LeaveOut() implements Verdict {}

  /// A full budget.
  ///
  /// @param burst how many lines are let through at once, at least 1
  /// @param interval after how long one more is let through, more than nothing
  /// @throws IllegalArgumentException if one of them is less, or they are too long together
  public LogBudget(int burst, Duration interval) {
    if (burst < 1 || !interval.isPositive()) {
      throw new IllegalArgumentException("A burst is at least 1 and an interval more than 0.");
    }
    try {
      this.interval = interval.toNanos();
      // The whole product, so that the next moment due never wraps around to before now.
      this.tolerance = Math.multiplyExact(this.interval, (long) burst) - this.interval;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("A burst times its interval is at most 292 years.", e);
    }
  }

  /// Asks whether one more line is written now.
  ///
  /// @param nanoTime now, in ns, as [System#nanoTime] says it: only differences mean anything
  public synchronized Verdict ask(long nanoTime) {
    if (!started || nextDue - nanoTime < 0) {
      started = true;
      nextDue = nanoTime;
    }
    if (nextDue - nanoTime > tolerance) {
      leftOut++;
      return LEAVE_OUT;
    }
    nextDue += interval;
    Verdict verdict = new Write(leftOut);
    leftOut = 0;
    return verdict;
  }

  /// How many lines were left out since the last one that was let through, for a last line at the
  /// end; counts from 0 again.
  public synchronized long settle() {
    long count = leftOut;
    leftOut = 0;
    return count;
  }
}
