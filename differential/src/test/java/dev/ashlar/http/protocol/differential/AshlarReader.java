package dev.ashlar.http.protocol.differential;

import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// `http-protocol`.
final class AshlarReader extends Reader {
  private final RequestParser parser = new RequestParser(Limits.DEFAULT);
  private final ByteBuffer input = ByteBuffer.allocate(1);

  @Override
  void accept(byte octet) {
    input.clear().put(octet).flip();
    ParseResult result;
    do {
      result = parser.parse(input);
      report(result);
    } while (result != NeedsMore.INSTANCE && !isRefused());
  }

  private void report(ParseResult result) {
    switch (result) {
      case RequestHead head -> head();
      case Content piece -> content(StandardCharsets.ISO_8859_1.decode(piece.bytes()).toString());
      case End end -> end();
      case Rejected refusal -> refuse();
      case NeedsMore more -> {}
    }
  }
}
