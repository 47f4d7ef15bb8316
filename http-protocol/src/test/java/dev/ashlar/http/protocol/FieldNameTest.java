package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNameTest {
  @Test
  void constantsAreFoundInAnySpelling() {
    for (FieldName constant : FieldName.constants()) {
      assertSame(constant, FieldName.of(constant.name()));
      assertSame(constant, FieldName.of(constant.name().toUpperCase(Locale.ROOT)));
      assertSame(constant, FieldName.of(constant.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void constantsHaveBitsOfTheirOwn() {
    List<FieldName> constants = FieldName.constants();
    long bits = 0;
    for (FieldName constant : constants) {
      assertEquals(0, bits & constant.bit(), constant.name());
      bits |= constant.bit();
    }
    assertEquals(constants.size(), Long.bitCount(bits));
    assertEquals(constants.size(), new HashSet<>(constants).size());
  }

  @Test
  void constantsAreNotFoundInSimilarNames() {
    for (FieldName constant : FieldName.constants()) {
      String name = constant.name();
      for (int i = 0; i < name.length(); i++) {
        String other = name.substring(0, i) + "!" + name.substring(i + 1);
        assertNotEquals(constant, FieldName.of(other));
      }
      assertNotEquals(constant, FieldName.of(name + "s"));
      assertNotEquals(constant, FieldName.of("x" + name));
    }
  }

  @Test
  void otherNamesAreEqualWithoutRegardToCase() {
    FieldName one = FieldName.of("X-Thing");
    FieldName other = FieldName.of("x-thING");
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    assertEquals("X-Thing", one.name());
    assertEquals("x-thING", other.toString());
    assertNotEquals(one, FieldName.of("X-Things"));
    assertEquals(0, one.bit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a:", "a\r\nb", "\u00e9", "\u017f", "a\u0000", "(a)", "\u212a"})
  void namesAreTokens(String name) {
    assertThrows(IllegalArgumentException.class, () -> FieldName.of(name));
  }
}
