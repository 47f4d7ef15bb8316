package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads a segment's records, up to the first that is not whole. For one thread.
final class SegmentReader implements Closeable {
  private final FileChannel file;
  private final long limit;
  private final long nonce;
  private long position = Segment.HEAD_LENGTH;
  private @Nullable SegmentRecord current;

  /// Opens a segment.
  ///
  /// @param limit how much of it to read at most
  SegmentReader(Path path, long limit) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      ByteBuffer head = ByteBuffer.allocate(Segment.HEAD_LENGTH);
      boolean whole = read(head, 0) && head.getLong(0) == Segment.MARK;
      this.nonce = head.getLong(Long.BYTES);
      this.limit = whole ? Math.min(limit, file.size()) : 0;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /// Goes to the next record.
  ///
  /// @return null if there is none
  @Nullable SegmentRecord next() throws IOException {
    if (current != null) {
      position += SegmentRecord.HEAD_LENGTH + current.contentInSegment();
    }
    SegmentRecord record = recordAt(position);
    boolean complete =
        record != null && record.contentInSegment() <= limit - position - SegmentRecord.HEAD_LENGTH;
    current = complete ? record : null;
    return current;
  }

  /// Where the record returned last begins, or, if there is none any more, where it would.
  long position() {
    return position;
  }

  /// The record at a position, or null if there is no whole one.
  @Nullable SegmentRecord recordAt(long position) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SegmentRecord.HEAD_LENGTH);
    return position + head.capacity() <= limit && read(head, position)
        ? SegmentRecord.read(head.flip(), nonce)
        : null;
  }

  /// The content that follows the record returned last, if it is whole.
  ///
  /// @return null if it is not what the record says
  @Nullable ByteBuffer content() throws IOException {
    if (current == null || current.contentInSegment() > Spool.MEMORY_LIMIT) {
      return null;
    }
    ByteBuffer content = ByteBuffer.allocate((int) current.contentInSegment());
    return read(content, position + SegmentRecord.HEAD_LENGTH)
            && Sha256.of(content.flip().duplicate()).equals(current.sha256())
        ? content
        : null;
  }

  private boolean read(ByteBuffer target, long from) throws IOException {
    while (target.hasRemaining()) {
      if (file.read(target, from + target.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
