package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"xyzzy\"', xyzzy, false",
        "'W/\"xyzzy\"', xyzzy, true",
        "'\"\"', '', false",
        "'W/\"\"', '', true",
        "'\"a,b\"', 'a,b', false",
        "'\"a\\\\b\"', 'a\\\\b', false",
        "'\"!#[]^`~\u00E9\u00FF\"', '!#[]^`~\u00E9\u00FF', false"
      })
  void parsesAndRenders(String value, String opaque, boolean weak) {
    EntityTag tag = new EntityTag(opaque, weak);
    assertEquals(tag, EntityTag.parse(value));
    assertEquals(value, tag.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "xyzzy",
        "\"",
        "\"xyzzy",
        "xyzzy\"",
        "'xyzzy'",
        "w/\"xyzzy\"",
        "W/xyzzy",
        "W\"xyzzy\"",
        "W/ \"xyzzy\"",
        "W/W/\"xyzzy\"",
        "W/",
        "W",
        " \"xyzzy\"",
        "\"xyzzy\" ",
        "\"xyz zy\"",
        "\"xyz\tzy\"",
        "\"xyz\"zy\"",
        "\"xyz\u007Fzy\"",
        "\"xyz\u0000zy\"",
        "\"xyz\u0100zy\"",
        "\"a\", \"b\""
      })
  void refusesWhatIsNotOneEntityTag(String value) {
    assertNull(EntityTag.parse(value));
  }

  /// The table of RFC 9110 §8.8.3.2.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "W/\"1\", W/\"1\", false, true",
        "W/\"1\", W/\"2\", false, false",
        "W/\"1\", \"1\", false, true",
        "\"1\", \"1\", true, true"
      })
  void comparesAsTheTableOfTheRfc(String one, String other, boolean strong, boolean weak) {
    EntityTag tag = Parsed.entityTag(one);
    EntityTag otherTag = Parsed.entityTag(other);
    assertEquals(strong, tag.strongMatches(otherTag));
    assertEquals(strong, otherTag.strongMatches(tag));
    assertEquals(weak, tag.weakMatches(otherTag));
    assertEquals(weak, otherTag.weakMatches(tag));
  }

  @Test
  void namesTheStrengthOfWhatIsMade() {
    assertEquals("\"a\"", EntityTag.strong("a").toString());
    assertEquals("W/\"a\"", EntityTag.weak("a").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", " ", "a b", "\r\n", "\u007F", "\u0100"})
  void cannotBeMadeOfWhatCannotBeRendered(String opaque) {
    assertThrows(IllegalArgumentException.class, () -> EntityTag.strong(opaque));
  }
}
