package dev.ashlar.http.server.uploads;

import java.time.Duration;

/// What a store may use, and how long it may put things off.
///
/// @param memory for content that is being received, or not yet in its file, in bytes
/// @param unread for small uploads that clients have asked for and not read to the end, in bytes
/// @param backlog of `memory`, for content that is committed and not yet in its file, in bytes:
///   beyond it, files are written before more is committed
/// @param segment when a segment is full and another is begun, in bytes
/// @param log for all segments, in bytes: beyond it, files are flushed before more is committed
/// @param delay how long content may be committed and not yet in its file
/// @param quiet how long there must be no upload before files are flushed that could wait
/// @param finish how long files are flushed at the end; the segments of those that are not are read
///   again at the next start
record StoreLimits(
    long memory,
    long unread,
    long backlog,
    long segment,
    long log,
    Duration delay,
    Duration quiet,
    Duration finish) {
  /// 16 MiB, half of it committed; a sixteenth of the heap; segments of 4 MiB, 256 MiB of them; a
  /// second, and a second; five seconds at the end.
  static final StoreLimits DEFAULT =
      new StoreLimits(
          16L << 20,
          Runtime.getRuntime().maxMemory() / 16,
          8L << 20,
          4L << 20,
          256L << 20,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));
}
