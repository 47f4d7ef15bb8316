package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Content;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Content of the letter x that is produced piece by piece, and notes each time it is closed.
final class CloseCounter implements Content.Source {
  /// Fields that no response may bring along.
  static final Fields FRAMING = Fields.of(FieldName.CONTENT_LENGTH, "3");

  final BlockingQueue<Boolean> closes = new LinkedBlockingQueue<>();
  private final long announced;
  private long left;

  /// @param announced the length it says it has
  /// @param produced the length that it has
  CloseCounter(long announced, long produced) {
    this.announced = announced;
    this.left = produced;
  }

  @Override
  public long length() {
    return announced;
  }

  @Override
  public boolean read(ByteBuffer target) {
    int count = (int) Math.min(left, target.remaining());
    for (int i = 0; i < count; i++) {
      target.put((byte) 'x');
    }
    left -= count;
    return count > 0;
  }

  @Override
  public void close() {
    closes.add(true);
  }
}
