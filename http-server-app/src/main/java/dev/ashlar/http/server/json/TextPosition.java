package dev.ashlar.http.server.json;

/// Line and column of the last character of a text that was read, both counted from 1.
///
/// A line ends with LF, CR or CR LF, which still belongs to it. A character beyond U+FFFF is one
/// column.
final class TextPosition {
  private long line = 1;
  private long column;
  private boolean lineEnded;
  private char last;

  /// Moves to the next character.
  void advance(char c) {
    boolean endsSameLine = c == '\n' && last == '\r';
    if (lineEnded && !endsSameLine) {
      line++;
      column = 0;
    }
    if (!Character.isLowSurrogate(c)) {
      column++;
    }
    lineEnded = c == '\n' || c == '\r';
    last = c;
  }

  /// The last character.
  char last() {
    return last;
  }

  /// Its line.
  long line() {
    return line;
  }

  /// Its column.
  long column() {
    return column;
  }

  /// The line of the character after it.
  long nextLine() {
    return lineEnded ? line + 1 : line;
  }

  /// The column of the character after it.
  long nextColumn() {
    return lineEnded ? 1 : column + 1;
  }
}
