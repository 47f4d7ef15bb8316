package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever a field's value is, it is parsed to something or to nothing, and never to an exception;
/// and what was parsed can be rendered and parsed again to the same. The values are put together at
/// random from pieces that each grammar has, so that many are well-formed or nearly so.
class AnyFieldValueTest {
  private static final int VALUES = 60_000;
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");

  private static final String[] SEPARATORS = {",", ";", "=", " ", "\t", "\"", "\\", "/", "*", "-"};
  private static final String[] STRANGE = {
    "\u0000", "\r", "\n", "\u007f", "\u00e9", "\u0100", "\ud83d", "\u0660", "9223372036854775808"
  };

  @Test
  void isAnEntityTagOrNone() {
    parseAndRender(EntityTag::parse, "\"a\"", "W/", "\"", "W/\"b\"", "c");
  }

  @Test
  void isAListOfEntityTagsOrNone() {
    parseAndRender(EntityTags::parse, "\"a\"", ", ", "W/\"b\"", ",", "\"\"");
  }

  @Test
  void isAMediaTypeOrNone() {
    parseAndRender(MediaType::parse, "a/b", ";c=d", ";e=\"f\"", "; charset=UTF-8", ";");
  }

  @Test
  void isOfSomeUseAsAccept() {
    parseAndRender(
        value -> Accept.parse(value).toString(), "*/*", "a/*", "a/b", ";q=0.5", ";c=d", ", ");
  }

  @Test
  void isOfSomeUseAsAcceptEncoding() {
    parseAndRender(
        value -> AcceptEncoding.parse(value).toString(), "gzip", "*", "br", ";q=0.5", ";q=0", ", ");
  }

  @Test
  void isADateOrNone() {
    parseAndRender(
        value -> {
          Instant date = HttpDate.parse(value, NOW);
          return date == null ? null : HttpDate.format(date);
        },
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun",
        ", ",
        "06 Nov 1994",
        " 08:49:37 GMT");
  }

  @Test
  void isSomeRangesOrNone() {
    parseAndRender(
        value -> {
          ByteRanges ranges = ByteRanges.parse(value, 1000);
          return ranges instanceof ByteRanges.Satisfiable ? ranges.toString() : null;
        },
        "bytes=",
        "0-9",
        "20-",
        "-5",
        ",");
  }

  private static <T> void parseAndRender(
      Function<String, @Nullable T> parse, String... piecesOfTheGrammar) {
    Random random = new Random(9110);
    int parsed = 0;
    for (int run = 0; run < VALUES; run++) {
      String value = value(random, piecesOfTheGrammar);
      T result = parse.apply(value);
      if (result != null) {
        assertEquals(result, parse.apply(result.toString()), value);
        parsed++;
      }
    }
    assertTrue(parsed > VALUES / 200, "too few are well-formed: " + parsed);
  }

  private static String value(Random random, String... piecesOfTheGrammar) {
    StringBuilder value = new StringBuilder();
    for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
      String[] source =
          switch (random.nextInt(10)) {
            case 0 -> SEPARATORS;
            case 1 -> STRANGE;
            default -> piecesOfTheGrammar;
          };
      value.append(source[random.nextInt(source.length)]);
    }
    return value.toString();
  }
}
