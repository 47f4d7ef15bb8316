package dev.ashlar.http.server.uploads;

import java.util.Locale;

/// Text with numbers in it, the same wherever the server runs.
final class Sentence {
  private Sentence() {}

  /// Fills numbers in.
  ///
  /// @param format for [String#format]
  @SuppressWarnings("AnnotateFormatMethod") // It would take a dependency.
  static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
