package dev.ashlar.http.server.json;

/// How large the parts of a JSON text may be.
///
/// RFC 8259 §9 leaves limits to the implementation. These bound the memory and the time that
/// checking one upload takes, whatever its size, and protect whoever reads the file later.
///
/// @param depth how deep arrays and objects may nest, 1 to [#MAX_DEPTH]
/// @param values how many values there may be: strings, numbers, literals, arrays and objects, 1 or
///   more
/// @param stringLength the longest string or name between its quotes, in UTF-16 units as written
///   (an escape counts all its characters), 1 or more
/// @param numberLength the longest number, in characters, 1 or more
/// @param duplicateNames whether an object may hold the same name twice; RFC 8259 §4 calls what
///   readers make of that unpredictable, RFC 7493 §2.3 forbids it
public record JsonLimits(
    int depth, int values, int stringLength, int numberLength, boolean duplicateNames) {
  /// The deepest nesting that may be asked for.
  public static final int MAX_DEPTH = 10_000;

  /// 256 deep, a million values, strings up to a million characters, numbers up to 1,000, and no
  /// duplicate names.
  public static final JsonLimits DEFAULT = new JsonLimits(256, 1_000_000, 1 << 20, 1_000, false);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public JsonLimits {
    check("depth", depth, MAX_DEPTH);
    check("values", values, Integer.MAX_VALUE);
    check("stringLength", stringLength, Integer.MAX_VALUE);
    check("numberLength", numberLength, Integer.MAX_VALUE);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", must be 1 to " + most);
    }
  }

  /// The same limits, but with duplicate names allowed or not.
  JsonLimits withDuplicateNames(boolean allowed) {
    return new JsonLimits(depth, values, stringLength, numberLength, allowed);
  }
}
