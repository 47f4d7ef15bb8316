package dev.ashlar.http.server.observe;

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
  static void append(StringBuilder line, CharSequence text, int limit) {
    int length = Math.min(text.length(), limit);
    for (int at = 0; at < length; at++) {
      char character = text.charAt(at);
      if (character < ' ' || character > '~') {
        appendCode(line, character);
      } else {
        if (character == '"' || character == '\\') {
          line.append('\\');
        }
        line.append(character);
      }
    }
    if (length < text.length()) {
      line.append(CUT);
    }
  }

  private static void appendCode(StringBuilder line, char character) {
    line.append(character <= 0xFF ? "\\x" : "\\u");
    for (int shift = character <= 0xFF ? 4 : 12; shift >= 0; shift -= 4) {
      int digit = (character >> shift) & 0xF;
      line.append((char) (digit < 10 ? '0' + digit : 'A' + digit - 10));
    }
  }
}
