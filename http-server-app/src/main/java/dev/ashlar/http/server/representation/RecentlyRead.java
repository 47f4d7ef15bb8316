package dev.ashlar.http.server.representation;

import dev.ashlar.http.server.api.Content;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which parts of an open file were read within the last few seconds, so that they most likely are
/// in the kernel's page cache.
///
/// The kernel itself would know, but has no way to tell a Java program. So this is a guess, made so
/// that a wrong one is rare and cheap: a part counts for at least one [#PERIOD] and at most three,
/// and one read that takes longer than [#SLOW] ends all trust in this file for a period.
///
/// The file is divided into granules: one page each in a file of up to 256 MiB, and several pages
/// each in a larger one, so that there are never more than 65,536. A granule of several pages
/// counts only if all of it was read, so small parts of such files do not count. Each granule takes
/// two bits: 16 KiB for a file at most.
///
/// Safe for use by several threads.
public final class RecentlyRead implements Content.Residency {
  /// How long a part counts, at least.
  static final Duration PERIOD = Duration.ofSeconds(1);

  /// From the memory, a turn's worth of a file takes a third of a millisecond.
  static final Duration SLOW = Duration.ofMillis(10);

  /// The smallest page that an operating system has. Whoever reads a byte of it has it whole.
  private static final int PAGE_SHIFT = 12;

  private static final int MOST_GRANULES = 1 << 16;

  private final long length;
  private final int shift;
  private final LongSupplier nanoTime;
  private final AtomicReference<Notes> notes;

  /// When the last slow reading ended, if `slow` says that there was one.
  private volatile long slowAt;

  private volatile boolean slow;

  /// What was read in one period and in the one before it, a bit for each granule.
  ///
  /// @param begun the period, as [System#nanoTime] counts
  private record Notes(long begun, AtomicLongArray now, @Nullable AtomicLongArray before) {
    /// What the next period begins with.
    Notes next(long time) {
      boolean recent = time - begun < 2 * PERIOD.toNanos();
      return new Notes(time, new AtomicLongArray(now.length()), recent ? now : null);
    }

    /// Whether all of `from` up to but not including `to` was read lately.
    boolean cover(int from, int to, long time) {
      long age = time - begun;
      if (age >= 2 * PERIOD.toNanos()) {
        return false;
      }
      AtomicLongArray earlier = age < PERIOD.toNanos() ? before : null;
      for (int word = from >> 6; word <= (to - 1) >> 6; word++) {
        long wanted = mask(word, from, to);
        long read = now.get(word) | (earlier == null ? 0 : earlier.get(word));
        if ((read & wanted) != wanted) {
          return false;
        }
      }
      return true;
    }

    void add(int from, int to) {
      for (int word = from >> 6; word <= (to - 1) >> 6; word++) {
        long read = mask(word, from, to);
        if ((now.get(word) & read) != read) {
          now.accumulateAndGet(word, read, (a, b) -> a | b);
        }
      }
    }

    /// The bits of one word that are in the range. Shifting takes a distance modulo 64.
    private static long mask(int word, int from, int to) {
      long mask = -1;
      if (word == from >> 6) {
        mask &= -1L << from;
      }
      if (word == (to - 1) >> 6) {
        mask &= -1L >>> -to;
      }
      return mask;
    }
  }

  /// Nothing of the file has been read yet.
  ///
  /// @param length of the file in bytes, at least 1
  public RecentlyRead(long length, LongSupplier nanoTime) {
    this.length = length;
    this.nanoTime = nanoTime;
    int granuleShift = PAGE_SHIFT;
    while ((length - 1) >> granuleShift >= MOST_GRANULES) {
      granuleShift++;
    }
    this.shift = granuleShift;
    AtomicLongArray nothing = new AtomicLongArray(((granulesUpTo(length) - 1) >> 6) + 1);
    this.notes = new AtomicReference<>(new Notes(time(), nothing, null));
  }

  /// The present time, as [System#nanoTime] counts.
  long time() {
    return nanoTime.getAsLong();
  }

  /// The size of a granule in bytes.
  long step() {
    return 1L << shift;
  }

  /// Notes that a part was read.
  ///
  /// @param count of bytes; 0 if only the time counts
  /// @param begun the [#time] at which that began
  void add(long position, long count, long begun) {
    long time = time();
    if (time - begun > SLOW.toNanos()) {
      slowAt = time;
      slow = true;
    }
    int from = firstWhole(position);
    int to = lastWhole(position + count);
    if (count > 0 && from < to) {
      current(time).add(from, to);
    }
  }

  private Notes current(long time) {
    Notes last;
    Notes next;
    do {
      last = notes.get();
      if (time - last.begun < PERIOD.toNanos()) {
        return last;
      }
      next = last.next(time);
    } while (!notes.compareAndSet(last, next));
    return next;
  }

  /// The first granule of which nothing is missing. A page is never read in part.
  private int firstWhole(long position) {
    long within = shift == PAGE_SHIFT ? 0 : (1L << shift) - 1;
    return (int) ((position + within) >> shift);
  }

  /// The granule after the last of which nothing is missing; a file's last one ends with the file.
  private int lastWhole(long end) {
    return shift == PAGE_SHIFT || end == length ? granulesUpTo(end) : (int) (end >> shift);
  }

  private int granulesUpTo(long end) {
    return (int) ((end - 1) >> shift) + 1;
  }

  @Override
  public boolean isLikely(long position, long count) {
    long time = time();
    if (slow && time - slowAt < PERIOD.toNanos()) {
      return false;
    }
    int to = granulesUpTo(position + count);
    return count == 0 || notes.get().cover((int) (position >> shift), to, time);
  }
}
