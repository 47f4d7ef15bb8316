package dev.ashlar.http.server.options;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a number of bytes with its unit: `64KiB`, `10MiB`, `1GiB` count in powers of 1024, `KB`,
/// `MB`, `GB` in powers of 1000; without a unit, bytes.
///
/// @param least the least number of bytes allowed
/// @param most the greatest number of bytes allowed
public record SizeText(long least, long most) implements Converter<Long> {
  private static final Pattern SYNTAX = Pattern.compile("([0-9]+)([KMG]i?B|B|)");

  @Override
  public Long convert(String text) throws UnacceptableException {
    Matcher matcher = SYNTAX.matcher(text);
    if (matcher.matches()) {
      // As many digits as somebody cares to type: they must not overflow into an allowed range.
      BigInteger bytes =
          new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(bytes(matcher.group(2))));
      if (bytes.bitLength() < Long.SIZE
          && least <= bytes.longValue()
          && bytes.longValue() <= most) {
        return bytes.longValue();
      }
    }
    throw new UnacceptableException(
        "a size from "
            + format(least)
            + " to "
            + format(most)
            + ", such as 64KiB, 10MiB or 1GiB (or KB, MB, GB)");
  }

  /// The text with the greatest unit that [#convert] makes exactly this size of.
  public static String format(long size) {
    for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
      if (size > 0 && size % bytes(unit) == 0) {
        return size / bytes(unit) + unit;
      }
    }
    return size + "B";
  }

  private static long bytes(String unit) {
    return switch (unit) {
      case "", "B" -> 1;
      case "KB" -> 1_000;
      case "MB" -> 1_000_000;
      case "GB" -> 1_000_000_000;
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> throw new IllegalArgumentException(unit);
    };
  }
}
