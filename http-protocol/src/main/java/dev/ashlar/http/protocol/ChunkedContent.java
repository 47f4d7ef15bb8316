package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads chunked content and the trailer section after it (RFC 9112 §7.1), for one message.
final class ChunkedContent {
  private final ChunkedDecoder chunks;
  private final SectionBuffer trailerBuffer;
  private final FieldSection trailers;
  private boolean inTrailers;

  ChunkedContent(Limits limits) {
    chunks = new ChunkedDecoder(limits);
    trailerBuffer = new SectionBuffer(limits.trailerSection());
    trailers = FieldSection.ofTrailers(limits);
  }

  /// Returns [Content], [NeedsMore], [Rejected], or the [End].
  ParseResult next(ByteBuffer input) {
    if (!inTrailers) {
      ParseResult result = chunks.next(input);
      if (result != null) {
        return result;
      }
      inTrailers = true;
      trailers.begin(0);
    }
    return parseTrailers(input);
  }

  /// What the trailer section takes, as far as it is here, in octets.
  int trailerMemory() {
    return trailerBuffer.capacity();
  }

  private ParseResult parseTrailers(ByteBuffer input) {
    trailerBuffer.take(input);
    Violation violation = readLines();
    if (violation != null) {
      return violation.rejected();
    }
    return trailers.isComplete() ? end() : NeedsMore.INSTANCE;
  }

  private @Nullable Violation readLines() {
    Violation violation = trailers.read(trailerBuffer.bytes(), trailerBuffer.lineStart());
    return violation != null ? violation : trailers.judgePartial(trailerBuffer.length());
  }

  private ParseResult end() {
    FieldTable table = trailers.toTable(trailerBuffer.bytes());
    if (table.isEmpty()) {
      return End.WITHOUT_TRAILERS;
    }
    Fields fields = table.toFields();
    // RFC 9110 §6.5.1 lets a recipient ignore these or refuse them. Somebody hopes that they count.
    return ForbiddenTrailers.areAmong(fields)
        ? Violation.TRAILER_FIELD_FORBIDDEN.rejected()
        : new End(fields);
  }
}
