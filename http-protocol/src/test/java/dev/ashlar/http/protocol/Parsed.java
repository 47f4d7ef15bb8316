package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;

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
}
