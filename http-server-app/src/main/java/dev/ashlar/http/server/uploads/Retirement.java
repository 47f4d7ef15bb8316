package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Flushes the files and keys of a segment's uploads, and then deletes the segment, step by step,
/// so that an upload that arrives need not wait for long.
///
/// The longer a segment has waited, the cheaper this is, because the system writes files to the
/// disk by itself in time.
///
/// For the committing thread.
final class Retirement {
  private static final Logger LOG = LogManager.getLogger(Uploads.LOG_NAME);

  private final UploadFolder folder;
  private final CommitLog log;
  private final IdempotencyKeys keys;
  private @Nullable SegmentReader reader;

  Retirement(UploadFolder folder, CommitLog log, IdempotencyKeys keys) {
    this.folder = folder;
    this.log = log;
    this.keys = keys;
  }

  /// Takes one step with the oldest sealed segment, all of whose uploads are in their files.
  ///
  /// @return false if there is nothing to do
  /// @throws IOException if the segment must be kept for now
  boolean step() throws IOException {
    CommitLog.Sealed segment = log.oldest();
    if (segment == null) {
      return false;
    }
    try {
      if (!log.isHeld()) {
        // By its name, the segment may be another server's.
        throw new NoSuchFileException(segment.path().toString());
      }
      if (!flushNext(segment)) {
        folder.rootEntries().flush();
        keys.flush();
        restart();
        Files.deleteIfExists(segment.path());
        log.removeOldest();
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      log.suspectAll();
      restart();
      throw e;
    }
  }

  private boolean flushNext(CommitLog.Sealed segment) throws IOException {
    SegmentReader open = reader == null ? open(segment) : reader;
    reader = open;
    SegmentRecord record = open == null ? null : open.next();
    if (open == null || record == null) {
      return false;
    }
    // After a failed flush, the kernel drops what it could not write, and the next flush succeeds.
    // So after a failure the files are written anew before they are flushed.
    UploadFile file = new UploadFile(folder, record);
    if (segment.suspect()) {
      writeAgain(file, record.file() == null ? open.content() : null, areNamesLost(segment));
    }
    file.flush();
    return true;
  }

  /// Returns null if somebody has removed the segment: then there is nothing left in it to be
  /// protected, and it must not stop those that follow.
  private static @Nullable SegmentReader open(CommitLog.Sealed segment) throws IOException {
    try {
      return new SegmentReader(segment.path(), segment.length());
    } catch (NoSuchFileException removed) {
      LOG.error("A segment of uploads was removed by somebody else: {}", segment.path());
      return null;
    }
  }

  private boolean areNamesLost(CommitLog.Sealed segment) {
    return folder.rootEntries().failures() != segment.failuresBefore();
  }

  /// @param content null if it was flushed before it got its name
  private void writeAgain(UploadFile file, @Nullable ByteBuffer content, boolean nameLost)
      throws IOException {
    // Where names are lost, the system may have forgotten this one already.
    boolean forgotten = content != null && nameLost;
    if (!forgotten && !file.isThere()) {
      return; // removed, or refused by a server that could not undo it
    }
    if (content != null) {
      file.put(content);
    } else if (nameLost && !file.putCopy()) {
      // The disk has lost it, and it must not keep all others waiting.
      LOG.error("Upload {} cannot be read, and may be lost", file.record().id());
    }
    keys.rememberAgain(file.record());
  }

  /// Begins with the segment again.
  void restart() throws IOException {
    SegmentReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
