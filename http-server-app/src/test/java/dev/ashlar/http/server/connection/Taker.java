package dev.ashlar.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.Response;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers with the content it took.
class Taker implements ContentReceiver {
  final AtomicInteger abandoned = new AtomicInteger();
  private final StringBuilder content = new StringBuilder();
  private final boolean blocking;

  Taker(boolean blocking) {
    this.blocking = blocking;
  }

  @Override
  public boolean receiveMayBlock(int length) {
    return blocking;
  }

  @Override
  public Answer receive(ByteBuffer bytes) {
    content.append(ISO_8859_1.decode(bytes));
    return this;
  }

  @Override
  public boolean finishMayBlock() {
    return blocking;
  }

  @Override
  public Answer finish(Fields trailers) {
    return Response.text(Status.OK, content.toString());
  }

  @Override
  public void abandon() {
    abandoned.incrementAndGet();
  }
}
