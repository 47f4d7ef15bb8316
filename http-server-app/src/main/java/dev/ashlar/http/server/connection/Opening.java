package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.Content;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A head and the beginning of a region of a file in one write, so that a packet as large as the
/// client's network has them begins with the head.
///
/// The kernel sends a file without a copy, but behind a packet that has only the head. From that, a
/// client on the same machine takes the round trip for much shorter than it is, and opens its
/// window too little for it; half of the responses that it could have in a second were the price
/// (docs/decisions/first-packet.md).
///
/// Safe for use by several threads.
final class Opening {
  /// How much of the region leaves with the head, in bytes: together more than the largest segment
  /// that the loopback has.
  static final int BYTES = 64 << 10;

  /// Of shorter regions, the copy costs more than it brings; in bytes.
  static final int SHORTEST_REGION = 192 << 10;

  /// Longer regions take more turns, and hardly gain by it; in bytes.
  static final long LONGEST_REGION = ResponseSender.SLICE_BYTES;

  /// The longest head, in bytes.
  private static final int ROOM = 1 << 10;

  private final BufferPool buffers = new BufferPool(ROOM + BYTES, 4);

  /// Whether a region is worth it.
  static boolean suits(Content.FileRegion region) {
    return region.length() >= SHORTEST_REGION && region.length() <= LONGEST_REGION;
  }

  /// Writes a head and the first [#BYTES] of a region. Whatever is wrong with that, sending it by
  /// itself will find out.
  ///
  /// @param head stays as it is
  /// @return how many bytes of both were written; -1 if the head is too long, or the region cannot
  ///   be read
  /// @throws IOException if the connection is broken
  int write(ByteBuffer head, Content.FileRegion region, Transport transport) throws IOException {
    if (head.remaining() > ROOM) {
      return -1;
    }
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
