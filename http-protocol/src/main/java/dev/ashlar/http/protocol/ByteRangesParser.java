package dev.ashlar.http.protocol;

import java.util.ArrayList;
import java.util.List;

/// One `Range` field being read: ranges-specifier = range-unit "=" range-set (RFC 9110 §14.1.1).
final class ByteRangesParser {
  private static final ByteRanges WHOLE = new ByteRanges.Whole();

  private final FieldCursor cursor;
  private final long completeLength;

  /// The satisfiable ranges as they were asked for, clipped to the representation.
  private final List<ByteRange> requested = new ArrayList<>();

  private int elements;

  ByteRangesParser(String value, long completeLength) {
    this.cursor = new FieldCursor(value);
    this.completeLength = completeLength;
  }

  ByteRanges parse() {
    String unit = cursor.token();
    if (unit == null || !unit.equalsIgnoreCase("bytes") || !cursor.take('=')) {
      return WHOLE;
    }
    while (cursor.toElement()) {
      if (++elements > ByteRanges.MAX_RANGES || !element()) {
        return WHOLE;
      }
    }
    if (elements == 0 || looksLikeAbuse()) {
      return WHOLE;
    }
    return requested.isEmpty()
        ? new ByteRanges.Unsatisfiable(completeLength)
        : new ByteRanges.Satisfiable(joined());
  }

  /// range-spec = int-range / suffix-range; false for what is neither, because the unit "bytes" has
  /// no other, and for a range that ends before it begins.
  private boolean element() {
    int firstAt = cursor.position();
    long first = cursor.number();
    if (!cursor.take('-')) {
      return false;
    }
    int lastAt = cursor.position();
    long last = cursor.number();
    boolean valid = first < 0 ? last >= 0 : last < 0 || last >= first;
    if (first == Long.MAX_VALUE && last == Long.MAX_VALUE) {
      // Perhaps they are the same only for a `long`.
      valid = cursor.compareNumbers(firstAt, lastAt) <= 0;
    }
    if (!valid || !cursor.elementEnds()) {
      return false;
    }
    if (first < 0) {
      addSuffix(last);
    } else {
      addInterval(first, last < 0 ? Long.MAX_VALUE : last);
    }
    return true;
  }

  /// The last bytes, or all of them when there are not that many.
  private void addSuffix(long length) {
    if (length > 0) {
      requested.add(new ByteRange(Math.max(0, completeLength - length), completeLength - 1));
    }
  }

  private void addInterval(long first, long last) {
    if (first < completeLength) {
      requested.add(new ByteRange(first, Math.min(last, completeLength - 1)));
    }
  }

  private boolean looksLikeAbuse() {
    int overlapping = 0;
    boolean ascending = true;
    for (int i = 0; i < requested.size(); i++) {
      overlapping += overlapsAnother(i) ? 1 : 0;
      ascending &= i == 0 || requested.get(i - 1).first() < requested.get(i).first();
    }
    return overlapping > ByteRanges.MAX_OVERLAPPING
        || (!ascending && requested.size() > ByteRanges.MAX_UNORDERED);
  }

  private boolean overlapsAnother(int index) {
    ByteRange range = requested.get(index);
    for (int i = 0; i < requested.size(); i++) {
      ByteRange other = requested.get(i);
      if (i != index && range.first() <= other.last() && other.first() <= range.last()) {
        return true;
      }
    }
    return false;
  }

  /// Each range takes the place of the first of those that became part of it.
  private List<ByteRange> joined() {
    List<ByteRange> joined = new ArrayList<>(requested.size());
    for (ByteRange range : requested) {
      int place = joined.size();
      for (int i = joined.size() - 1; i >= 0; i--) {
        if (touch(joined.get(i), range)) {
          range = union(joined.remove(i), range);
          place = i;
        }
      }
      joined.add(place, range);
    }
    return joined;
  }

  /// Whether they overlap or are adjacent.
  private static boolean touch(ByteRange a, ByteRange b) {
    return a.first() <= b.last() + 1 && b.first() <= a.last() + 1;
  }

  private static ByteRange union(ByteRange a, ByteRange b) {
    return new ByteRange(Math.min(a.first(), b.first()), Math.max(a.last(), b.last()));
  }
}
