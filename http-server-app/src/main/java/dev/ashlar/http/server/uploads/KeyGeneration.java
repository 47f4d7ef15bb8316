package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The idempotency keys of some time: a file with the records of their uploads, without content,
/// and in memory where in the file each is. A key is forgotten with its whole generation.
///
/// The file is a [Segment]. Only the generation that this server has begun is written. For one
/// thread at a time.
final class KeyGeneration {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Path path;
  private final Instant begun;
  private final FolderEntries entries;
  private final int failuresBefore;
  private final KeyTable table = new KeyTable();
  private @Nullable Segment written;
  private boolean inFolder;
  private boolean flushed = true;

  private KeyGeneration(Path path, Instant begun, FolderEntries entries) {
    this.path = path;
    this.begun = begun;
    this.entries = entries;
    this.failuresBefore = entries.failures();
  }

  /// Begins a new one.
  ///
  /// @param entries where its file is
  static KeyGeneration create(Path path, Instant now, FolderEntries entries) throws IOException {
    KeyGeneration generation = new KeyGeneration(path, now, entries);
    generation.written = Segment.create(path, 0);
    return generation;
  }

  /// Reads one of an earlier server, up to the first record that is not whole: what follows was not
  /// flushed, and is still in the segments to which the uploads were committed.
  ///
  /// @param entries where its file is
  static KeyGeneration read(Path path, Instant begun, FolderEntries entries) throws IOException {
    KeyGeneration generation = new KeyGeneration(path, begun, entries);
    try (SegmentReader reader = new SegmentReader(path, Files.size(path))) {
      SegmentRecord record;
      while ((record = reader.next()) != null) {
        if (record.key() != null) {
          generation.table.put(record.key(), reader.position());
        }
      }
    }
    return generation;
  }

  /// When it was begun.
  Instant begun() {
    return begun;
  }

  /// How many keys it has.
  int size() {
    return table.size();
  }

  /// Whether keys can be added.
  boolean isWritten() {
    return written != null;
  }

  /// Adds the key of an upload. It is not durable before [#flush].
  ///
  /// @throws IOException after which nothing can be added
  void add(SegmentRecord record, Sha256 key) throws IOException {
    Segment segment = written;
    if (segment == null) {
      throw new IOException("The file of keys is closed");
    }
    long position = segment.length();
    try {
      flushed = false;
      segment.append(record.withoutContent(), NOTHING);
      segment.write();
      table.put(key, position);
    } catch (IOException | RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /// Makes all keys durable.
  ///
  /// @throws IOException if some may be lost: they must be added again, to another generation
  void flush() throws IOException {
    Segment segment = written;
    if (segment == null || flushed) {
      return;
    }
    try {
      segment.flush();
      if (!inFolder) {
        entries.flush(failuresBefore);
        inFolder = true;
      }
      flushed = true;
    } catch (IOException | RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /// What is known of the upload that came with a key.
  ///
  /// @return null if it did not come with this generation
  @Nullable SegmentRecord find(Sha256 key) throws IOException {
    long position = table.find(key);
    if (position == 0) {
      return null;
    }
    try (SegmentReader reader = new SegmentReader(path, Long.MAX_VALUE)) {
      return reader.recordAt(position);
    } catch (NoSuchFileException e) {
      return null; // somebody has removed the folder, with the uploads
    }
  }

  /// Adds no more.
  void stop() {
    Segment segment = written;
    written = null;
    if (segment != null) {
      try {
        segment.close();
      } catch (IOException e) {
        // Nothing is lost by it: what matters was flushed.
      }
    }
  }

  /// Forgets all of it.
  void delete() throws IOException {
    stop();
    Files.deleteIfExists(path);
  }
}
