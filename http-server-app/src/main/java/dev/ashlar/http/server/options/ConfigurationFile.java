package dev.ashlar.http.server.options;

import dev.ashlar.http.server.options.CommandException.Fault;
import dev.ashlar.http.server.options.Source.FileLine;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Reads Java properties in UTF-8 that knows the line of each, which [Properties] does not tell.
final class ConfigurationFile {
  private final Path file;
  private final Map<String, Option<?>> options;
  private final Map<String, List<Settings.Given>> found = new HashMap<>();

  private ConfigurationFile(Path file, Map<String, Option<?>> options) {
    this.file = file;
    this.options = options;
  }

  /// The properties of a file.
  ///
  /// @param described how the operator named the file, for messages
  /// @param options by each of their names: what may occur, each once unless it may be repeated
  /// @throws CommandException if the file cannot be read or is not what it should be
  static Map<String, List<Settings.Given>> read(
      Path file, String described, Map<String, Option<?>> options) throws CommandException {
    ConfigurationFile configuration = new ConfigurationFile(file, options);
    try {
      configuration.take(withoutMark(Files.readString(file)).lines().toList());
    } catch (IOException e) {
      throw new CommandException(Fault.MACHINE, described + ": " + FileProblem.describe(e));
    }
    return configuration.found;
  }

  /// Some editors begin a text with a byte order mark, which would be part of the first name.
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void take(List<String> lines) throws CommandException {
    for (int next = 0; next < lines.size(); ) {
      int first = next + 1;
      StringBuilder logical = new StringBuilder(lines.get(next++));
      while (isContinued(logical) && next < lines.size()) {
        logical.append('\n').append(lines.get(next++));
      }
      takeLogicalLine(logical.toString(), first);
    }
  }

  /// An odd number of backslashes at the end continues a line, unless it is a comment.
  private static boolean isContinued(StringBuilder line) {
    String text = line.toString().stripLeading();
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1 && !text.startsWith("#") && !text.startsWith("!");
  }

  private void takeLogicalLine(String text, int line) throws CommandException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw CommandException.option(FileLine.place(file, line) + ": " + e.getMessage());
    }
    for (String name : one.stringPropertyNames()) {
      take(name, one.getProperty(name), new FileLine(file, line, name));
    }
  }

  private void take(String name, String text, FileLine source) throws CommandException {
    String place = FileLine.place(file, source.line());
    Option<?> option = options.get(name);
    if (option == null) {
      throw CommandException.option(
          place + ": unknown option " + name + Suggestion.phrase("", name, options.keySet()));
    }
    List<Settings.Given> before = found.computeIfAbsent(option.name(), _ -> new ArrayList<>());
    if (!before.isEmpty()
        && !option.form().isRepeatable()
        && before.getFirst().source() instanceof FileLine earlier) {
      throw CommandException.option(
          place + ": " + name + " is already set in line " + earlier.line());
    }
    before.add(new Settings.Given(option.meaning(name, text), source));
  }
}
