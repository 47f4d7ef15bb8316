package dev.ashlar.http.server.json;

import dev.ashlar.http.protocol.Status;
import java.util.List;

/// Writes one JSON object. For one thread.
///
/// An answer of a few members needs no generator, and must not look for one on the selector's
/// thread.
public final class JsonObjectText {
  private final StringBuilder text = new StringBuilder("{");

  /// What every problem document has (RFC 9457 §3.1).
  ///
  /// @param detail a sentence for people; may hold the client's characters, they are escaped
  public static JsonObjectText problem(Status status, String detail) {
    return new JsonObjectText()
        .add("title", status.reason())
        .add("status", status.code())
        .add("detail", detail);
  }

  /// Adds a string.
  public JsonObjectText add(String name, String value) {
    name(name);
    quote(text, value);
    return this;
  }

  /// Adds a number.
  public JsonObjectText add(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /// Adds an array of objects, each on a line of its own.
  public JsonObjectText add(String name, List<JsonObjectText> objects) {
    name(name);
    String separator = "\n";
    text.append('[');
    for (JsonObjectText object : objects) {
      text.append(separator).append(object);
      separator = ",\n";
    }
    text.append("\n]");
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(text, name);
    text.append(':');
  }

  private static void quote(StringBuilder target, String value) {
    target.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        target.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        // Surrogates are escaped so that a lone one stays what it is in UTF-8.
        target.append("\\u%04x".formatted((int) c));
      } else {
        target.append(c);
      }
    }
    target.append('"');
  }

  /// The object.
  @Override
  public String toString() {
    return text + "}";
  }
}
