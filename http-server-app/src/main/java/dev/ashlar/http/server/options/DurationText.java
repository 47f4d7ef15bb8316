package dev.ashlar.http.server.options;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a whole number and its unit: `500ms`, `30s`, `5m`, `2h`.
///
/// @param least the shortest duration allowed, in whole milliseconds
/// @param most the longest duration allowed, in whole milliseconds
public record DurationText(Duration least, Duration most) implements Converter<Duration> {
  private static final Pattern SYNTAX = Pattern.compile("([0-9]+)(ms|s|m|h)");

  @Override
  public Duration convert(String text) throws UnacceptableException {
    Matcher matcher = SYNTAX.matcher(text);
    if (matcher.matches()) {
      // As many digits as somebody cares to type: they must not overflow into an allowed range.
      BigInteger millis =
          new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(millis(matcher.group(2))));
      if (millis.bitLength() < Long.SIZE) {
        Duration duration = Duration.ofMillis(millis.longValue());
        if (least.compareTo(duration) <= 0 && duration.compareTo(most) <= 0) {
          return duration;
        }
      }
    }
    throw new UnacceptableException(
        "a duration from "
            + format(least)
            + " to "
            + format(most)
            + ", such as 500ms, 30s, 5m or 2h");
  }

  /// The shortest text that [#convert] makes this duration of.
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"h", "m", "s"}) {
      if (millis > 0 && millis % millis(unit) == 0) {
        return millis / millis(unit) + unit;
      }
    }
    return millis + "ms";
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> throw new IllegalArgumentException(unit);
    };
  }
}
