package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// One response.
///
/// @param version such as `HTTP/1.1`
/// @param fields in the order in which they came
/// @param latin1 the content, each byte as one character
record Reply(String version, int status, String reason, List<Field> fields, String latin1) {
  /// A field line.
  record Field(String name, String value) {}

  Reply {
    fields = List.copyOf(fields);
  }

  /// The same head with content.
  Reply containing(String content) {
    return new Reply(version, status, reason, fields, content);
  }

  /// All values of a field, in order.
  List<String> values(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /// The value of a field that must be there exactly once.
  String field(String name) {
    List<String> values = values(name);
    assertEquals(1, values.size(), () -> "one " + name + " in " + this);
    return values.getFirst();
  }

  boolean has(String name) {
    return !values(name).isEmpty();
  }

  /// Whether a field, if it is there, names a token.
  boolean names(String field, String token) {
    return values(field).stream()
        .flatMap(value -> List.of(value.split("\\s*,\\s*")).stream())
        .anyMatch(token::equalsIgnoreCase);
  }

  byte[] bytes() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The content as UTF-8.
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// Demands a status, and shows the whole response otherwise.
  Reply expect(int expected) {
    assertEquals(expected, status, this::toString);
    return this;
  }
}
