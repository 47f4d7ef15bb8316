package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBudgetTest {
  private final List<String> written = new ArrayList<>();
  private long now = 1_000_000_000_000L;
  private final LineBudget budget = new LineBudget(() -> now);

  @Test
  void letsABurstThroughAndThenOneASecond() {
    spend(LineBudget.BURST + 5);
    assertEquals(LineBudget.BURST, written.size());
    pass();
    spend(3);
    assertEquals(LineBudget.BURST + 1, written.size());
  }

  @Test
  void saysHowManyWereLeftOut() {
    spend(LineBudget.BURST + 5);
    assertTrue(written.stream().allMatch(String::isEmpty));
    pass();
    spend(1);
    assertEquals(" (5 like this left out)", written.getLast());
    pass();
    spend(1);
    assertEquals("", written.getLast());
  }

  @Test
  void settlesWhatWasLeftOutOnce() {
    spend(LineBudget.BURST + 2);
    assertEquals(2, budget.settle());
    assertEquals(0, budget.settle());
  }

  private void pass() {
    now += LineBudget.INTERVAL.toNanos();
  }

  private void spend(int lines) {
    for (int line = 0; line < lines; line++) {
      budget.spend(written::add);
    }
  }
}
