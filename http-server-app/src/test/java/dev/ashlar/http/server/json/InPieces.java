package dev.ashlar.http.server.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/// Gives no more than so many bytes at a time.
final class InPieces implements ReadableByteChannel {
  private final ReadableByteChannel whole;
  private final int piece;

  InPieces(byte[] content, int piece) {
    this.whole = Channels.newChannel(new ByteArrayInputStream(content));
    this.piece = piece;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int end = target.limit();
    target.limit(target.position() + Math.min(piece, target.remaining()));
    int length = whole.read(target);
    target.limit(end);
    return length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
