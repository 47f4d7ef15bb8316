package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings a folder into order after a server has stopped in whatever way: every upload that was
/// committed is in its file afterwards, and nothing else is left.
final class Recovery {
  private final UploadFolder folder;
  private final IdempotencyKeys keys;
  private final List<CommitLog.Sealed> segments = new ArrayList<>();
  private long nextNumber = 1;
  private int recovered;

  /// @param folder open
  /// @param keys where keys are noted
  Recovery(UploadFolder folder, IdempotencyKeys keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /// Does it. Safe to be interrupted by a crash, and done again.
  ///
  /// @param segmentSize of the log, in bytes
  /// @return a log that goes on from there
  CommitLog run(long segmentSize) throws IOException {
    keys.open();
    List<Path> found = folder.segments();
    if (!found.isEmpty()) {
      // Before anybody is answered for what is found in it. All others were flushed before it was
      // begun.
      Segment.secure(found.getLast());
    }
    for (Path path : found) {
      nextNumber = UploadFolder.segmentNumber(path) + 1;
      long length;
      try (SegmentReader reader = new SegmentReader(path, Long.MAX_VALUE)) {
        length = recover(reader);
      }
      // The server may have stopped because the disk fails, so no file's flush is trusted.
      segments.add(new CommitLog.Sealed(path, length, true, folder.rootEntries().failures()));
    }
    emptySpool();
    return new CommitLog(folder, segmentSize, segments, nextNumber);
  }

  private void emptySpool() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.spool())) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// How many uploads were not in their files.
  int recovered() {
    return recovered;
  }

  /// Returns how long the segment is, with nothing that is torn: no key of that may ever be noted.
  private long recover(SegmentReader reader) throws IOException {
    SegmentRecord record;
    while ((record = reader.next()) != null) {
      ByteBuffer content = record.file() == null ? reader.content() : null;
      if (record.file() == null && content == null) {
        break; // torn: it was never acknowledged, and neither was what follows
      }
      UploadFile file = new UploadFile(folder, record);
      if (file.isWhole()) {
        file.secureName();
        keys.recover(record);
      } else if (recover(file, content)) {
        keys.recover(record);
      }
    }
    return reader.position();
  }

  /// Returns false if there is no such upload: somebody has removed it from its place, or it was
  /// refused, and its record could not be. Whoever tries again must not be told that it is stored.
  private boolean recover(UploadFile file, @Nullable ByteBuffer content) throws IOException {
    if (content == null && !file.isTemporaryThere()) {
      return file.isThere();
    }
    file.put(content);
    recovered++;
    return true;
  }
}
