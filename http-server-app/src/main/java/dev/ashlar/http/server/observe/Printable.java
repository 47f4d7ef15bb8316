package dev.ashlar.http.server.observe;

import dev.ashlar.http.protocol.RequestHead;

/// Prints what a client sent so that it can neither end a line, nor speak to a terminal, nor pass
/// for something else.
final class Printable {
  /// Stands where a text was cut.
  private static final String CUT = "...";

  private Printable() {}

  /// Appends printable ASCII as it is; a quote and a backslash behind a backslash; every other
  /// character as `\xHH`, above U+00FF as a backslash, `u` and four digits.
  ///
  /// @param limit how many characters of the text are taken at most; a longer text ends with `...`
  static void append(AsciiText line, String text, int limit) {
    int length = Math.min(text.length(), limit);
    for (int at = 0; at < length; at++) {
      append(line, text.charAt(at));
    }
    if (length < text.length()) {
      line.append(CUT);
    }
  }

  /// Appends the request line of a head, which the parser has found to be such as it is.
  static void appendRequestLine(AsciiText line, RequestHead head, int limit) {
    int length = Math.min(head.requestLineLength(), limit);
    line.appendRequestLine(head, length);
    if (length < head.requestLineLength()) {
      line.append(CUT);
    }
  }

  private static void append(AsciiText line, char character) {
    if (character < ' ' || character > '~') {
      appendCode(line, character);
      return;
    }
    if (character == '"' || character == '\\') {
      line.append('\\');
    }
    line.append(character);
  }

  private static void appendCode(AsciiText line, char character) {
    line.append(character <= 0xFF ? "\\x" : "\\u");
    for (int shift = character <= 0xFF ? 4 : 12; shift >= 0; shift -= 4) {
      int digit = (character >> shift) & 0xF;
      line.append((char) (digit < 10 ? '0' + digit : 'A' + digit - 10));
    }
  }
}
