package dev.ashlar.http.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A media type, as in `Content-Type` (RFC 9110 §8.3.1). What is case-insensitive is kept in lower
/// case: type, subtype, the names of parameters, and of their values that of `charset` (§8.3.2).
/// Two are equal whatever the order of their parameters.
///
/// Immutable, safe for use by any thread.
///
/// @param type such as `text`
/// @param subtype such as `html`
/// @param parameters names to values, without quotes and escapes, in the order of the field
public record MediaType(String type, String subtype, Map<String, String> parameters) {
  /// `application/json`
  public static final MediaType JSON = of("application", "json");

  /// `text/html`
  public static final MediaType HTML = of("text", "html");

  /// Checks the parts, and puts in lower case what is case-insensitive.
  ///
  /// @throws IllegalArgumentException if type, subtype or the name of a parameter is not a token, a
  ///   value has a character that cannot be quoted, or two names differ in case only
  public MediaType {
    type = lowerCaseToken(type);
    subtype = lowerCaseToken(subtype);
    Map<String, String> checked = new LinkedHashMap<>();
    parameters.forEach((name, value) -> {
      String key = lowerCaseToken(name);
      String text = checkedValue(value);
      if (checked.put(key, key.equals("charset") ? text.toLowerCase(Locale.ROOT) : text) != null) {
        throw new IllegalArgumentException("repeated parameter: " + name);
      }
    });
    parameters = Collections.unmodifiableMap(checked);
  }

  /// A media type without parameters.
  ///
  /// @throws IllegalArgumentException as the constructor does
  public static MediaType of(String type, String subtype) {
    return new MediaType(type, subtype, Map.of());
  }

  /// Parses a field value. Null when it is malformed, names a parameter twice, or has more than 16
  /// of them.
  public static @Nullable MediaType parse(String value) {
    FieldCursor cursor = new FieldCursor(value);
    MediaType mediaType = parse(cursor);
    return cursor.atEnd() ? mediaType : null;
  }

  /// media-type = type "/" subtype parameters
  static @Nullable MediaType parse(FieldCursor cursor) {
    String type = cursor.token();
    String subtype = type != null && cursor.take('/') ? cursor.token() : null;
    Map<String, String> parameters = subtype == null ? null : cursor.parameters();
    return type == null || subtype == null || parameters == null
        ? null
        : new MediaType(type, subtype, parameters);
  }

  /// The type without its parameters, such as `text/html`.
  public String essence() {
    return type + '/' + subtype;
  }

  /// Whether the other has the same type and subtype, whatever the parameters of each.
  public boolean sameEssence(MediaType other) {
    return type.equals(other.type) && subtype.equals(other.subtype);
  }

  /// The field value, such as `text/html;charset=utf-8`; values that are no token are quoted.
  @Override
  public String toString() {
    if (parameters.isEmpty()) {
      return essence();
    }
    StringBuilder value = new StringBuilder(essence());
    parameters.forEach(
        (name, text) -> appendValue(value.append(';').append(name).append('='), text));
    return value.toString();
  }

  private static void appendValue(StringBuilder target, String value) {
    if (Octets.isToken(value)) {
      target.append(value);
      return;
    }
    target.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        target.append('\\');
      }
      target.append(c);
    }
    target.append('"');
  }

  private static String lowerCaseToken(String text) {
    if (!Octets.isToken(text)) {
      throw new IllegalArgumentException("not a token: " + text);
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String checkedValue(String value) {
    if (!Octets.isAll(Octets.FIELD_VALUE, value)) {
      throw new IllegalArgumentException("not the value of a parameter: " + value);
    }
    return value;
  }
}
