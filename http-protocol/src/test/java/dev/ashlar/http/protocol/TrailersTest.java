package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.ParserDriver.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9112 §7.1.2: trailer sections.
class TrailersTest {
  private static final String CHUNKED =
      """
      POST / HTTP/1.1
      Host: a
      Transfer-Encoding: chunked

      5
      hello
      0
      """;

  private final ParserDriver driver = new ParserDriver();

  @Test
  void comeWithTheEnd() {
    Message message = driver.message(CHUNKED + "Digest: abc\nX-Check:  1 \nx-check: 2\n\n");
    assertEquals("hello", message.content());
    assertEquals("abc", message.trailers().value(FieldName.of("digest")));
    assertEquals("1, 2", message.trailers().value(FieldName.of("X-Check")));
    assertEquals(3, message.trailers().size());
  }

  @Test
  void areNotMergedIntoTheHead() {
    assertEquals(false, driver.head(CHUNKED + "X: y\n\n").has(FieldName.of("X")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "host: b",
        "X: y\nContent-Type: text/html",
        "Authorization: Basic eDp5",
        "Cookie: a=b",
        "Expect: 100-continue",
        "Range: bytes=0-",
        "If-None-Match: *",
        "Trailer: X",
        "Connection: close",
        "Content-Encoding: gzip",
        "TE: trailers",
        "Max-Forwards: 1",
        "via: 1.1 b",
        "Forwarded: for=192.0.2.1",
        "X-Forwarded-For: 192.0.2.1",
        "x-forwarded-host: b",
        "X-Forwarded-Proto: https",
        "Date: Sun, 06 Nov 1994 08:49:37 GMT",
        "Warning: 110 - \"\""
      })
  void mustNotBeFieldsThatOnlyAHeadMayHave(String lines) {
    assertEquals(Violation.TRAILER_FIELD_FORBIDDEN, driver.violation(CHUNKED + lines + "\n\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag", "Accept-Ranges", "Authentication-Info", "Server-Timing"})
  void mayBeFieldsWhoseDefinitionPermitsIt(String name) {
    Message message = driver.message(CHUNKED + name + ": a\n\n");
    assertEquals("a", message.trailers().value(FieldName.of(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "' X: y', SPACE_BEFORE_FIRST_FIELD",
    "'X: y\n z', LINE_FOLDED",
    "'X : y', SPACE_BEFORE_COLON",
    "'X', COLON_MISSING",
    "': y', FIELD_NAME_EMPTY",
    "'X: \u0001', FIELD_VALUE_OCTET_FORBIDDEN",
  })
  void obeyTheRulesOfFieldLines(String lines, Violation expected) {
    assertEquals(expected, driver.violation(CHUNKED + lines + "\n\n"));
  }

  @Test
  void haveALimitTogether() {
    ParserDriver limited = new ParserDriver(Limits.DEFAULT.withTrailerSection(14));
    String fits = "A: b\nC: d\n\n";
    assertEquals(2, limited.message(CHUNKED + fits).trailers().size());
    assertEquals(
        Violation.TRAILER_SECTION_TOO_LARGE, limited.violation(CHUNKED + "A: b\nC: de\n\n"));
  }

  @Test
  void haveALimitForEachAndForTheirNumber() {
    ParserDriver limited = new ParserDriver(Limits.DEFAULT.withFieldLine(28).withFields(2));
    assertEquals(Violation.TOO_MANY_FIELDS, limited.violation(CHUNKED + "A: a\nB: b\nC: c\n\n"));
    assertEquals(
        Violation.FIELD_LINE_TOO_LONG,
        limited.violation(CHUNKED + "A: " + "a".repeat(24) + "\n\n"));
  }
}
