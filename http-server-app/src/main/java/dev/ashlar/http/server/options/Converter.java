package dev.ashlar.http.server.options;

/// Makes a value out of the text of an option.
///
/// @param <T> what the text becomes
@FunctionalInterface
public interface Converter<T> {
  /// The value of a text.
  ///
  /// @throws UnacceptableException if the text is no such value; says what would be
  T convert(String text) throws UnacceptableException;
}
