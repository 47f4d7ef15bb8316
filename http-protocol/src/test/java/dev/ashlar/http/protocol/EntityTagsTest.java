package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {
  private static final EntityTag A = EntityTag.strong("a");
  private static final EntityTag B = EntityTag.weak("b");
  private static final EntityTag COMMA = EntityTag.strong("c,d");

  @Test
  void parsesAndRendersAny() {
    assertEquals(new EntityTags.Any(), EntityTags.parse("*"));
    assertEquals("*", new EntityTags.Any().toString());
  }

  @Test
  void rendersWhatItParsed() {
    EntityTags tags = new EntityTags.Listed(List.of(A, B, COMMA));
    assertEquals("\"a\", W/\"b\", \"c,d\"", tags.toString());
    assertEquals(tags, EntityTags.parse(tags.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\",W/\"b\",\"c,d\"",
        "\"a\" , W/\"b\"\t,\t\"c,d\"",
        ",\"a\",,W/\"b\", , \"c,d\",",
        ", \t,,,, \"a\", W/\"b\", \"c,d\" ,,,,"
      })
  void ignoresWhiteSpaceAndEmptyElements(String value) {
    assertEquals(new EntityTags.Listed(List.of(A, B, COMMA)), EntityTags.parse(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ", ,\t,"})
  void mayBeEmpty(String value) {
    assertEquals(new EntityTags.Listed(List.of()), EntityTags.parse(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**",
        "*, \"a\"",
        "\"a\", *",
        "* ",
        "\"a\" \"b\"",
        "\"a\"\"b\"",
        "\"a\"; \"b\"",
        "\"a\", b",
        "a, \"b\"",
        "\"a\", \"b",
        "\"a\", w/\"b\""
      })
  void refusesAListWithOneBadElement(String value) {
    assertNull(EntityTags.parse(value));
  }

  @Test
  void matchesByTheComparisonThatIsAskedFor() {
    EntityTags.Listed tags = new EntityTags.Listed(List.of(A, B));
    assertTrue(tags.strongMatch(A));
    assertTrue(tags.weakMatch(EntityTag.weak("a")));
    assertTrue(tags.weakMatch(EntityTag.strong("b")));
    assertFalse(tags.strongMatch(EntityTag.weak("a")));
    assertFalse(tags.strongMatch(EntityTag.strong("b")));
    assertFalse(tags.strongMatch(B));
    assertFalse(tags.weakMatch(COMMA));
  }
}
