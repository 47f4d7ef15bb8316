package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// The entries of a folder, which are durable once it was flushed, and how often flushing it has
/// failed.
///
/// The kernel tells a failure once, and to one of those who flush a folder: the next flush
/// succeeds, but what was made or renamed in the folder before may never be written. So whoever
/// needs an entry notes the number of failures before it is made, and makes it anew if there are
/// more when the folder has been flushed.
///
/// Safe for all threads.
final class FolderEntries {
  private final Path folder;
  private final AtomicInteger failures = new AtomicInteger();

  FolderEntries(Path folder) {
    this.folder = folder;
  }

  /// How often flushing them has failed.
  int failures() {
    return failures.get();
  }

  /// Makes them durable. One thread at a time, so that a failure is counted before another flush
  /// succeeds.
  ///
  /// @throws IOException if any that were made since the last flush may be lost, also if another
  ///   flush succeeds
  synchronized void flush() throws IOException {
    try {
      flush(folder);
    } catch (IOException | RuntimeException | Error e) {
      failures.incrementAndGet();
      throw e;
    }
  }

  /// Makes them durable for somebody who needs one.
  ///
  /// @param failuresBefore the number of failures before that was made
  /// @throws IOException if it may be lost, also because somebody else was told of a failure
  void flush(int failuresBefore) throws IOException {
    flush();
    if (failures() != failuresBefore) {
      throw new IOException("What was made in " + folder + " may be lost");
    }
  }

  /// Makes those of a folder durable for which nobody counts.
  static void flush(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
