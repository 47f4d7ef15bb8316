package dev.ashlar.http.server;

import dev.ashlar.http.server.json.JsonLimits;

/// Which JSON texts are taken as uploads, beyond what RFC 8259 says (its §9 leaves limits to the
/// implementation).
///
/// @param depth how deep arrays and objects may nest, 1 to [#MAX_DEPTH]
/// @param values how many values there may be: strings, numbers, literals, arrays and objects, 1 or
///   more
/// @param stringLength the longest string or name, in characters (UTF-16 units) as written between
///   the quotes, 1 or more
/// @param numberLength the longest number, in characters, 1 or more
/// @param duplicateNames whether an object may hold the same name twice (RFC 8259 §4 calls what
///   readers make of that unpredictable)
public record JsonRules(
    int depth, int values, int stringLength, int numberLength, boolean duplicateNames) {
  /// The deepest nesting that may be asked for.
  public static final int MAX_DEPTH = JsonLimits.MAX_DEPTH;

  /// 256 deep, a million values, strings of 1,048,576 and numbers of 1,000 characters, and no
  /// duplicate names.
  public static final JsonRules DEFAULT =
      new JsonRules(
          JsonLimits.DEFAULT.depth(),
          JsonLimits.DEFAULT.values(),
          JsonLimits.DEFAULT.stringLength(),
          JsonLimits.DEFAULT.numberLength(),
          JsonLimits.DEFAULT.duplicateNames());

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public JsonRules {
    Ranges.check("depth", depth, 1, MAX_DEPTH);
    Ranges.check("values", values, 1, Integer.MAX_VALUE);
    Ranges.check("stringLength", stringLength, 1, Integer.MAX_VALUE);
    Ranges.check("numberLength", numberLength, 1, Integer.MAX_VALUE);
  }

  /// The same with another depth.
  public JsonRules withDepth(int levels) {
    return new JsonRules(levels, values, stringLength, numberLength, duplicateNames);
  }

  /// The same with another number of values.
  public JsonRules withValues(int number) {
    return new JsonRules(depth, number, stringLength, numberLength, duplicateNames);
  }

  /// The same with another length of strings.
  public JsonRules withStringLength(int characters) {
    return new JsonRules(depth, values, characters, numberLength, duplicateNames);
  }

  /// The same with another length of numbers.
  public JsonRules withNumberLength(int characters) {
    return new JsonRules(depth, values, stringLength, characters, duplicateNames);
  }

  /// The same with duplicate names allowed or not.
  public JsonRules withDuplicateNames(boolean allowed) {
    return new JsonRules(depth, values, stringLength, numberLength, allowed);
  }
}
