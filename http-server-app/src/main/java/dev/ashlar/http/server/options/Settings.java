package dev.ashlar.http.server.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was said about each option, by the source that wins. Defaults are the caller's business.
public final class Settings implements Parsed {
  /// The text of an option, and where it came from.
  record Given(String text, Source source) {}

  private final Map<String, List<Given>> given;
  private final Optional<String> argument;
  private final List<String> doubts;

  /// @param given what the winning source says about each option, in order, by the option's name
  /// @param doubts sentences about what was probably meant otherwise
  Settings(Map<String, List<Given>> given, Optional<String> argument, List<String> doubts) {
    this.given = Map.copyOf(given);
    this.argument = argument;
    this.doubts = List.copyOf(doubts);
  }

  /// Sentences, without a full stop, about what was said in vain and is no error: environment
  /// variables that look like an option's.
  public List<String> doubts() {
    return doubts;
  }

  /// The argument of the command line that belongs to no option.
  ///
  /// @param name what the help calls it
  /// @throws CommandException if the converter does not take it
  public <T> Optional<T> argument(String name, Converter<T> converter) throws CommandException {
    if (argument.isEmpty()) {
      return Optional.empty();
    }
    String text = argument.get();
    try {
      return Optional.of(converter.convert(text));
    } catch (UnacceptableException e) {
      throw CommandException.option(
          "argument " + Source.quoted(text) + ": " + name + " must be " + e.getMessage());
    }
  }

  /// The value of an option, if any source gave one.
  ///
  /// @throws CommandException if its converter does not take the text
  public <T> Optional<T> value(Option<T> option) throws CommandException {
    return values(option).stream().findFirst();
  }

  /// The values of an option that may be repeated; empty if no source gave one.
  ///
  /// @throws CommandException if its converter does not take one of the texts
  public <T> List<T> values(Option<T> option) throws CommandException {
    List<T> values = new ArrayList<>();
    for (Given one : given.getOrDefault(option.name(), List.of())) {
      for (String text : split(option.form(), one.text())) {
        values.add(convert(option, text, one.source()));
      }
    }
    return values;
  }

  /// An option's text as it was given, the beginning of a message about it: option, text and
  /// source. Empty if no source gave one.
  public Optional<String> describe(Option<?> option) {
    List<Given> found = given.getOrDefault(option.name(), List.of());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found
                .getFirst()
                .source()
                .describe(
                    option.name(),
                    found.stream().map(Given::text).collect(Collectors.joining(","))));
  }

  private static List<String> split(Option.Form form, String text) {
    return switch (form) {
      case ONE, SWITCH_ON, SWITCH_OFF -> List.of(text);
      case LIST -> Stream.of(text.split(",", -1)).map(String::strip).toList();
      case LINES ->
          text.isBlank()
              ? List.of(text)
              : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    };
  }

  private static <T> T convert(Option<T> option, String text, Source source)
      throws CommandException {
    try {
      return option.converter().convert(text);
    } catch (UnacceptableException e) {
      throw CommandException.option(
          source.describe(option.name(), text) + ": must be " + e.getMessage());
    }
  }
}
