package dev.ashlar.http.server.representation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentlyReadTest {
  private static final int PAGE = 4096;
  private static final long MIB = 1 << 20;
  private static final long PERIOD = RecentlyRead.PERIOD.toNanos();
  private static final long SLOW = RecentlyRead.SLOW.toNanos();

  /// Just before the counter of nanoseconds overflows.
  private long nanos = Long.MAX_VALUE - 1;

  private RecentlyRead file(long length) {
    return new RecentlyRead(length, () -> nanos);
  }

  private void read(RecentlyRead file, long position, long count) {
    file.add(position, count, nanos);
  }

  @Test
  void knowsNothingAtFirst() {
    RecentlyRead file = file(MIB);

    assertFalse(file.isLikely(0, 1));
    assertFalse(file.isLikely(0, MIB));
    assertTrue(file.isLikely(10, 0), "nothing has to be read for nothing");
  }

  @Test
  void knowsWhatWasRead() {
    RecentlyRead file = file(MIB);
    read(file, 300_000, 300_000);

    assertTrue(file.isLikely(300_000, 300_000));
    assertTrue(file.isLikely(450_000, 1));
    assertFalse(file.isLikely(290_000, 20_000), "its beginning was not read");
    assertFalse(file.isLikely(590_000, 20_000), "its end was not read");
    assertFalse(file.isLikely(0, MIB));
  }

  @Test
  void hasPagesAsAWhole() {
    RecentlyRead file = file(3 * PAGE - 100);
    read(file, PAGE + 7, 1);
    read(file, 2 * PAGE, 1);

    assertTrue(file.isLikely(PAGE, 2 * PAGE - 100));
    assertFalse(file.isLikely(PAGE - 1, 1));
  }

  @Test
  void hasTheGranulesOfALargeFileOnlyIfAllOfThemWasRead() {
    long length = (1L << 40) - 5;
    int granule = 1 << 24;
    RecentlyRead file = file(length);
    read(file, granule - 1, granule);
    assertFalse(file.isLikely(granule, 1), "the first lacks its beginning, the second its end");

    read(file, granule - 1, granule + 1);
    assertTrue(file.isLikely(granule, granule));
    assertFalse(file.isLikely(granule - 1, 1));

    read(file, length - granule, granule);
    assertTrue(file.isLikely(length - 1, 1), "the last one ends where the file does");
  }

  @Test
  void forgets() {
    RecentlyRead file = file(MIB);
    nanos += PERIOD - 1;
    read(file, 0, MIB);
    nanos += PERIOD;
    assertTrue(file.isLikely(0, MIB), "a period is the least");

    read(file, 0, 1);
    nanos += PERIOD - 1;
    assertTrue(file.isLikely(0, MIB), "the last of the period that followed");
    nanos++;
    assertFalse(file.isLikely(0, MIB));
    assertTrue(file.isLikely(0, PAGE));
    nanos += PERIOD;
    assertFalse(file.isLikely(0, PAGE));
    read(file, MIB - 1, 1);
    assertFalse(file.isLikely(0, PAGE), "what was forgotten does not come back");
  }

  @Test
  void trustsNothingAfterASlowReading() {
    RecentlyRead file = file(MIB);
    read(file, 0, MIB);
    long begun = nanos;
    nanos += SLOW;
    file.add(0, MIB, begun);
    assertTrue(file.isLikely(0, MIB), "that is not slow");

    nanos += 1;
    file.add(0, MIB, begun);
    assertFalse(file.isLikely(0, 1));
    nanos += PERIOD - 1;
    read(file, 0, MIB);
    assertFalse(file.isLikely(0, 1));
    nanos += 1;
    assertTrue(file.isLikely(0, MIB));
  }

  /// Beside a list of when each page was read last.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void neverSaysMoreThanWasRead(int seed) {
    Random random = new Random(seed);
    int pages = 200;
    RecentlyRead file = file((long) pages * PAGE);
    long[] lastRead = new long[pages];
    Arrays.fill(lastRead, nanos - 100 * PERIOD);
    int likely = 0;
    for (int step = 0; step < 5_000; step++) {
      nanos += random.nextLong(PERIOD / 10);
      int from = random.nextInt(pages);
      int to = from + 1 + random.nextInt(pages - from);
      long oldest = 0;
      for (int page = from; page < to; page++) {
        oldest = Math.max(oldest, nanos - lastRead[page]);
      }
      boolean answer = file.isLikely((long) from * PAGE, (long) (to - from) * PAGE);
      assertTrue(!answer || oldest < 3 * PERIOD, "said yes after " + oldest);
      assertTrue(answer || oldest >= PERIOD, "said no after " + oldest);
      likely += answer ? 1 : 0;
      if (random.nextInt(4) == 0) {
        read(file, (long) from * PAGE, (long) (to - from) * PAGE);
        Arrays.fill(lastRead, from, to, nanos);
      }
    }
    assertTrue(likely > 500 && likely < 4_500, "both answers came: " + likely);
  }
}
