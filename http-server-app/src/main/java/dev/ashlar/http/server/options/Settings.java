package dev.ashlar.http.server.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was said about each option, by the source that wins. Defaults are the caller's business.
public final class Settings implements Parsed {
  /// The texts of one option, in order, all from one source.
  record Given(List<String> texts, Source source) {
    Given {
      texts = List.copyOf(texts);
    }
  }

  private final Map<String, Given> given;
  private final Optional<String> argument;

  Settings(Map<String, Given> given, Optional<String> argument) {
    this.given = Map.copyOf(given);
    this.argument = argument;
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
    Given found = given.get(option.name());
    if (found == null) {
      return List.of();
    }
    List<T> values = new ArrayList<>();
    for (String text : found.texts()) {
      if (option.many()) {
        for (String part : text.split(",", -1)) {
          values.add(convert(option, part.strip(), found.source()));
        }
      } else {
        values.add(convert(option, text, found.source()));
      }
    }
    return values;
  }

  /// An option's text as it was given, the beginning of a message about it: option, text and source.
  /// Empty if no source gave one.
  public Optional<String> describe(Option<?> option) {
    Given found = given.get(option.name());
    return found == null
        ? Optional.empty()
        : Optional.of(found.source().describe(option.name(), String.join(",", found.texts())));
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
