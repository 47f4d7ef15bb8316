package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The buffer of what waits to be written: a head, and behind it as much of the content as fits.
///
/// Used by the connection's owner only.
final class Outgoing {
  private final BufferPool buffers;
  private @Nullable ByteBuffer bytes;
  private boolean pooled;

  /// @param buffers that it borrows from, unless what waits is larger than those
  Outgoing(BufferPool buffers) {
    this.buffers = buffers;
  }

  /// What waits, or null.
  @Nullable ByteBuffer bytes() {
    return bytes;
  }

  /// How many bytes wait.
  int size() {
    ByteBuffer waiting = bytes;
    return waiting == null ? 0 : waiting.remaining();
  }

  /// An empty buffer instead of what was there: its bytes up to the limit are what waits.
  ///
  /// @param size that it must have at least, in bytes; 0 for as much as the others have
  ByteBuffer acquire(int size) {
    release();
    pooled = size <= buffers.bufferSize();
    ByteBuffer acquired = pooled ? buffers.acquire() : ByteBuffer.allocateDirect(size);
    bytes = acquired;
    return acquired;
  }

  /// Nothing waits any more.
  void release() {
    ByteBuffer buffer = bytes;
    bytes = null;
    if (buffer != null && pooled) {
      buffers.release(buffer);
    }
  }

  /// Whether there is room for so many bytes behind what waits.
  boolean fits(long length) {
    ByteBuffer waiting = waiting();
    return length <= waiting.capacity() - waiting.limit();
  }

  /// Copies bytes behind what waits, as many as there is room for.
  ///
  /// @param from of the first one
  /// @return how many
  int append(ByteBuffer source, int from) {
    ByteBuffer waiting = waiting();
    int end = waiting.limit();
    int count = Math.min(waiting.capacity() - end, source.limit() - from);
    waiting.limit(end + count).put(end, source, from, count);
    return count;
  }

  /// Reads a region that fits behind what waits.
  ///
  /// @return false if it cannot be read; nothing has changed then, and whoever sends it by itself
  ///   finds out what is wrong
  boolean append(Content.FileRegion region) {
    ByteBuffer waiting = waiting();
    int end = waiting.limit();
    int length = (int) region.length();
    if (!read(region, waiting.duplicate().limit(end + length).position(end))) {
      return false;
    }
    waiting.limit(end + length);
    return true;
  }

  /// Fills a buffer with the first bytes of a region.
  ///
  /// @param room filled from its position to its limit; the region is at least as long
  /// @return false if the file ends before that, or cannot be read
  static boolean read(Content.FileRegion region, ByteBuffer room) {
    long before = region.position() - room.position();
    try {
      while (room.hasRemaining()) {
        if (region.file().read(room, before + room.position()) < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException failure) {
      return false;
    }
  }

  private ByteBuffer waiting() {
    return Objects.requireNonNull(bytes, "nothing waits");
  }
}
