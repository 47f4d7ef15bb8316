package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Values that a test writes as it would see them in a field, and knows to be well-formed.
final class Parsed {
  private Parsed() {}

  static EntityTag entityTag(String value) {
    EntityTag tag = EntityTag.parse(value);
    assertNotNull(tag, value);
    return tag;
  }

  static MediaType mediaType(String value) {
    MediaType mediaType = MediaType.parse(value);
    assertNotNull(mediaType, value);
    return mediaType;
  }

  /// The head of a request without content. Not split in every way as [ParserDriver] does it: what
  /// is looked at are values, of thousands of heads.
  ///
  /// @param fieldLines names and values in turn; a field whose value is null is left out
  static RequestHead requestHead(String method, @Nullable String... fieldLines) {
    StringBuilder request = new StringBuilder(method + " / HTTP/1.1\r\nHost: example.com\r\n");
    for (int i = 0; i < fieldLines.length; i += 2) {
      if (fieldLines[i + 1] != null) {
        request.append(fieldLines[i]).append(": ").append(fieldLines[i + 1]).append("\r\n");
      }
    }
    byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return assertInstanceOf(
        RequestHead.class, new RequestParser(Limits.DEFAULT).parse(ByteBuffer.wrap(bytes)));
  }
}
