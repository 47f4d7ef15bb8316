package dev.ashlar.http.server.options;

/// One option, which may be given as `--name VALUE`, as an environment variable, or as a line of the
/// configuration file.
///
/// @param <T> what its text becomes
/// @param name without dashes in front, such as `max-upload`
/// @param placeholder what stands for the value in the help, such as `SIZE`
/// @param many whether it may be repeated; a comma then separates values everywhere
/// @param converter makes the value
/// @param help what it does, and its default, in a few words
public record Option<T>(
    String name, String placeholder, boolean many, Converter<T> converter, String help) {

  /// An option that is given once.
  public static <T> Option<T> one(
      String name, String placeholder, Converter<T> converter, String help) {
    return new Option<>(name, placeholder, false, converter, help);
  }

  /// An option that may be repeated.
  public static <T> Option<T> many(
      String name, String placeholder, Converter<T> converter, String help) {
    return new Option<>(name, placeholder, true, converter, help);
  }
}
