package dev.ashlar.http.server.uploads;

/// What came of reading a field.
///
/// @param <T> what is read
sealed interface FieldReading<T> {

  /// It is well-formed.
  record Read<T>(T value) implements FieldReading<T> {}

  /// It is not.
  ///
  /// @param detail a sentence for the client
  record Malformed<T>(String detail) implements FieldReading<T> {}
}
