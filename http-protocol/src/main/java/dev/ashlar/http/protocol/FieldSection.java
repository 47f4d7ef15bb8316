package dev.ashlar.http.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads field lines up to the empty line that ends their section (RFC 9112 §5), as many at a time
/// as are complete.
///
/// A line is judged when it is complete: first its length, then its number, then its syntax. So the
/// verdict does not depend on how the input was split.
final class FieldSection {
  private static final long[] EMPTY = {};
  private static final int FIRST_CAPACITY = 8;
  private static final int TYPICAL_LINE = 32; // octets; field lines are rather longer on average

  private final int lineLimit;
  private final int sectionLimit;
  private final int countLimit;
  private final Violation sectionViolation;

  private int start;
  private int position;
  private boolean complete;
  private long[] entries = EMPTY;
  private int count;
  private long known;
  private long repeated;

  private FieldSection(Limits limits, int sectionLimit, Violation sectionViolation) {
    this.lineLimit = limits.fieldLine();
    this.sectionLimit = sectionLimit;
    this.countLimit = limits.fields();
    this.sectionViolation = sectionViolation;
  }

  static FieldSection ofHead(Limits limits) {
    return new FieldSection(limits, limits.fieldSection(), Violation.FIELD_SECTION_TOO_LARGE);
  }

  static FieldSection ofTrailers(Limits limits) {
    return new FieldSection(limits, limits.trailerSection(), Violation.TRAILER_SECTION_TOO_LARGE);
  }

  /// Begins a section whose first line is at `start`.
  void begin(int start) {
    this.start = start;
    position = start;
    complete = false;
    count = 0;
    known = 0;
    repeated = 0;
  }

  /// Whether the empty line that ends the section has been read.
  boolean isComplete() {
    return complete;
  }

  /// Reads the lines that end before `limit`, where a line ends, and returns what is wrong; null if
  /// nothing is.
  @Nullable Violation read(byte[] bytes, int limit) {
    if (count == 0 && position < limit) {
      entries = new long[Math.min(countLimit, 2 + (limit - position) / TYPICAL_LINE)];
    }
    while (position < limit && !complete) {
      int lineStart = position;
      Violation violation = readLine(bytes);
      int lineEnd = violation == null ? position : Octets.lineEnd(bytes, lineStart);
      Violation tooLong = judgeLength(lineStart, lineEnd - lineStart);
      if (tooLong != null) {
        return tooLong;
      }
      if (violation != null) {
        return violation;
      }
    }
    return null;
  }

  /// Judges the length of the line that has begun and is not complete.
  @Nullable Violation judgePartial(int limit) {
    return judgeLength(position, limit - position);
  }

  private @Nullable Violation judgeLength(int lineStart, int length) {
    int left = sectionLimit - (lineStart - start);
    if (length <= lineLimit && length <= left) {
      return null;
    }
    // The limit that is met first, as if the line came octet by octet.
    return lineLimit <= left ? Violation.FIELD_LINE_TOO_LONG : sectionViolation;
  }

  private @Nullable Violation readLine(byte[] bytes) {
    int nameStart = position;
    if (bytes[nameStart] == Octets.CR) {
      return readEmptyLine(bytes);
    }
    if (count == countLimit) {
      return Violation.TOO_MANY_FIELDS;
    }
    // A name that is known is a token: only another one has to be looked at octet by octet.
    int nameEnd = Octets.nextColon(bytes, nameStart);
    FieldName name = KnownNames.find(bytes, nameStart, nameEnd);
    if (name == null) {
      nameEnd = Octets.skip(Octets.TOKEN, bytes, nameStart);
      if (bytes[nameEnd] != ':' || nameEnd == nameStart) {
        return judgeName(bytes, nameStart, nameEnd);
      }
    }
    int lineEnd = Octets.skipFieldValue(bytes, nameEnd + 1);
    if (bytes[lineEnd] != Octets.CR || bytes[lineEnd + 1] != Octets.LF) {
      return judgeValueEnd(bytes[lineEnd]);
    }
    add(name, FieldEntry.of(nameStart, nameEnd, lineEnd, name == null ? -1 : name.index()));
    position = lineEnd + 2;
    return null;
  }

  private @Nullable Violation readEmptyLine(byte[] bytes) {
    if (bytes[position + 1] != Octets.LF) {
      return Violation.BARE_CR;
    }
    position += 2;
    complete = true;
    return null;
  }

  private void add(@Nullable FieldName name, long entry) {
    if (name != null) {
      repeated |= known & name.bit();
      known |= name.bit();
    }
    if (count == entries.length) {
      entries = Arrays.copyOf(entries, Math.max(FIRST_CAPACITY, 2 * count));
    }
    entries[count++] = entry;
  }

  /// What is wrong with a line whose octets up to `end`, and no further, could be a field name.
  private Violation judgeName(byte[] bytes, int start, int end) {
    byte octet = bytes[end];
    if (octet == Octets.LF) {
      return Violation.BARE_LF;
    }
    if (octet == Octets.CR) {
      return bytes[end + 1] == Octets.LF ? Violation.COLON_MISSING : Violation.BARE_CR;
    }
    if (octet == ':') {
      return Violation.FIELD_NAME_EMPTY;
    }
    if (!Octets.isWhitespace(octet)) {
      return Violation.FIELD_NAME_MALFORMED;
    }
    if (end == start) {
      return count == 0 ? Violation.SPACE_BEFORE_FIRST_FIELD : Violation.LINE_FOLDED;
    }
    int at = end;
    while (Octets.isWhitespace(bytes[at])) {
      at++;
    }
    return bytes[at] == ':' ? Violation.SPACE_BEFORE_COLON : Violation.FIELD_NAME_MALFORMED;
  }

  private static Violation judgeValueEnd(byte octet) {
    return switch (octet) {
      case Octets.CR -> Violation.BARE_CR;
      case Octets.LF -> Violation.BARE_LF;
      default -> Violation.FIELD_VALUE_OCTET_FORBIDDEN;
    };
  }

  /// The lines of the complete section, which then belong to the table alone.
  FieldTable toTable(byte[] bytes) {
    FieldTable table = new FieldTable(bytes, entries, count, known, repeated);
    entries = EMPTY;
    return table;
  }
}
