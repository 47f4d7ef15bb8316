package dev.ashlar.http.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a `Range` field asks of a representation of a given length (RFC 9110 §14.2). Whether the
/// field applies at all is for [Preconditions#rangeApplies] to say.
///
/// Against abuse, a field is ignored, which RFC 9110 §14.2 allows, when it asks for more than
/// [#MAX_RANGES] ranges, for more than [#MAX_OVERLAPPING] that overlap, or for more than
/// [#MAX_UNORDERED] that are not in ascending order. Ranges that overlap or are adjacent become
/// one. So a response never repeats a byte of the representation and has at most [#MAX_RANGES]
/// parts.
///
/// Immutable, safe for use by any thread.
public sealed interface ByteRanges {
  /// The most ranges that one field may ask for, unsatisfiable ones included.
  int MAX_RANGES = 64;

  /// The most ranges that may share bytes with another one of the same field.
  int MAX_OVERLAPPING = 2;

  /// The most ranges that need not be in ascending order.
  int MAX_UNORDERED = 16;

  /// Answer as if there were no `Range`: there is none, or it has another unit, is malformed, or
  /// looks like abuse, or the representation is empty.
  record Whole() implements ByteRanges {}

  /// No range has a byte in common with the representation: 416 (RFC 9110 §15.5.17).
  ///
  /// @param completeLength the length of the representation in bytes
  record Unsatisfiable(long completeLength) implements ByteRanges {
    /// Checks the length.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Unsatisfiable {
      requireLength(completeLength);
    }

    /// The value of `Content-Range` for the response with status 416, such as `bytes */1234`.
    public String contentRange() {
      return "bytes */" + completeLength;
    }
  }

  /// Send these: one as a 206 with `Content-Range`, several as `multipart/byteranges`.
  ///
  /// @param ranges at least one; all within the representation, none overlapping or adjacent, in
  ///   the order in which they were asked for
  record Satisfiable(List<ByteRange> ranges) implements ByteRanges {
    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if there are none
    public Satisfiable {
      ranges = List.copyOf(ranges);
      if (ranges.isEmpty()) {
        throw new IllegalArgumentException("no ranges");
      }
    }

    /// The value of `Range` that asks for exactly these, such as `bytes=0-499,1000-1499`.
    @Override
    public String toString() {
      StringBuilder value = new StringBuilder("bytes=");
      for (int i = 0; i < ranges.size(); i++) {
        value.append(i == 0 ? "" : ",").append(ranges.get(i));
      }
      return value.toString();
    }
  }

  /// Parses the value of a `Range` field, null when the request has none.
  ///
  /// @param completeLength the length of the selected representation in bytes, 0 or more
  /// @throws IllegalArgumentException if the length is negative
  static ByteRanges parse(@Nullable String value, long completeLength) {
    requireLength(completeLength);
    // An empty representation has no range to name, and §14.2 allows to ignore the field for it: so
    // a client that asks for the beginning of everything need not know 416.
    return value == null || completeLength == 0
        ? new Whole()
        : new ByteRangesParser(value, completeLength).parse();
  }

  private static void requireLength(long completeLength) {
    if (completeLength < 0) {
      throw new IllegalArgumentException("negative length: " + completeLength);
    }
  }
}
