package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
  private static final List<MediaType> PAGES = List.of(MediaType.HTML, MediaType.JSON);

  /// The last example of RFC 9110 §12.5.1 and its table, with erratum 7138 applied.
  @ParameterizedTest
  @CsvSource({
    "text/plain;format=flowed, 1000",
    "text/plain, 700",
    "text/html, 300",
    "image/jpeg, 500",
    "text/plain;format=fixed, 400",
    "text/html;level=3, 300"
  })
  void weighsAsTheTableOfTheRfc(String mediaType, int expected) {
    Accept accept =
        Accept.parse(
            "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed,"
                + " text/plain;format=fixed;q=0.4, */*;q=0.5");
    assertEquals(expected, accept.quality(Parsed.mediaType(mediaType)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The other examples of RFC 9110 §12.5.1.
        "audio/*; q=0.2, audio/basic | audio/basic | 1000",
        "audio/*; q=0.2, audio/basic | audio/mpeg | 200",
        "audio/*; q=0.2, audio/basic | text/html | 0",
        "text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c | text/x-dvi | 800",
        // The more specific range decides, whatever its place and its weight.
        "*/*, text/html;q=0 | text/html | 0",
        "text/html;q=0, */* | text/plain | 1000",
        "text/*;q=0, text/html | text/html | 1000",
        "text/html;level=1;q=0.1, text/html;level=1;x=2;q=0.2 | text/html;level=1;x=2 | 200",
        "text/html;q=0.3, text/html;q=0.6 | text/html | 300",
        // Case counts in values of parameters, but for charsets, and nowhere else.
        "TEXT/HTML;Q=0.5 | text/html | 500",
        "text/html;charset=UTF-8 | text/html;charset=utf-8 | 1000",
        "text/html;charset=\"UTF-8\" | text/html;charset=utf-8 | 1000",
        "text/html;x=A | text/html;x=a | 0",
        "text/html;charset=utf-8 | text/html | 0",
        "text/html | text/html;charset=utf-8 | 1000",
        // A weight is a weight wherever it stands.
        "text/html;q=0.5;level=1 | text/html;level=1 | 500",
        "text/html;q=\"0.5\" | text/html | 500",
        // A comma in a quoted string ends nothing.
        "text/html;x=\"a,b\";q=0.5 | text/html;x=\"a,b\" | 500",
        "text/html;x=\", */*\" | text/plain | 0",
        // Every form of a weight.
        "a/b;q=0 | a/b | 0",
        "a/b;q=0. | a/b | 0",
        "a/b;q=0.0 | a/b | 0",
        "a/b;q=0.000 | a/b | 0",
        "a/b;q=0.001 | a/b | 1",
        "a/b;q=0.01 | a/b | 10",
        "a/b;q=0.999 | a/b | 999",
        "a/b;q=1 | a/b | 1000",
        "a/b;q=1. | a/b | 1000",
        "a/b;q=1.000 | a/b | 1000",
        "a/b ; q=0.5 | a/b | 500",
        // Empty elements and empty parameters.
        ",, a/b;;q=0.5;,\t, | a/b | 500"
      })
  void weighsByTheMostSpecificRange(String value, String mediaType, int expected) {
    assertEquals(expected, Accept.parse(value).quality(Parsed.mediaType(mediaType)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " , ,",
        "*",
        "text",
        "*/html",
        "text/html text/plain",
        "text/html, image/gif, *; q=.2, */*; q=.2",
        "text/html;q=",
        "text/html;q=.5",
        "text/html;q=2",
        "text/html;q=1.001",
        "text/html;q=1.0000",
        "text/html;q=0.1234",
        "text/html;q=00",
        "text/html;q=10",
        "text/html;q=-0",
        "text/html;q=0,5",
        "text/html;q=0.5e",
        "text/html;q=0.\u0665",
        "text/html;q =0.5",
        "text/html;q=0.5;q=0.6",
        "text/html;x=\"",
        "text/html, \u0000"
      })
  void acceptsEverythingWithoutAUsableField(String value) {
    Accept accept = Accept.parse(value);
    assertEquals(1000, accept.quality(MediaType.HTML));
    assertEquals(1000, accept.quality(MediaType.of("x", "y")));
    assertEquals(MediaType.JSON, accept.preferred(PAGES.reversed()));
    assertEquals("*/*", accept.toString());
  }

  @Test
  void acceptsEverythingWhenThereAreTooManyRanges() {
    String most = "a/b, ".repeat(Accept.MAX_RANGES);
    assertEquals(0, Accept.parse(most).quality(MediaType.HTML));
    assertEquals(1000, Accept.parse(most + "a/b").quality(MediaType.HTML));
    assertEquals(0, Accept.parse(", ".repeat(1_000_000) + "a/b").quality(MediaType.HTML));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        BROWSER + " | text/html",
        "*/* | text/html",
        "application/json | application/json",
        "application/json, */*;q=0.1 | application/json",
        "application/json;q=0.5, text/html;q=0.5 | text/html",
        "application/*;q=0.9, text/html;q=0.8 | application/json",
        "text/html;q=0, */* | application/json"
      })
  void prefersTheGreatestWeightAndThenTheOrderOfTheServer(String value, String expected) {
    assertEquals(Parsed.mediaType(expected), Accept.parse(value).preferred(PAGES));
  }

  @Test
  void prefersNothingWhereNothingIsAcceptable() {
    assertNull(Accept.parse("image/*").preferred(PAGES));
    assertNull(Accept.parse("*/*;q=0").preferred(PAGES));
    assertNull(Accept.parse("*/*").preferred(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Text/*;Q=0.30 , a/b;c=D;q=1.0,, x/y;q=0.007;z=\"1,2\" | text/*;q=0.3, a/b;c=D, x/y;z=\"1,2\";q=0.007",
        "*/*;q=0.000 | */*;q=0"
      })
  void rendersWhatMeansTheSame(String value, String expected) {
    assertEquals(expected, Accept.parse(value).toString());
    assertEquals(expected, Accept.parse(expected).toString());
  }
}
