package dev.ashlar.http.protocol.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What must hold whatever the input is; what does not is a finding.
final class Claim {
  private Claim() {}

  static void holds(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  static void same(@Nullable Object expected, @Nullable Object actual, String what) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", but it is " + actual);
    }
  }
}
