package dev.ashlar.benchmarks.protocol;

import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import java.nio.ByteBuffer;
import org.openjdk.jmh.infra.Blackhole;

final class AshlarParser {
  private final ByteBuffer input;
  private final RequestParser parser = new RequestParser(Limits.DEFAULT);

  AshlarParser(Messages message) {
    input = message.inBuffer();
  }

  Asked parse(Blackhole contents) {
    input.rewind();
    RequestHead head = (RequestHead) parser.parse(input);
    ParseResult result;
    while ((result = parser.parse(input)) instanceof Content piece) {
      contents.consume(piece.bytes());
    }
    if (!(result instanceof End)) {
      throw new AssertionError(result);
    }
    return new Asked(
        head.method().name(),
        head.rawPath(),
        head.value(FieldName.HOST),
        head.value(FieldName.ACCEPT_ENCODING),
        head.value(FieldName.IF_NONE_MATCH));
  }
}
