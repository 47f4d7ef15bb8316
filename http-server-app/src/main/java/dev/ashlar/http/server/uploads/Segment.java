package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file to which uploads are appended, so that one flush makes many of them durable.
///
/// It begins with a mark and a nonce, which is part of every record's checksum: what was left on
/// the disk by an earlier file is never taken for a record. What follows the last whole record was
/// being written when the system stopped, and was never acknowledged.
///
/// For one thread.
final class Segment implements Closeable {
  /// The length of what stands before the first record.
  static final int HEAD_LENGTH = 2 * Long.BYTES;

  /// The first eight bytes: `ASHLAR` and the version of the format.
  static final long MARK = 0x4153484C41520001L;

  private static final int BUFFER = 128 * 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  private final FileChannel file;
  private final @Nullable Object identity;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long nonce;
  private long length;

  private Segment(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    this.identity = UploadFolder.identity(path);
  }

  /// Makes a new, empty one. Its folder is not flushed.
  ///
  /// @param size how long the file is made at once, in bytes: as long as a flush changes neither
  ///   its length nor its place on the disk, it need not wait for the file system's journal, and
  ///   for all that others have put there
  static Segment create(Path path, long size) throws IOException {
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      Segment segment = new Segment(path, file);
      segment.fill(size);
      segment.begin();
      return segment;
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /// Makes durable what an earlier server has written. It may have been killed before its flush,
  /// and what the system holds in memory only reads as if it were on the disk. All of it is written
  /// anew, because after a failed flush the next one would have nothing to do.
  static void secure(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
      for (long at = 0; file.read(bytes, at) >= 0; at += bytes.limit(), bytes.clear()) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          file.write(bytes, at + bytes.position());
        }
      }
      file.force(true);
    }
  }

  /// Where it is.
  Path path() {
    return path;
  }

  /// How long it is, with what has not been flushed.
  long length() {
    return length;
  }

  /// Whether its file is still there, under its name.
  boolean isInPlace() throws IOException {
    try {
      return Objects.equals(identity, UploadFolder.identity(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Adds a record, and the content that belongs after it.
  ///
  /// @param content its remaining bytes are the record's content; empty if that is in a file
  void append(SegmentRecord record, ByteBuffer content) throws IOException {
    if (buffer.remaining() < SegmentRecord.HEAD_LENGTH) {
      drain();
    }
    record.write(buffer, nonce);
    length += SegmentRecord.HEAD_LENGTH + content.remaining();
    if (content.remaining() > buffer.remaining()) {
      drain();
      writeFully(content);
    } else {
      buffer.put(content);
    }
  }

  /// Makes all records visible to who reads the file.
  void write() throws IOException {
    drain();
  }

  /// Makes all records durable.
  ///
  /// @throws IOException if they may or may not be: then [#rollBack] before anything else
  void flush() throws IOException {
    drain();
    file.force(false);
  }

  /// Removes, durably, what was appended after a length, so that no record of it can come back. If
  /// that fails, it may be tried again.
  void rollBack(long keptLength) throws IOException {
    boolean empty = keptLength <= HEAD_LENGTH;
    long end = empty ? 0 : keptLength;
    if (file.size() <= end) {
      // An earlier attempt has truncated it, and its flush failed. Another flush writes something
      // only if there is something to truncate again.
      file.write(ByteBuffer.allocate(1), end);
    }
    file.truncate(end);
    file.position(file.size());
    if (empty) {
      begin();
    } else {
      buffer.clear();
      length = keptLength;
    }
    file.force(true);
  }

  private void fill(long size) throws IOException {
    for (long at = 0; at < size; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER, size - at));
      writeFully(buffer);
    }
    file.position(0);
  }

  private void begin() {
    buffer.clear();
    nonce = RANDOM.nextLong();
    buffer.putLong(MARK).putLong(nonce);
    length = HEAD_LENGTH;
  }

  private void drain() throws IOException {
    buffer.flip();
    try {
      writeFully(buffer);
    } finally {
      buffer.clear();
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
