package dev.ashlar.http.protocol;

import java.util.Objects;

/// One field line: a name and its value (RFC 9110 §5).
///
/// Immutable, safe for use by any thread.
///
/// @param name the field's name
/// @param value its value in ISO-8859-1, one character for each octet, without white space around
///   it
public record Field(FieldName name, String value) {
  /// Checks the value.
  ///
  /// @throws IllegalArgumentException if the value has a control character (CR, LF and NUL among
  ///   them), a character beyond ISO-8859-1, or white space at an end (RFC 9110 §5.5)
  public Field {
    Objects.requireNonNull(name, "name");
    if (!Octets.isAll(Octets.FIELD_VALUE, value)) {
      throw new IllegalArgumentException(
          "the value of " + name + " has a character that a field value may not have");
    }
    if (!value.isEmpty() && (isWhitespace(value, 0) || isWhitespace(value, value.length() - 1))) {
      throw new IllegalArgumentException("the value of " + name + " has white space at an end");
    }
  }

  private static boolean isWhitespace(String value, int at) {
    return Octets.isWhitespace((byte) value.charAt(at));
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
