package dev.ashlar.http.protocol;

/// The offsets of one field line, packed into a `long`: sections have at most 65,535 octets.
///
/// ```text
///   Accept-Encoding: gzip CR LF
///   ^nameStart     ^nameEnd
///                         ^lineEnd
/// ```
final class FieldEntry {
  private static final int OFFSET_MASK = 0xFFFF;
  private static final int NAME_END = 16;
  private static final int LINE_END = 32;
  private static final int KNOWN_INDEX = 48;

  private FieldEntry() {}

  /// @param knownIndex [FieldName#index], -1 for a name that is no constant
  static long of(int nameStart, int nameEnd, int lineEnd, int knownIndex) {
    return nameStart
        | (long) nameEnd << NAME_END
        | (long) lineEnd << LINE_END
        | (long) knownIndex << KNOWN_INDEX;
  }

  static int nameStart(long entry) {
    return (int) entry & OFFSET_MASK;
  }

  static int nameEnd(long entry) {
    return (int) (entry >>> NAME_END) & OFFSET_MASK;
  }

  static int lineEnd(long entry) {
    return (int) (entry >>> LINE_END) & OFFSET_MASK;
  }

  static int knownIndex(long entry) {
    return (int) (entry >> KNOWN_INDEX);
  }
}
