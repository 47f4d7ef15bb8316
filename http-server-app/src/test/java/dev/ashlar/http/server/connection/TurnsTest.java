package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<Integer> turns = new Turns<>();
  private final List<Integer> taken = new ArrayList<>();

  @Test
  void areTakenInOrderAndSomeInEachRound() {
    List<Integer> all = IntStream.range(0, 2 * Turns.MOST + 1).boxed().toList();
    all.forEach(turns::add);
    for (int round = 1; round <= 3; round++) {
      assertFalse(turns.isEmpty());
      turns.take(taken::add);
      assertEquals(all.subList(0, Math.min(round * Turns.MOST, all.size())), taken);
    }
    assertTrue(turns.isEmpty());
  }

  @Test
  void areTakenLaterByWhoAsksMeanwhile() {
    turns.add(1);
    turns.take(member -> {
      taken.add(member);
      turns.add(2);
    });
    assertEquals(List.of(1), taken);
    turns.take(taken::add);
    assertEquals(List.of(1, 2), taken);
  }
}
