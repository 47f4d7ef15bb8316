package dev.ashlar.http.server.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// Room in front of bytes in memory, where each response in turn may put its head, so that head and
/// content leave in one write and none of the content is copied.
///
/// Safe for use by several threads: one uses the room at a time, and nobody waits for it.
public final class Headroom {
  /// No room, in front of nothing.
  public static final Headroom NONE = new Headroom(ByteBuffer.allocate(0), 0);

  private final ByteBuffer whole;
  private final int size;
  private final AtomicBoolean inUse = new AtomicBoolean();

  /// Where a head is written to, together with what is behind it.
  @FunctionalInterface
  public interface Output {
    /// Takes as many of the bytes as it can now, and returns how many.
    int write(ByteBuffer bytes) throws IOException;
  }

  /// The first bytes of a buffer as room.
  ///
  /// @param whole the room and the bytes behind it, from 0 to the buffer's capacity; nobody else
  ///   uses it from now on
  /// @param size of the room, in bytes
  /// @throws IllegalArgumentException if the buffer has less
  public Headroom(ByteBuffer whole, int size) {
    if (size < 0 || size > whole.capacity()) {
      throw new IllegalArgumentException(size + " of " + whole.capacity() + " bytes");
    }
    this.whole = whole.clear();
    this.size = size;
  }

  /// How long a head may be, in bytes.
  public int size() {
    return size;
  }

  /// How many bytes there are behind it.
  public int length() {
    return whole.capacity() - size;
  }

  /// The bytes behind the room, to be filled before anybody sends them.
  public ByteBuffer content() {
    return whole.slice(size, length());
  }

  /// Writes a head and the bytes behind the room at once.
  ///
  /// @param head stays as it is
  /// @return how many bytes of both were written; -1 if there is no head, the room is too small for
  ///   it, or somebody uses it
  /// @throws IOException if the output fails
  public int write(ByteBuffer head, Output output) throws IOException {
    int length = head.remaining();
    if (length == 0 || length > size || !inUse.compareAndSet(false, true)) {
      return -1;
    }
    try {
      int start = size - length;
      whole.put(start, head, head.position(), length);
      return output.write(whole.position(start));
    } finally {
      inUse.set(false);
    }
  }
}
