package dev.ashlar.http.server.observe;

import dev.ashlar.http.security.LogBudget;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Lets so many lines of one kind through that they fill no disk, and says how many it left out: a
/// burst of 20, then one a second, which is some 20 MB a day at worst.
final class LineBudget {
  static final int BURST = 20;
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final LogBudget budget = new LogBudget(BURST, INTERVAL);
  private final LongSupplier nanoTime;

  LineBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Runs `line` if there is room for one more, with what it is to say at its end.
  void spend(Line line) {
    if (budget.ask(nanoTime.getAsLong()) instanceof LogBudget.Write(long leftOut)) {
      line.write(leftOut == 0 ? "" : " (" + leftOut + " like this left out)");
    }
  }

  /// The number of lines left out since the last one; counts from 0 again.
  long settle() {
    return budget.settle();
  }

  /// Writes one line.
  interface Line {
    /// Writes the line with this at its end.
    void write(String leftOut);
  }
}
