package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.nio.ByteBuffer;
import java.util.List;

/// The `Idempotency-Key` of an upload (draft-ietf-httpapi-idempotency-key-header): a string as in
/// RFC 8941 §3.3.3, such as `"8e03978e-40d5"`. Without its quotes it is the same key, for that is
/// how many clients send it.
final class IdempotencyKey {
  static final FieldName NAME = FieldName.of("Idempotency-Key");

  /// The longest key, in characters.
  static final int MAX_LENGTH = 255;

  private static final String NOT_IN_BARE_KEY = "\"\\,; ";

  private IdempotencyKey() {}

  /// Reads the key, and hashes it: a key is only ever compared.
  ///
  /// @param values one or more
  static FieldReading<Sha256> parse(List<String> values) {
    if (values.size() > 1) {
      return new Malformed<>("An upload has one Idempotency-Key at most.");
    }
    String value = values.getFirst();
    String key = value.startsWith("\"") ? unquote(value) : value;
    if (key.length() > MAX_LENGTH) {
      return new Malformed<>(
          Sentence.of(
              "An Idempotency-Key may have at most %d characters, this one has %d.",
              MAX_LENGTH, key.length()));
    }
    boolean valid = !key.isEmpty() && (value.startsWith("\"") || isBare(key));
    return valid
        ? new Read<>(Sha256.of(ByteBuffer.wrap(key.getBytes(UTF_8))))
        : new Malformed<>("The Idempotency-Key is not a string (RFC 8941, section 3.3.3).");
  }

  private static boolean isBare(String key) {
    return key.chars().allMatch(c -> c > ' ' && c < 0x7F && NOT_IN_BARE_KEY.indexOf(c) < 0);
  }

  /// What a string stands for, or nothing if it is not well-formed.
  private static String unquote(String value) {
    StringBuilder key = new StringBuilder();
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        return i == value.length() - 1 ? key.toString() : "";
      }
      if (c == '\\') {
        i++;
        c = i < value.length() ? value.charAt(i) : 0;
        if (c != '"' && c != '\\') {
          return "";
        }
      }
      if (c < ' ' || c > '~') {
        return "";
      }
      key.append(c);
    }
    return "";
  }
}
