package dev.ashlar.http.server.uploads;

import java.util.Arrays;

/// What several rounds have found.
public record Spread(double median, double least, double most) {
  /// Of values in any order.
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    return "%,.2f (%,.2f to %,.2f)".formatted(median, least, most);
  }
}
