package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static final FieldName X = FieldName.of("X");

  @Test
  void areRenderedInOrder() {
    Fields fields =
        Fields.builder()
            .add(FieldName.SERVER, "Ashlar")
            .add(X, "1")
            .add(FieldName.VARY, "")
            .add(FieldName.of("x"), "2")
            .build();
    String wire = "Server: Ashlar\r\nX: 1\r\nVary: \r\nx: 2\r\n";
    assertEquals(wire, fields.toString());
    assertEquals(wire.length(), fields.wireSize());
    assertEquals(4, fields.size());
  }

  @Test
  @SuppressWarnings("NullAway") // that is the point
  void takeNoNull() {
    Fields.Builder builder = Fields.builder();
    assertThrows(NullPointerException.class, () -> builder.add(null, "1"));
    assertThrows(NullPointerException.class, () -> builder.add(X, null));
    assertTrue(builder.build().isEmpty());
  }

  @Test
  void combineTheValuesOfOneName() {
    Fields fields = Fields.of(X, "1", FieldName.VARY, "a", FieldName.of("x"), "2");
    assertEquals("1, 2", fields.value(X));
    assertEquals("a", fields.value(FieldName.VARY));
    assertNull(fields.value(FieldName.ETAG));
    assertNull(fields.value(FieldName.of("Y")));
    assertTrue(fields.has(X) && fields.has(FieldName.VARY));
    assertFalse(fields.has(FieldName.of("Y")) || fields.has(FieldName.ETAG));
  }

  @Test
  void areEqualWhenTheirLinesAre() {
    Fields fields = Fields.of(X, "1", FieldName.VARY, "a");
    assertEquals(fields, Fields.of(FieldName.of("x"), "1", FieldName.VARY, "a"));
    assertEquals(fields.hashCode(), Fields.of(X, "1", FieldName.VARY, "a").hashCode());
    assertNotEquals(fields, Fields.of(FieldName.VARY, "a", X, "1"));
  }

  @Test
  void areNotChangedThroughABuilder() {
    Fields.Builder builder = Fields.of(X, "1").toBuilder();
    Fields before = builder.build();
    Fields after =
        builder.set(X, "2").addAll(Fields.of(FieldName.VARY, "a")).remove(FieldName.ETAG).build();
    assertEquals(Fields.of(X, "1"), before);
    assertEquals(Fields.of(X, "2", FieldName.VARY, "a"), after);
    assertSame(Fields.NONE, builder.remove(X).remove(FieldName.VARY).build());
    assertTrue(Fields.NONE.isEmpty());
  }

  @Test
  void areVisitedInOrder() {
    List<String> lines = new ArrayList<>();
    Fields.of(X, "1", FieldName.VARY, "a").forEach(field -> lines.add(field.toString()));
    assertEquals(List.of("X: 1", "Vary: a"), lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nb", "a\rb", "a\nb", "a\u0000", "\u0001", "\u007f", " a", "a ", "\ta", "\u20ac", " "
      })
  void haveNoValuesThatWouldBreakAMessage(String value) {
    assertThrows(IllegalArgumentException.class, () -> new Field(X, value));
    assertThrows(IllegalArgumentException.class, () -> Fields.of(X, value));
    assertThrows(IllegalArgumentException.class, () -> Fields.builder().set(X, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a b", "a\tb", "\u00e9\u00ff", "\"quoted\", (comment)"})
  void haveAnyOtherValue(String value) {
    assertEquals("X: " + value + "\r\n", Fields.of(X, value).toString());
  }
}
