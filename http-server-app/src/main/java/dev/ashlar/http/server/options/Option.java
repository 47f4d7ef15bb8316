package dev.ashlar.http.server.options;

import java.util.List;

/// One option, which may be given as `--name VALUE`, as an environment variable, or as a line of
/// the configuration file.
///
/// @param <T> what its text becomes
/// @param name without dashes in front, such as `max-upload`
/// @param placeholder what stands for the value in the help, such as `SIZE`
/// @param form how it is given
/// @param converter makes the value
/// @param help what it does, and its default, in a few words
public record Option<T>(
    String name, String placeholder, Form form, Converter<T> converter, String help) {

  /// How an option is given.
  public enum Form {
    /// Once, with a value.
    ONE,
    /// As often as wanted; a comma, too, separates values.
    LIST,
    /// As often as wanted, with values that may have commas; a line break, too, separates them.
    LINES,
    /// `--name`, or `--no-name` for the opposite; elsewhere `true` or `false`.
    SWITCH_ON,
    /// The same, but the help names `--no-name`, because it is on by default.
    SWITCH_OFF;

    boolean isSwitch() {
      return this == SWITCH_ON || this == SWITCH_OFF;
    }

    boolean isRepeatable() {
      return this == LIST || this == LINES;
    }
  }

  /// An option that is given once.
  public static <T> Option<T> one(
      String name, String placeholder, Converter<T> converter, String help) {
    return new Option<>(name, placeholder, Form.ONE, converter, help);
  }

  /// An option that may be repeated, with values without commas.
  public static <T> Option<T> list(
      String name, String placeholder, Converter<T> converter, String help) {
    return new Option<>(name, placeholder, Form.LIST, converter, help);
  }

  /// An option that may be repeated, with values that may have commas.
  public static <T> Option<T> lines(
      String name, String placeholder, Converter<T> converter, String help) {
    return new Option<>(name, placeholder, Form.LINES, converter, help);
  }

  /// An option without a value that is off unless it is given.
  public static Option<Boolean> switchOn(String name, String help) {
    return new Option<>(name, "", Form.SWITCH_ON, new SwitchText(), help);
  }

  /// An option without a value that is on unless its opposite, `--no-name`, is given; the help says
  /// what that does.
  public static Option<Boolean> switchOff(String name, String help) {
    return new Option<>(name, "", Form.SWITCH_OFF, new SwitchText(), help);
  }

  /// Every name under which it may be given: that of a switch's opposite, too.
  List<String> names() {
    return form.isSwitch() ? List.of(name, "no-" + name) : List.of(name);
  }

  /// What a text means that was given under one of the names.
  String meaning(String givenName, String text) {
    return givenName.equals(name) ? text : SwitchText.opposite(text);
  }

  /// How the help calls it.
  String usage() {
    return switch (form) {
      case ONE, LIST, LINES -> "--" + name + " " + placeholder;
      case SWITCH_ON -> "--" + name;
      case SWITCH_OFF -> "--no-" + name;
    };
  }
}
