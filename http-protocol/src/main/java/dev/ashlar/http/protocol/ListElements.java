package dev.ashlar.http.protocol;

/// Visits the elements of a comma-separated list that may stand in several field lines (RFC 9110
/// §5.6.1), empty ones included. For lists of tokens: a comma in a quoted string separates, too.
final class ListElements {
  private final FieldTable fields;
  private final FieldName name;
  private final byte[] bytes;
  private int line;
  private int start;
  private int end;
  private int nextStart;
  private int valueEnd;

  ListElements(FieldTable fields, FieldName name) {
    this.fields = fields;
    this.name = name;
    this.bytes = fields.bytes();
    line = -1;
    nextStart = 1; // beyond valueEnd: the first line has yet to be found
  }

  /// Moves to the next element; false if there is none.
  boolean next() {
    if (nextStart > valueEnd && !nextLine()) {
      return false;
    }
    start = nextStart;
    end = Octets.indexOf((byte) ',', bytes, start, valueEnd);
    nextStart = end + 1;
    while (start < end && Octets.isWhitespace(bytes[start])) {
      start++;
    }
    while (start < end && Octets.isWhitespace(bytes[end - 1])) {
      end--;
    }
    return true;
  }

  private boolean nextLine() {
    line = fields.next(name, line);
    if (line < 0) {
      return false;
    }
    nextStart = fields.valueStart(line);
    valueEnd = fields.valueEnd(line, nextStart);
    return true;
  }

  boolean isEmpty() {
    return start == end;
  }

  boolean isToken() {
    return start < end && Octets.skip(Octets.TOKEN, bytes, start) == end;
  }

  /// @param lowerCase what the element must be, without regard to case
  boolean is(String lowerCase) {
    return Octets.equalsIgnoringCase(bytes, start, end, lowerCase);
  }
}
