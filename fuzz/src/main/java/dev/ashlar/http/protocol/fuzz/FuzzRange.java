package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.ByteRange;
import dev.ashlar.http.protocol.ByteRanges;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A `Range` field, for representations of several lengths.
public final class FuzzRange {
  private static final long[] LENGTHS = {0, 1, 2, 1000, 1L << 31, Long.MAX_VALUE};

  private FuzzRange() {}

  /// Judges the value of the field.
  public static void fuzzerTestOneInput(byte[] data) {
    String value = new String(data, StandardCharsets.ISO_8859_1);
    for (long length : LENGTHS) {
      switch (ByteRanges.parse(value, length)) {
        case ByteRanges.Whole whole -> {}
        case ByteRanges.Unsatisfiable none ->
            Claim.same("bytes */" + length, none.contentRange(), "content range");
        case ByteRanges.Satisfiable some -> judge(some, length);
      }
    }
  }

  private static void judge(ByteRanges.Satisfiable some, long length) {
    List<ByteRange> ranges = some.ranges();
    Claim.holds(ranges.size() <= ByteRanges.MAX_RANGES, "too many ranges");
    for (ByteRange range : ranges) {
      Claim.holds(range.last() < length, "a range beyond the end");
      Claim.same(
          "bytes " + range.first() + "-" + range.last() + "/" + length,
          range.contentRange(length),
          "content range");
    }
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < i; j++) {
        Claim.holds(areApart(ranges.get(i), ranges.get(j)), "ranges that overlap or are adjacent");
      }
    }
    Claim.same(some, ByteRanges.parse(some.toString(), length), "rendered");
  }

  private static boolean areApart(ByteRange a, ByteRange b) {
    return a.first() - 1 > b.last() || b.first() - 1 > a.last();
  }
}
