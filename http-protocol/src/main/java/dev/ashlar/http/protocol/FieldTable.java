package dev.ashlar.http.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The field lines of a section as offsets into its octets; Strings are made on demand. Immutable.
final class FieldTable {
  private final byte[] bytes;
  private final long[] entries;
  private final int count;
  private final long known;
  private final long repeated;

  /// @param entries one [FieldEntry] for each line; may be longer
  /// @param known the [FieldName#bit]s of the constants that are here
  /// @param repeated those that are here more than once
  FieldTable(byte[] bytes, long[] entries, int count, long known, long repeated) {
    this.bytes = bytes;
    this.entries = entries;
    this.count = count;
    this.known = known;
    this.repeated = repeated;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean has(FieldName name) {
    return next(name, -1) >= 0;
  }

  /// Whether one of the constants of a set is here.
  boolean hasAny(long names) {
    return (known & names) != 0;
  }

  boolean isRepeated(FieldName constant) {
    return (repeated & constant.bit()) != 0;
  }

  /// The index of the first line with that name after another; -1 if there is none.
  int next(FieldName name, int after) {
    if ((known & name.bit()) != name.bit()) {
      return -1;
    }
    for (int line = after + 1; line < count; line++) {
      if (hasName(line, name)) {
        return line;
      }
    }
    return -1;
  }

  private boolean hasName(int line, FieldName name) {
    long entry = entries[line];
    if (name.index() >= 0) {
      return FieldEntry.knownIndex(entry) == name.index();
    }
    int start = FieldEntry.nameStart(entry);
    int length = FieldEntry.nameEnd(entry) - start;
    return FieldEntry.knownIndex(entry) < 0
        && length == name.lowerCase().length()
        && Octets.equalsIgnoringCase(bytes, start, start + length, name.lowerCase());
  }

  /// All values of a name, joined with a comma and a space (RFC 9110 §5.3); null if there is none.
  @Nullable String value(FieldName name) {
    int line = next(name, -1);
    if (line < 0) {
      return null;
    }
    int another = next(name, line);
    if (another < 0) {
      return value(line);
    }
    StringBuilder combined = new StringBuilder(value(line));
    for (; another >= 0; another = next(name, another)) {
      combined.append(", ").append(value(another));
    }
    return combined.toString();
  }

  /// The value of each line with that name.
  List<String> values(FieldName name) {
    List<String> values = new ArrayList<>();
    for (int line = next(name, -1); line >= 0; line = next(name, line)) {
      values.add(value(line));
    }
    return List.copyOf(values);
  }

  Fields toFields() {
    Fields.Builder builder = Fields.builder();
    for (int line = 0; line < count; line++) {
      builder.add(name(line), value(line));
    }
    return builder.build();
  }

  private FieldName name(int line) {
    long entry = entries[line];
    int index = FieldEntry.knownIndex(entry);
    return index >= 0
        ? FieldName.constants().get(index)
        : FieldName.of(Octets.text(bytes, FieldEntry.nameStart(entry), FieldEntry.nameEnd(entry)));
  }

  private String value(int line) {
    int start = valueStart(line);
    return Octets.text(bytes, start, valueEnd(line, start));
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where a line's value begins, after optional white space.
  int valueStart(int line) {
    int at = FieldEntry.nameEnd(entries[line]) + 1;
    while (Octets.isWhitespace(bytes[at])) {
      at++;
    }
    return at;
  }

  /// Where a line's value ends, before optional white space.
  int valueEnd(int line, int valueStart) {
    int at = FieldEntry.lineEnd(entries[line]);
    while (at > valueStart && Octets.isWhitespace(bytes[at - 1])) {
      at--;
    }
    return at;
  }
}
