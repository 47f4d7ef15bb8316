package dev.ashlar.http.server;

import java.time.Duration;
import java.util.Objects;

/// Checks of values that an embedder gives.
final class Ranges {
  private Ranges() {}

  /// @throws IllegalArgumentException unless the value is between the two, both included
  static void check(String name, long value, long least, long most) {
    check(least <= value && value <= most, name, value, "a number from " + least + " to " + most);
  }

  /// @throws IllegalArgumentException unless the value is at least that, and at most
  ///   [ServerOptions#MAX_TIMEOUT]
  static void check(String name, Duration value, Duration least) {
    check(name, value, least, ServerOptions.MAX_TIMEOUT);
  }

  /// @throws IllegalArgumentException unless the value is between the two, both included
  /// @throws NullPointerException with the name, if the value is null
  static void check(String name, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value, name);
    check(
        least.compareTo(value) <= 0 && value.compareTo(most) <= 0,
        name,
        value,
        "a duration from " + least + " to " + most);
  }

  /// @throws IllegalArgumentException unless it holds
  static void check(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + allowed);
    }
  }
}
