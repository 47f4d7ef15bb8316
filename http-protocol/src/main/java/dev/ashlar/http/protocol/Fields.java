package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Field lines in order: those of a response, the trailers of a message, or a copy of a request's.
///
/// Immutable and safe for all threads. The lines are rendered once, when they are put together, so
/// that writing them is one copy: keep the fields that many responses share.
///
/// ```java
/// Fields fields = Fields.of(FieldName.SERVER, "Ashlar", FieldName.CONTENT_TYPE, "text/plain");
/// ```
public final class Fields implements Iterable<Field> {
  /// No fields.
  public static final Fields NONE = new Fields(List.of());

  private static final int SEPARATORS = 4; // colon and space, CR and LF

  private final List<Field> list;
  private final long known;
  private final byte[] wire;

  private Fields(List<Field> list) {
    this.list = List.copyOf(list);
    long known = 0;
    int size = 0;
    for (Field field : this.list) {
      known |= field.name().bit();
      size += field.name().name().length() + field.value().length() + SEPARATORS;
    }
    this.known = known;
    this.wire = render(this.list, size);
  }

  private static byte[] render(List<Field> fields, int size) {
    ByteBuffer out = ByteBuffer.allocate(size);
    for (Field field : fields) {
      out.put(field.name().name().getBytes(StandardCharsets.ISO_8859_1));
      out.put((byte) ':').put(Octets.SP);
      out.put(field.value().getBytes(StandardCharsets.ISO_8859_1));
      out.put(Octets.CR).put(Octets.LF);
    }
    return out.array();
  }

  /// One field.
  ///
  /// @throws IllegalArgumentException as [Field] does
  public static Fields of(FieldName name, String value) {
    return builder().add(name, value).build();
  }

  /// Two fields.
  ///
  /// @throws IllegalArgumentException as [Field] does
  public static Fields of(FieldName name1, String value1, FieldName name2, String value2) {
    return builder().add(name1, value1).add(name2, value2).build();
  }

  /// Three fields.
  ///
  /// @throws IllegalArgumentException as [Field] does
  public static Fields of(
      FieldName name1,
      String value1,
      FieldName name2,
      String value2,
      FieldName name3,
      String value3) {
    return builder().add(name1, value1).add(name2, value2).add(name3, value3).build();
  }

  /// A builder without fields.
  public static Builder builder() {
    return new Builder(List.of());
  }

  /// A builder with these fields.
  public Builder toBuilder() {
    return new Builder(list);
  }

  /// The values of all lines with that name, joined with a comma and a space (RFC 9110 §5.3); null
  /// if there is none. `Set-Cookie` cannot be read like this, since its values have commas of their
  /// own: go through the lines.
  public @Nullable String value(FieldName name) {
    if (!mayHave(name)) {
      return null;
    }
    String combined = null;
    for (Field field : list) {
      if (field.name().equals(name)) {
        combined = combined == null ? field.value() : combined + ", " + field.value();
      }
    }
    return combined;
  }

  /// Whether there is a line with that name.
  public boolean has(FieldName name) {
    return name.bit() != 0 ? mayHave(name) : value(name) != null;
  }

  private boolean mayHave(FieldName name) {
    return (known & name.bit()) == name.bit();
  }

  /// The number of lines.
  public int size() {
    return list.size();
  }

  /// Whether there are no lines.
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /// The number of octets that [ResponseWriter#fields] writes for these lines.
  public int wireSize() {
    return wire.length;
  }

  @Override
  public Iterator<Field> iterator() {
    return list.iterator();
  }

  /// Whether one of the constants whose [FieldName#bit] is in the set is here.
  boolean hasAny(long names) {
    return (known & names) != 0;
  }

  void writeTo(ByteBuffer out) {
    out.put(wire);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Fields that && list.equals(that.list));
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  /// The field lines as they are written, each with its CRLF.
  @Override
  public String toString() {
    return new String(wire, StandardCharsets.ISO_8859_1);
  }

  /// Puts fields together. Mutable, for one thread.
  public static final class Builder {
    private final List<Field> list;

    private Builder(List<Field> list) {
      this.list = new ArrayList<>(list);
    }

    /// Adds a line after the others.
    ///
    /// @throws IllegalArgumentException as [Field] does
    public Builder add(FieldName name, String value) {
      list.add(new Field(name, value));
      return this;
    }

    /// Adds lines after the others.
    public Builder addAll(Fields fields) {
      list.addAll(fields.list);
      return this;
    }

    /// Removes all lines with that name, and adds one after the others.
    ///
    /// @throws IllegalArgumentException as [Field] does
    public Builder set(FieldName name, String value) {
      return remove(name).add(name, value);
    }

    /// Removes all lines with that name.
    public Builder remove(FieldName name) {
      list.removeIf(field -> field.name().equals(name));
      return this;
    }

    /// The fields so far; the builder may be used further.
    public Fields build() {
      return list.isEmpty() ? NONE : new Fields(list);
    }
  }
}
