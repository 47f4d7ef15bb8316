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
  public static final Headroom NONE = new Headroom(ByteBuffer.allocate(0));

  private final ByteBuffer whole;
  private final int size;
  private final AtomicBoolean inUse = new AtomicBoolean();

  /// Where a head is written to, together with what is behind it.
  @FunctionalInterface
  public interface Output {
    /// Takes as many of the bytes as it can now, and keeps nothing of the buffer.
    ///
    /// @return how many it took
    int write(ByteBuffer bytes) throws IOException;
  }

  /// The part of a buffer before its position as room for what is between that and its limit.
  ///
  /// @param whole direct if there is room in it; nobody changes it from now on
  /// @throws IllegalArgumentException if there is room in a read-only buffer, or in one on the
  ///   heap, which the JDK would copy whole at each write
  public Headroom(ByteBuffer whole) {
    if (whole.position() > 0 && !whole.isDirect()) {
      throw new IllegalArgumentException("a buffer on the heap");
    }
    if (whole.position() > 0 && whole.isReadOnly()) {
      throw new IllegalArgumentException("a read-only buffer");
    }
    this.size = whole.position();
    this.whole = whole.duplicate();
  }

  /// How long a head may be, in bytes.
  public int size() {
    return size;
  }

  /// A read-only view of the bytes behind the room.
  public ByteBuffer content() {
    return whole.slice(size, whole.limit() - size).asReadOnlyBuffer();
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
