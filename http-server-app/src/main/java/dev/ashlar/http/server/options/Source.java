package dev.ashlar.http.server.options;

import java.nio.file.Path;

/// Where the text of an option came from.
sealed interface Source {
  /// Names option, text and source, as the beginning of a message.
  String describe(String option, String text);

  /// The command line.
  record CommandLine() implements Source {
    @Override
    public String describe(String option, String text) {
      return "--" + option + " " + quoted(text);
    }
  }

  /// An environment variable.
  record Environment(String variable) implements Source {
    @Override
    public String describe(String option, String text) {
      return "environment variable " + variable + "=" + quoted(text);
    }
  }

  /// A line of a configuration file, counted from 1; of a logical line, its first. The name is the
  /// one that stands there: that of an option, or of a switch's opposite.
  record FileLine(Path file, int line, String name) implements Source {
    @Override
    public String describe(String option, String text) {
      return place(file, line) + ": " + name + "=" + quoted(text);
    }

    static String place(Path file, int line) {
      return file + ", line " + line;
    }
  }

  /// Quotes a text whose ends would be hard to see.
  static String quoted(String text) {
    return text.isEmpty() || text.contains(" ") ? '"' + text + '"' : text;
  }
}
