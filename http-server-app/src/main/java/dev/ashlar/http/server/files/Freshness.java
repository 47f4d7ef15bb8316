package dev.ashlar.http.server.files;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Until when something that was seen in the file system is taken for unchanged, and whose turn it
/// is to look again. Nothing is fresh before somebody has looked.
///
/// Safe for use by several threads; times are those of [System#nanoTime].
final class Freshness {
  /// For how long after it was fresh something may be used while somebody looks.
  private static final long LOOK_NANOS = Duration.ofSeconds(10).toNanos();

  /// A race only means that somebody looks once more.
  private volatile long freshUntil;

  /// When the next request has to look, if nobody has done so by then; of no interest before
  /// `freshUntil`.
  private final AtomicLong nextLook = new AtomicLong();

  private volatile boolean seen;

  /// Somebody has looked.
  ///
  /// @param nanoTime until when that holds
  void holdUntil(long nanoTime) {
    nextLook.set(nanoTime);
    freshUntil = nanoTime;
    seen = true;
  }

  /// Whether what was seen may be used without a look.
  boolean isFresh(long nanoTime) {
    return seen && freshUntil - nanoTime > 0;
  }

  /// Whether a request has to look before it is answered: asked once by each.
  ///
  /// Of the requests that come when it is no longer fresh, one in each period has to look. The
  /// others do not wait for that one, which may be in a long queue: so a file that is asked for
  /// often is answered even while every worker is busy. But if the look takes too long, or nobody
  /// has asked for some time, each request has to look.
  ///
  /// @param period how long a look holds; 0 if each request has to look
  boolean claimLook(long nanoTime, Duration period) {
    if (!seen) {
      return true;
    }
    long stale = nanoTime - freshUntil;
    if (stale < 0) {
      return false;
    }
    if (period.isZero() || stale > LOOK_NANOS) {
      return true;
    }
    long next = nextLook.get();
    return nanoTime - next >= 0 && nextLook.compareAndSet(next, nanoTime + period.toNanos());
  }
}
