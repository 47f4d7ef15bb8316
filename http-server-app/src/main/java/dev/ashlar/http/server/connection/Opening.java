package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.Content;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes a head and the beginning of a file's region in one call, so that the first packet of the
/// response is as large as the client's network allows, and not just the head.
///
/// The kernel sends a file without a copy, but then the head leaves in a small packet of its own. A
/// client on the same machine acknowledges that one so fast that it takes the round trip for much
/// shorter than it is, and opens its receive window too little. That cost half of the responses a
/// second (docs/decisions/first-packet.md).
///
/// Safe for use by several threads.
final class Opening {
  /// How much of the region leaves with the head, in bytes: together more than the largest segment
  /// that the loopback has.
  static final int BYTES = 64 << 10;

  /// Shorter regions are not copied, because it costs more than it brings; in bytes.
  static final int SHORTEST_REGION = 192 << 10;

  /// Nor are longer ones; in bytes.
  static final int LONGEST_REGION = 2 << 20;

  /// Longer heads leave by themselves; in bytes.
  static final int LONGEST_HEAD = 1 << 10;

  private final BufferPool buffers;

  /// @param kept the number of buffers that it keeps when they are not in use
  Opening(int kept) {
    this.buffers = new BufferPool(LONGEST_HEAD + BYTES, kept);
  }

  /// Whether it is worth it, and possible.
  static boolean suits(ByteBuffer head, Content.FileRegion region) {
    return region.length() >= SHORTEST_REGION
        && region.length() <= LONGEST_REGION
        && head.remaining() <= LONGEST_HEAD;
  }

  /// Writes a head and the first [#BYTES] of a region that [#suits] it. Whatever is wrong with the
  /// region, sending it by itself will find out.
  ///
  /// @param head stays as it is
  /// @return how many bytes of both were written; -1 if the region cannot be read
  /// @throws IOException if the connection is broken
  int write(ByteBuffer head, Content.FileRegion region, Transport transport) throws IOException {
    ByteBuffer both = buffers.acquire();
    try {
      both.put(head.duplicate());
      both.limit(both.position() + BYTES);
      return Outgoing.read(region, both) ? transport.write(both.flip()) : -1;
    } finally {
      buffers.release(both);
    }
  }

  /// Buffers that are in use: for tests that count.
  int lent() {
    return buffers.lent();
  }
}
