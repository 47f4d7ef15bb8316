package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SieveCacheTest {
  private static final long PLENTY = 1L << 40;

  private final List<String> forgotten = new ArrayList<>();

  private SieveCache<String> cache(int maxEntries, long maxWeight) {
    return new SieveCache<>(maxEntries, maxWeight, forgotten::add);
  }

  private static void putAll(SieveCache<String> cache, String... keys) {
    for (String key : keys) {
      assertTrue(cache.put(key, key, 1));
    }
  }

  @Test
  void forgetsTheOldestThatWasNotUsed() {
    SieveCache<String> cache = cache(3, PLENTY);
    putAll(cache, "a", "b", "c");
    cache.get("a");

    putAll(cache, "d");

    assertEquals(List.of("b"), forgotten);
    assertEquals("a", cache.get("a"));
    assertNull(cache.get("b"));
  }

  /// The example of the paper's figure: marked entries are passed over and lose their mark, and the
  /// hand goes on from where it stopped.
  @Test
  void movesItsHandFromTheOldestToTheNewest() {
    SieveCache<String> cache = cache(7, PLENTY);
    putAll(cache, "g", "f", "e", "d", "c", "b", "a");
    List.of("g", "f", "d", "b", "a").forEach(cache::get);

    putAll(cache, "h");
    cache.get("a");
    cache.get("d");
    putAll(cache, "i");
    cache.get("b");
    putAll(cache, "j");

    assertEquals(List.of("e", "c", "h"), forgotten);
  }

  @Test
  void keepsWhatIsUsedThroughAFloodOfNewNames() {
    SieveCache<String> cache = cache(100, PLENTY);
    for (int i = 0; i < 50; i++) {
      cache.put("hot" + i, "hot", 1);
      cache.get("hot" + i);
    }

    for (int i = 0; i < 100_000; i++) {
      cache.put("flood" + i, "flood", 1);
      if (i % 50 == 0) {
        cache.get("hot" + i / 50 % 50);
      }
    }

    assertFalse(forgotten.contains("hot"));
    assertEquals(100, cache.size());
  }

  @Test
  void staysWithinItsWeight() {
    SieveCache<String> cache = cache(1_000, 100_000);
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      cache.put("key" + random.nextInt(500), "value", random.nextInt(20_000));
      cache.get("key" + random.nextInt(500));
      assertTrue(cache.weight() <= 100_000);
    }
    assertTrue(cache.size() > 3, "it keeps what it can: " + cache.size());
  }

  @Test
  void staysWithinItsPlacesWhateverEachValueTakes() {
    SieveCache<String> cache = cache(4, PLENTY);
    assertTrue(cache.put("a", "a", 2, 1));
    assertTrue(cache.put("b", "b", 2, 1));
    assertFalse(cache.put("c", "c", 5, 1), "more than there are");

    assertTrue(cache.put("d", "d", 3, 1));
    assertTrue(cache.put("e", "e", 1, 1));

    assertEquals(Set.of("a", "b"), new HashSet<>(forgotten));
    assertEquals(2, cache.size());
  }

  @Test
  void isFilledToTheLastPlaceAndTheLastByte() {
    long weight = 9 + 1 + SieveCache.ENTRY_OVERHEAD;
    SieveCache<String> cache = cache(4, 2 * weight);
    assertTrue(cache.put("a", "a", 2, 9));
    assertTrue(cache.put("b", "b", 2, 9));
    assertEquals(List.of(), forgotten);

    assertTrue(cache.put("c", "c", 4, weight + 9), "all of it for one");
    assertEquals(Set.of("a", "b"), new HashSet<>(forgotten));
    assertEquals(2 * weight, cache.weight());
  }

  @Test
  void keepsInUseWhatIsReplacedInUse() {
    SieveCache<String> cache = cache(3, PLENTY);
    putAll(cache, "a", "b", "c");
    cache.get("a");
    cache.put("a", "new", 1);

    putAll(cache, "d", "e", "f");

    assertEquals("new", cache.get("a"));
    assertEquals(List.of("a", "b", "c", "d"), forgotten, "first the value that was replaced");
  }

  @Test
  void refusesWhatIsHeavierThanAllOfIt() {
    SieveCache<String> cache = cache(10, 10_000);
    putAll(cache, "a");

    assertFalse(cache.put("b", "b", 10_000));

    assertEquals(List.of(), forgotten);
    assertEquals("a", cache.get("a"));
  }

  @Test
  void keepsNothingWhereItMayNot() {
    assertFalse(cache(0, PLENTY).put("a", "a", 1));
    assertFalse(cache(10, 0).put("a", "a", 1));
  }

  @Test
  void replacesTheValueOfAKey() {
    SieveCache<String> cache = cache(10, PLENTY);
    cache.put("a", "old", 7);
    cache.put("a", "new", 9);

    assertEquals("new", cache.get("a"));
    assertEquals(List.of("old"), forgotten);
    assertEquals(1, cache.size());
    assertEquals(9 + 1 + SieveCache.ENTRY_OVERHEAD, cache.weight());
  }

  @Test
  void removesAValueOnlyWhileItIsTheOneThere() {
    SieveCache<String> cache = cache(10, PLENTY);
    cache.put("a", "new", 1);

    cache.remove("a", "old");
    assertEquals("new", cache.get("a"));
    cache.remove("a", "new");
    assertNull(cache.get("a"));
    cache.remove("a", "new");

    assertEquals(List.of("new"), forgotten);
    assertEquals(0, cache.weight());
  }

  @Test
  void forgetsAllWhenItIsClosedAndKeepsNothingAfterwards() {
    SieveCache<String> cache = cache(10, PLENTY);
    putAll(cache, "a", "b");

    cache.close();

    assertEquals(Set.of("a", "b"), new HashSet<>(forgotten));
    assertFalse(cache.put("c", "c", 1));
    assertEquals(0, cache.size());
  }

  @Test
  @Timeout(60)
  void forgetsEachValueOnceWhateverSeveralThreadsDo() throws InterruptedException {
    Set<Integer> put = ConcurrentHashMap.newKeySet();
    Set<Integer> gone = ConcurrentHashMap.newKeySet();
    Set<Integer> twice = ConcurrentHashMap.newKeySet();
    SieveCache<Integer> cache =
        new SieveCache<>(
            50,
            PLENTY,
            value -> {
              if (!gone.add(value)) {
                twice.add(value);
              }
            });
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int id = t;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                Random random = new Random(id);
                awaitStart(start);
                for (int i = 0; i < 20_000; i++) {
                  String key = "key" + random.nextInt(200);
                  Integer seen = cache.get(key);
                  if (seen != null && random.nextInt(20) == 0) {
                    cache.remove(key, seen);
                  } else if (random.nextInt(3) == 0) {
                    Integer value = id * 1_000_000 + i;
                    put.add(value);
                    cache.put(key, value, 1);
                  }
                }
              }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    cache.close();

    assertEquals(Set.of(), twice);
    assertEquals(put, gone);
    assertEquals(0, cache.weight());
  }

  private static void awaitStart(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
