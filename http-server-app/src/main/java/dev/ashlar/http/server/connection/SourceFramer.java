package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.ResponseFraming;
import dev.ashlar.http.protocol.ResponseWriter;
import dev.ashlar.http.server.api.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Renders what a content source gives, piece by piece: as chunks, or as it is where the length is
/// announced or the connection's end ends it (RFC 9112 §6).
///
/// Used by the connection's owner only.
final class SourceFramer {
  /// Room for a chunk's size line and end, and the last chunk, in bytes.
  private static final int CHUNK_OVERHEAD = 32;

  private final BufferPool buffers;
  private final Outgoing out;
  private final Unsent unsent;

  /// @param buffers for what sources write into
  /// @param out where pieces go to
  /// @param unsent whose first content the source is
  SourceFramer(BufferPool buffers, Outgoing out, Unsent unsent) {
    this.buffers = buffers;
    this.out = out;
    this.unsent = unsent;
  }

  /// Renders the next piece, when nothing else waits to leave.
  ///
  /// @return false if it gives more or less than it has announced; nothing is rendered then
  /// @throws RuntimeException if the source fails
  boolean next(Content.Source source, ResponseFraming framing, ResponseWriter writer) {
    ByteBuffer piece = buffers.acquire();
    try {
      boolean more = read(source, piece.limit(buffers.bufferSize() - CHUNK_OVERHEAD));
      piece.flip();
      int length = piece.remaining();
      if (framing == ResponseFraming.LENGTH && breaksLength(source, length, more)) {
        return false;
      }
      render(piece, more, framing == ResponseFraming.CHUNKED, writer);
      unsent.count(length);
      if (!more) {
        unsent.remove();
      }
      return true;
    } finally {
      buffers.release(piece);
      // The source may have left it behind, in any of its methods; a file may be next.
      Thread.interrupted();
    }
  }

  /// A source that fails is a fault of the server, unlike a connection that fails.
  private static boolean read(Content.Source source, ByteBuffer target) {
    try {
      boolean more = source.read(target);
      if (more && target.position() == 0) {
        throw new IllegalStateException("a content source gave nothing, and no end");
      }
      return more;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean breaksLength(Content.Source source, int produced, boolean more) {
    long total = unsent.position() + produced;
    return more ? total > source.length() : total != source.length();
  }

  private void render(ByteBuffer piece, boolean more, boolean chunked, ResponseWriter writer) {
    ByteBuffer target = out.acquire(0);
    if (piece.hasRemaining()) {
      if (chunked) {
        writer.chunk(target, piece.remaining());
      }
      target.put(piece);
      if (chunked) {
        writer.endChunk(target);
      }
    }
    if (!more && chunked) {
      writer.lastChunk(target, Fields.NONE);
    }
    target.flip();
  }
}
