package dev.ashlar.benchmarks.common;

import java.util.List;

/// One diagram of a [Plot].
///
/// @param series drawn in this order, each in a colour of its own
/// @param goals horizontal lines that the figures should stay on one side of
public record Panel(String title, Axis x, Axis y, List<Series> series, List<Goal> goals) {
  /// How a series is drawn.
  public enum Form {
    /// Points joined by lines.
    LINE,
    /// Points alone.
    POINTS,
    /// Bars that stand side by side with those of other series.
    BARS
  }

  /// Points that belong together.
  public record Series(String name, Form form, List<Point> points) {}

  /// One value.
  public record Point(double x, double y) {}

  /// What was aimed at.
  public record Goal(String name, double y) {}
}
