package dev.ashlar.http.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Has the whole heap collected when what is in use has grown to a multiple of what was left the
/// last time.
///
/// The serial collector clears old objects only once the heap has reached its bound, so a server of
/// which ten megabytes live would come to take half a gigabyte (docs/decisions/heap.md). Growth in
/// proportion to what lives keeps the share of time that collecting takes the same, however much
/// that is.
///
/// For one thread.
final class HeapPacer {
  /// With less in use nothing is collected; in bytes.
  static final long FLOOR = 48 << 20;

  /// How many times as much as was left has to be in use.
  static final int GROWTH = 3;

  /// How often that is looked at: at full load some 7 MB a second become old, more only for
  /// moments.
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final LongSupplier used;
  private final Runnable collection;
  private long due = FLOOR;

  /// @param used how much of the heap is in use, in bytes, garbage included
  /// @param collection collects the whole heap before it returns
  HeapPacer(LongSupplier used, Runnable collection) {
    this.used = used;
    this.collection = collection;
  }

  /// That of this process.
  static HeapPacer ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new HeapPacer(() -> runtime.totalMemory() - runtime.freeMemory(), runtime::gc);
  }

  /// Looks once a second, until the thread is interrupted.
  void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Collects if that is due. If less is in use than was left, the collector has cleared the heap
  /// by itself, and that counts.
  void look() {
    if (used.getAsLong() >= due) {
      collection.run();
      due = dueAfter(used.getAsLong());
    } else {
      due = Math.min(due, dueAfter(used.getAsLong()));
    }
  }

  private static long dueAfter(long left) {
    return Math.max(FLOOR, GROWTH * left);
  }
}
