package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  /// The examples of RFC 9110 §8.3.1, which are all equivalent.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html;charset=utf-8",
        "Text/HTML;Charset=\"utf-8\"",
        "text/html; charset=\"utf-8\"",
        "text/html;charset=UTF-8",
        "TEXT/HTML ; CHARSET=utf-8",
        "text/html;;;charset=utf-8;",
        "text/html\t;\tcharset=\"u\\tf-8\" ; "
      })
  void parsesEquivalentSpellings(String value) {
    MediaType html = new MediaType("text", "html", Map.of("charset", "utf-8"));
    assertEquals(html, MediaType.parse(value));
    assertEquals("text/html;charset=utf-8", Parsed.mediaType(value).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | application/json",
        "APPLICATION/vnd.api+JSON | application/vnd.api+json",
        "multipart/form-data;boundary=\"a b\" | multipart/form-data;boundary=\"a b\"",
        "a/b;c=\"\" | a/b;c=\"\"",
        "a/b;c=\"d\" | a/b;c=d",
        "a/b;c=D | a/b;c=D",
        "a/b;c=\";,=\" | a/b;c=\";,=\"",
        "a/b;c=\"\\\"\\\\\" | a/b;c=\"\\\"\\\\\"",
        "a/b;z=1;a=2 | a/b;z=1;a=2",
        "a/b;c=\"\u00E9\t\" | a/b;c=\"\u00E9\t\"",
        "!#$%&'*+-.^_~/x | !#$%&'*+-.^_~/x"
      })
  void parsesAndRenders(String value, String rendered) {
    assertEquals(rendered, Parsed.mediaType(value).toString());
    assertEquals(Parsed.mediaType(value), MediaType.parse(rendered));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "text",
        "text/",
        "/html",
        "text/html/x",
        "text /html",
        "text/ html",
        " text/html",
        "text/html charset=utf-8",
        "text/html, text/plain",
        "text/html;charset",
        "text/html;charset=",
        "text/html;=utf-8",
        "text/html;charset =utf-8",
        "text/html;charset= utf-8",
        "text/html;charset=utf 8",
        "text/html;charset=\"utf-8",
        "text/html;charset=\"utf-8\\",
        "text/html;charset=\"utf-8\"x",
        "text/html;charset=\"utf\u0000\"",
        "text/html;charset=\"utf\\\u0000\"",
        "text/html;charset=\"utf\u007F\"",
        "text/html;charset=\"utf\u0100\"",
        "text/html;charset=utf-8;charset=utf-8",
        "text/html;charset=utf-8;CHARSET=latin1",
        "t\u00E9xt/html",
        "text/html\u0000"
      })
  void refusesWhatIsNotOneMediaType(String value) {
    assertNull(MediaType.parse(value));
  }

  @Test
  void boundsTheNumberOfParameters() {
    assertNotNull(MediaType.parse("a/b" + parameters(FieldCursor.MAX_PARAMETERS)));
    assertNull(MediaType.parse("a/b" + parameters(FieldCursor.MAX_PARAMETERS + 1)));
    assertEquals(MediaType.of("a", "b"), MediaType.parse("a/b" + " ;".repeat(1_000_000)));
  }

  private static String parameters(int count) {
    return IntStream.range(0, count).mapToObj(i -> ";p" + i + "=v").collect(Collectors.joining());
  }

  @Test
  void comparesTypesWithoutTheirParameters() {
    assertTrue(MediaType.JSON.sameEssence(Parsed.mediaType("Application/JSON; charset=utf-8")));
    assertFalse(MediaType.JSON.sameEssence(Parsed.mediaType("application/json-patch+json")));
    assertFalse(MediaType.JSON.sameEssence(Parsed.mediaType("text/json")));
    assertEquals("text/html", Parsed.mediaType("text/html;charset=utf-8").essence());
  }

  @Test
  void comparesParametersInAnyOrder() {
    assertEquals(Parsed.mediaType("a/b;c=1;d=2"), Parsed.mediaType("a/b;d=2;c=1"));
    assertFalse(Parsed.mediaType("a/b;c=x").equals(Parsed.mediaType("a/b;c=X")));
  }

  @Test
  void keepsItsOwnParameters() {
    Map<String, String> parameters = new HashMap<>(Map.of("a", "b"));
    MediaType mediaType = new MediaType("text", "plain", parameters);
    parameters.clear();
    assertEquals("text/plain;a=b", mediaType.toString());
    assertThrows(UnsupportedOperationException.class, () -> mediaType.parameters().put("c", "d"));
  }

  @Test
  void cannotBeMadeOfWhatCannotBeRendered() {
    for (String text : List.of("", " ", "a b", "a/b", "\u00E9", "\r\n")) {
      assertThrows(IllegalArgumentException.class, () -> MediaType.of(text, "x"));
      assertThrows(IllegalArgumentException.class, () -> MediaType.of("x", text));
      assertThrows(
          IllegalArgumentException.class, () -> new MediaType("x", "y", Map.of(text, "z")));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new MediaType("x", "y", Map.of("z", "\r\n")));
    assertThrows(
        IllegalArgumentException.class, () -> new MediaType("x", "y", Map.of("z", "1", "Z", "2")));
  }

  @Test
  void readsBackWhateverValueItRenders() {
    Random random = new Random(8_3_1);
    for (int run = 0; run < 10_000; run++) {
      String value =
          random
              .ints(random.nextInt(8), 0, 256)
              .filter(c -> c == '\t' || (c >= ' ' && c != 0x7F))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      MediaType mediaType = new MediaType("a", "b", Map.of("c", value));
      assertEquals(mediaType, MediaType.parse(mediaType.toString()));
    }
  }
}
