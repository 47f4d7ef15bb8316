package dev.ashlar.benchmarks.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One axis of a [Panel]: where a value lies between its ends, and which values are written at it.
public sealed interface Axis {
  /// What it counts, with the unit.
  String title();

  /// From 0 at the beginning to 1 at the end.
  double position(double value);

  /// The values that are written.
  List<Tick> ticks();

  /// A value and how it is written.
  record Tick(double value, String text) {}

  /// Equal steps from `from` to `to`.
  record Linear(String title, double from, double to) implements Axis {
    /// From 0 to a little more than the greatest value.
    public static Linear fitting(String title, double greatest) {
      double step = step(greatest);
      return new Linear(title, 0, step * Math.ceil(greatest * 1.02 / step));
    }

    @Override
    public double position(double value) {
      return (value - from) / (to - from);
    }

    @Override
    public List<Tick> ticks() {
      double step = step(to - from);
      List<Tick> ticks = new ArrayList<>();
      for (double value = from; value <= to + step / 1e6; value += step) {
        ticks.add(new Tick(value, text(value)));
      }
      return ticks;
    }

    private static double step(double range) {
      double power = Math.pow(10, Math.floor(Math.log10(range)));
      double ratio = range / power;
      return power * (ratio <= 2 ? 0.5 : ratio <= 5 ? 1 : 2);
    }
  }

  /// Powers of ten from `from` to `to`, both above 0.
  record Logarithmic(String title, double from, double to) implements Axis {
    /// The powers of ten around all values.
    public static Logarithmic fitting(String title, double least, double greatest) {
      return new Logarithmic(
          title,
          Math.pow(10, Math.floor(Math.log10(least))),
          Math.pow(10, Math.ceil(Math.log10(greatest))));
    }

    @Override
    public double position(double value) {
      return Math.log(Math.max(from, value) / from) / Math.log(to / from);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (double value = from; value <= to * 1.001; value *= 10) {
        ticks.add(new Tick(value, text(value)));
      }
      return ticks;
    }
  }

  /// Named places, the first with the value 0.
  record Categories(String title, List<String> names) implements Axis {
    @Override
    public double position(double value) {
      return (value + 0.5) / names.size();
    }

    @Override
    public List<Tick> ticks() {
      return IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
    }
  }

  private static String text(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-9
        ? String.format(Locale.ROOT, "%,d", Math.round(value))
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }
}
