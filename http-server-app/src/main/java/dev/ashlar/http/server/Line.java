package dev.ashlar.http.server;

/// Text for an operator's terminal that stays on one line.
final class Line {
  private Line() {}

  /// The text with a question mark for each control character: a name that the operator typed may
  /// have a line end in it.
  static String of(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
