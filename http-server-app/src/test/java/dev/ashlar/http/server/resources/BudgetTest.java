package dev.ashlar.http.server.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Budget budget = new Budget(10);

  @Test
  void givesToTheLastAndNoMore() {
    assertTrue(budget.take(4));
    assertFalse(budget.take(7));
    assertEquals(6, budget.left(), "nothing was taken by whom it was not enough for");
    assertTrue(budget.take(6));
    assertFalse(budget.take(1));
    assertTrue(budget.take(0));
    assertEquals(0, budget.left());
  }

  @Test
  void givesAgainWhatWasGivenBack() {
    assertTrue(budget.take(10));
    budget.giveBack(3);
    assertFalse(budget.take(4));
    assertTrue(budget.take(3));
  }

  @Test
  void givesNothingWhereThereIsNothing() {
    assertFalse(new Budget(0).take(1));
  }

  @Test
  void isNotOverdrawnByManyAtOnce() throws Exception {
    Budget shared = new Budget(1000);
    try (ForkJoinPool pool = new ForkJoinPool(4)) {
      long taken =
          pool.submit(() -> IntStream.range(0, 3000).parallel().filter(i -> shared.take(1)).count())
              .get();
      assertEquals(1000, taken);
    }
    assertEquals(0, shared.left());
  }
}
