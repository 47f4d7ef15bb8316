package dev.ashlar.http.pool.queue;

import java.util.concurrent.atomic.AtomicLongArray;

/// How long the tasks waited that one worker took lately. Written by that worker alone, read by
/// anybody, without a lock.
///
/// Time is cut into windows of five seconds, of which the present one and the one before are kept:
/// *recent* reaches back 5 to 10 seconds.
public final class RecentWaits {
  /// The length of one window, in nanoseconds.
  public static final long WINDOW_NANOS = 5_000_000_000L;

  private static final long IN_CHANGE = -1;

  private static final int WINDOW = 0;
  private static final int COUNT = 1;
  private static final int SUM = 2;
  private static final int LONGEST = 3;
  private static final int FIELDS = 4;

  private final long origin;
  private final AtomicLongArray fields = new AtomicLongArray(2 * FIELDS);

  /// No waits.
  ///
  /// @param origin the `System.nanoTime` from which windows are counted
  public RecentWaits(long origin) {
    this.origin = origin;
    fields.set(FIELDS + WINDOW, IN_CHANGE);
  }

  private long window(long now) {
    return (now - origin) / WINDOW_NANOS;
  }

  /// Notes a wait. Only by the worker that owns this.
  public void add(long now, long waitNanos) {
    long window = window(now);
    int base = (int) (window & 1) * FIELDS;
    if (fields.getOpaque(base + WINDOW) != window) {
      fields.set(base + WINDOW, IN_CHANGE);
      fields.set(base + COUNT, 0);
      fields.set(base + SUM, 0);
      fields.set(base + LONGEST, 0);
      fields.set(base + WINDOW, window);
    }
    fields.setOpaque(base + COUNT, fields.getOpaque(base + COUNT) + 1);
    fields.setOpaque(base + SUM, fields.getOpaque(base + SUM) + waitNanos);
    if (waitNanos > fields.getOpaque(base + LONGEST)) {
      fields.setOpaque(base + LONGEST, waitNanos);
    }
  }

  /// Adds the recent waits to a summary.
  public void addTo(Summary summary, long now) {
    long window = window(now);
    for (int base = 0; base < 2 * FIELDS; base += FIELDS) {
      long seen = fields.get(base + WINDOW);
      if (seen == IN_CHANGE || seen < window - 1) {
        continue;
      }
      long count = fields.get(base + COUNT);
      long sum = fields.get(base + SUM);
      long longest = fields.get(base + LONGEST);
      // A window that was begun anew meanwhile is left out: its figures are of two times.
      if (fields.get(base + WINDOW) == seen) {
        summary.add(count, sum, longest);
      }
    }
  }

  /// The waits of several workers together. For one thread.
  public static final class Summary {
    private long count;
    private long sum;
    private long longest;

    private void add(long moreCount, long moreSum, long anotherLongest) {
      count += moreCount;
      sum += moreSum;
      longest = Math.max(longest, anotherLongest);
    }

    /// The longest wait, in nanoseconds; zero without any.
    public long longestNanos() {
      return longest;
    }

    /// The mean wait, in nanoseconds; zero without any.
    public long meanNanos() {
      return count == 0 ? 0 : sum / count;
    }
  }
}
