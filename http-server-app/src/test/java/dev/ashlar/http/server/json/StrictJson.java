package dev.ashlar.http.server.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// An oracle: the grammar of RFC 8259 written down rule by rule, without limits and without looking
/// for duplicate names.
final class StrictJson {
  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  /// Whether the content is a JSON text in UTF-8.
  static boolean accepts(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      StrictJson json = new StrictJson(text);
      // JSON-text = ws value ws
      json.whitespace();
      boolean valid = json.value();
      json.whitespace();
      return valid && json.at == text.length();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// ws = *( %x20 / %x09 / %x0A / %x0D )
  private void whitespace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  /// value = false / null / true / object / array / number / string
  private boolean value() {
    return switch (peek()) {
      case 'f' -> word("false");
      case 'n' -> word("null");
      case 't' -> word("true");
      case '{' -> members('{', '}', true);
      case '[' -> members('[', ']', false);
      case '"' -> string();
      default -> number();
    };
  }

  /// object = begin-object [ member *( value-separator member ) ] end-object, and the same for
  /// array
  private boolean members(char open, char close, boolean named) {
    take(open);
    whitespace();
    if (take(close)) {
      return true;
    }
    do {
      whitespace();
      if (named && !name()) {
        return false;
      }
      if (!value()) {
        return false;
      }
      whitespace();
    } while (take(','));
    return take(close);
  }

  /// string name-separator
  private boolean name() {
    if (!string()) {
      return false;
    }
    whitespace();
    boolean separated = take(':');
    whitespace();
    return separated;
  }

  /// string = quotation-mark *char quotation-mark
  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < 0x20 || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    if (c != 'u') {
      return c != 0 && "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      if ("0123456789abcdefABCDEF".indexOf(peek()) < 0) {
        return false;
      }
      at++;
    }
    return true;
  }

  /// number = [ minus ] int [ frac ] [ exp ]
  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private boolean take(char c) {
    boolean there = peek() == c && at < text.length();
    at += there ? 1 : 0;
    return there;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\uFFFF';
  }
}
