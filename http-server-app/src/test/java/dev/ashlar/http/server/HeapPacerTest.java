package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapPacerTest {
  private long used;
  private long living;
  private int collections;

  private final HeapPacer pacer =
      new HeapPacer(
          () -> used,
          () -> {
            used = living;
            collections++;
          });

  @Test
  void leavesASmallHeapAlone() {
    assertEquals(0, collectionsAt(HeapPacer.FLOOR - 1));
    assertEquals(1, collectionsAt(HeapPacer.FLOOR));
  }

  @Test
  void letsTheHeapGrowInProportionToWhatLives() {
    living = HeapPacer.FLOOR;
    assertEquals(1, collectionsAt(HeapPacer.FLOOR));
    assertEquals(1, collectionsAt(HeapPacer.GROWTH * living - 1));
    assertEquals(2, collectionsAt(HeapPacer.GROWTH * living));
  }

  @Test
  void collectsEarlierAgainWhenLessLives() {
    living = 10 * HeapPacer.FLOOR;
    assertEquals(1, collectionsAt(living));
    living = 1;
    assertEquals(2, collectionsAt(HeapPacer.GROWTH * 10 * HeapPacer.FLOOR));
    assertEquals(2, collectionsAt(HeapPacer.FLOOR - 1));
    assertEquals(3, collectionsAt(HeapPacer.FLOOR));
  }

  /// What was left may have been so much that three times as much never fits: from then on only the
  /// collector itself, once the heap is full, can find that less lives.
  @Test
  void collectsEarlierAgainWhenTheCollectorItselfHasFoundThatLessLives() {
    living = 10 * HeapPacer.FLOOR;
    assertEquals(1, collectionsAt(living));
    living = 1;
    assertEquals(1, collectionsAt(living));
    assertEquals(1, collectionsAt(HeapPacer.FLOOR - 1));
    assertEquals(2, collectionsAt(HeapPacer.FLOOR));
  }

  @Test
  void looksUntilItsThreadIsInterrupted() throws InterruptedException {
    Thread thread = Thread.ofPlatform().start(pacer::run);
    thread.interrupt();
    thread.join();
    assertEquals(0, collections);
  }

  private int collectionsAt(long inUse) {
    used = inUse;
    pacer.look();
    return collections;
  }
}
