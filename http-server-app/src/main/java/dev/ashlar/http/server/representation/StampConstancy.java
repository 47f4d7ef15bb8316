package dev.ashlar.http.server.representation;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FileStamp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Tells by its stamp whether an open file was written to since it was opened. A file that was only
/// removed or replaced has not been: the open one is still whole.
///
/// However many responses send from the file, it looks once in each [#INTERVAL] at most. What is
/// written between two looks, or while the kernel still sends the file's pages, is found by the
/// next look. Later responses are not given the file then, but one that is under way may be a mix
/// of both states. A look for each response would change little: for most of that time the pages
/// are the kernel's.
///
/// Safe for use by several threads.
public final class StampConstancy implements SharedFile.Constancy {
  /// The shortest time between two looks at the file: 10 ms.
  public static final Duration INTERVAL = Duration.ofMillis(10);

  private final ConfinedDirectory directory;
  private final List<String> segments;
  private final FileStamp stamp;
  private final LongSupplier nanoTime;
  private volatile long lookedAt;
  private volatile boolean changed;

  /// For a file that has just been opened.
  ///
  /// @param stamp from when it was opened
  public StampConstancy(
      ConfinedDirectory directory, List<String> segments, FileStamp stamp, LongSupplier nanoTime) {
    this.directory = directory;
    this.segments = segments;
    this.stamp = stamp;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
  }

  @Override
  public boolean holds() throws IOException {
    long now = nanoTime.getAsLong();
    if (!changed && now - lookedAt >= INTERVAL.toNanos()) {
      Optional<FileStamp> current = directory.stamp(segments);
      changed =
          current
              .filter(seen -> seen.identity().equals(stamp.identity()) && !seen.equals(stamp))
              .isPresent();
      lookedAt = now;
    }
    return !changed;
  }
}
