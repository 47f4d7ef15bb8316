package dev.ashlar.http.server.uploads;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Reads what is in memory, without a copy in between.
///
/// @param content is read from its position to its limit
record MemoryChannel(ByteBuffer content) implements ReadableByteChannel {
  @Override
  public int read(ByteBuffer target) {
    if (!content.hasRemaining()) {
      return -1;
    }
    int length = Math.min(content.remaining(), target.remaining());
    target.put(content.slice(content.position(), length));
    content.position(content.position() + length);
    return length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
