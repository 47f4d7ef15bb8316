package dev.ashlar.http.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What has arrived and was not parsed yet, and whether there may be more.
///
/// Holds a buffer only while there are bytes in it. Used by the connection's owner only.
final class Input {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final BufferPool buffers;
  private final Transport transport;
  private @Nullable ByteBuffer buffer;
  private boolean readable;
  private boolean ended;
  private boolean endTold;
  private long total;

  Input(BufferPool buffers, Transport transport) {
    this.buffers = buffers;
    this.transport = transport;
  }

  /// The bytes to parse; what is consumed here is consumed.
  ByteBuffer bytes() {
    return buffer == null ? NOTHING : buffer;
  }

  /// Whether bytes are waiting to be parsed.
  boolean hasBytes() {
    return buffer != null && buffer.hasRemaining();
  }

  /// The selector says that a read will give something.
  void markReadable() {
    readable = true;
  }

  /// Whether another read may give something now. After a read that did not fill its buffer it
  /// would not, so the system call is saved.
  boolean readable() {
    return readable;
  }

  /// Whether the client's output has ended.
  boolean ended() {
    return ended;
  }

  /// Whether the client's output has ended; true only the first time that this is asked after that.
  boolean takeEndNews() {
    boolean news = ended && !endTold;
    endTold = ended;
    return news;
  }

  /// Bytes read since the connection began.
  long total() {
    return total;
  }

  /// Reads once, over what was there before.
  ///
  /// @return whether anything came
  boolean read() throws IOException {
    ByteBuffer target = buffer == null ? buffers.acquire() : buffer.clear();
    buffer = target.limit(0);
    int count = transport.read(target.clear());
    readable = count == target.capacity();
    target.flip();
    ended |= count < 0;
    total += Math.max(count, 0);
    return count > 0;
  }

  /// Forgets what was not parsed.
  void discard() {
    if (buffer != null) {
      buffer.position(buffer.limit());
    }
  }

  /// Gives an empty buffer back, so that a connection that waits owns none.
  void rest() {
    if (buffer != null && !buffer.hasRemaining()) {
      release();
    }
  }

  /// Gives the buffer back, whatever is in it, if buffers are scarce.
  ///
  /// @return whether bytes that were not parsed are lost
  boolean releaseIfScarce() {
    boolean lost = hasBytes() && buffers.scarce();
    if (lost) {
      release();
    }
    return lost;
  }

  /// Gives the buffer back, whatever is in it.
  void release() {
    ByteBuffer lent = buffer;
    buffer = null;
    if (lent != null) {
      buffers.release(lent);
    }
  }
}
