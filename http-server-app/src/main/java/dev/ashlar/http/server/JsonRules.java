package dev.ashlar.http.server;

import dev.ashlar.http.server.uploads.JsonLimits;

/// Which JSON texts are taken as uploads, beyond what RFC 8259 says.
///
/// @param depth how deep arrays and objects may nest, 1 to [#MAX_DEPTH]
/// @param duplicateNames whether an object may hold the same name twice (RFC 8259 §4 calls what
///   readers make of that unpredictable)
public record JsonRules(int depth, boolean duplicateNames) {
  /// The deepest nesting that may be asked for.
  public static final int MAX_DEPTH = JsonLimits.MAX_DEPTH;

  /// 256 deep, and no duplicate names.
  public static final JsonRules DEFAULT =
      new JsonRules(JsonLimits.DEFAULT.depth(), JsonLimits.DEFAULT.duplicateNames());

  /// Checks the depth.
  ///
  /// @throws IllegalArgumentException if it is out of its range
  public JsonRules {
    Ranges.check("depth", depth, 1, MAX_DEPTH);
  }

  /// The same with another depth.
  public JsonRules withDepth(int levels) {
    return new JsonRules(levels, duplicateNames);
  }

  /// The same with duplicate names allowed or not.
  public JsonRules withDuplicateNames(boolean allowed) {
    return new JsonRules(depth, allowed);
  }
}
