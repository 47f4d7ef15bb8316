package dev.ashlar.http.server.observe;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Prints a stack trace of which every line is indented and escaped: an exception's message may
/// hold what a client sent, and must not pass for a log line.
final class Trace {
  private static final int LINE_LIMIT = 512;
  private static final int LINES = 60;

  private Trace() {}

  /// The trace, without a line end after its last line.
  static String of(Throwable failure) {
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    AsciiText text = new AsciiText();
    printed
        .toString()
        .lines()
        .limit(LINES)
        .forEach(line -> {
          text.append(text.length() == 0 ? "" : "\n");
          Printable.append(text.append("    "), line.replace("\t", "  "), LINE_LIMIT);
        });
    return text.toString();
  }
}
