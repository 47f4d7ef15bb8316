package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ashlar.http.protocol.ParserDriver.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9112 §7.1: the chunked transfer coding.
class ChunkedTest {
  private static final String HEAD =
      """
      POST / HTTP/1.1
      Host: a
      Transfer-Encoding: chunked

      """;

  private final ParserDriver driver = new ParserDriver();

  private Violation violationOf(String afterHead) {
    return driver.violation(octets(HEAD.replace("\n", "\r\n") + afterHead));
  }

  @Test
  void isTakenOff() {
    Message message =
        driver.message(
            HEAD
                + """
                5
                hello
                7
                , world
                0

                """);
    assertEquals("hello, world", message.content());
    assertSame(Fields.NONE, message.trailers());
  }

  @Test
  void mayHaveNoContent() {
    assertEquals("", driver.message(HEAD + "0\n\n").content());
    assertEquals("", driver.message(HEAD + "000\n\n").content());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A", "0a", "000000000000000A"})
  void hasHexadecimalSizesInAnyCase(String size) {
    assertEquals("0123456789", driver.message(HEAD + size + "\n0123456789\n0\n\n").content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";a",
        ";a=b",
        ";a=b;c;d=e",
        ";a=\"b\"",
        ";a=\"b;c\\\"d\\\\ \t\u00e9\"",
        ";a=\"\"",
        " ;a",
        "\t; a\t=\tb ; c",
        ";a=\"b\" ;c",
        ";!#$%&'*+-.^_`|~=!#$%&'*+-.^_`|~"
      })
  void mayHaveExtensionsThatAreIgnored(String extensions) {
    Message message = driver.message(HEAD + "5" + extensions + "\nhello\n0" + extensions + "\n\n");
    assertEquals("hello", message.content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "; ",
        ";;a",
        ";a;",
        ";=b",
        ";a=",
        ";a= ",
        ";a=b=c",
        ";a b",
        ";a=b c",
        ";a=\"b",
        ";a=\"b\"c",
        ";a=\"b\u0000\"",
        ";a=\"b\\\u0001\"",
        ";a\u0000",
        ";a=\u00e9",
        ";(a)",
        " ",
        "\t",
        " a",
        ";a ",
        ";a=b ",
        ";a=\"b\" "
      })
  void refusesMalformedExtensions(String extensions) {
    assertEquals(
        Violation.CHUNK_EXTENSION_MALFORMED, violationOf("5" + extensions + "\r\nhello\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "+5\r\n",
        "-5\r\n",
        "0x5\r\n",
        "g\r\n",
        " 5\r\n",
        ";a\r\n",
        "5h\r\n",
        "5,5\r\n",
        "5_0\r\n",
        "\u0000",
        "5\u0000",
        "\u0665",
        "5.0\r\n",
        "\"5\"\r\n"
      })
  void refusesSizesThatAreNotHexadecimalDigits(String line) {
    assertEquals(Violation.CHUNK_SIZE_MALFORMED, violationOf(line));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000005, CHUNK_SIZE_TOO_LONG",
    "10000000000000005, CHUNK_SIZE_TOO_LONG",
    "fffffffffffffffff, CHUNK_SIZE_TOO_LONG",
    "8000000000000000, CONTENT_OVER_LIMIT",
    "ffffffffffffffff, CONTENT_OVER_LIMIT",
  })
  void refusesSizesThatWouldOverflow(String size, Violation expected) {
    assertEquals(expected, violationOf(size + "\r\n"));
  }

  @Test
  void refusesSizesThatWouldOverflowTogether() {
    assertEquals(Violation.CONTENT_OVER_LIMIT, violationOf("1\r\nx\r\n7fffffffffffffff\r\nhello"));
  }

  @ParameterizedTest
  @CsvSource({
    "'5\nhello\r\n', BARE_LF",
    "'5;a\nhello\r\n', BARE_LF",
    "'5;a=\"\n\"', BARE_LF",
    "'5\rhello', BARE_CR",
    "'5\r\rhello', BARE_CR",
    "'5;a\rb\r\n', BARE_CR",
    "'5\r\nhello\n', CHUNK_END_MISSING",
    "'5\r\nhelloX', CHUNK_END_MISSING",
    "'5\r\nhello\rX', CHUNK_END_MISSING",
    "'5\r\nhello0\r\n\r\n', CHUNK_END_MISSING",
    "'5\r\nhello\r\n\r\n', CHUNK_SIZE_MALFORMED",
    "'0\r\n\n', BARE_LF",
    "'0\r\n\rX', BARE_CR",
  })
  void refusesLineEndsOtherThanCrLf(String afterHead, Violation expected) {
    // A CR inside an incomplete line of trailers is judged when the line is complete.
    String complete = expected == Violation.BARE_CR ? afterHead + "\r\n" : afterHead;
    assertEquals(expected, violationOf(complete));
  }

  @Test
  void limitsTheLineOfAChunk() {
    ParserDriver limited = new ParserDriver(Limits.DEFAULT.withChunkLine(8));
    assertEquals("x", limited.message(HEAD + "1;abcd\nx\n0\n\n").content());
    String tooLong = HEAD + "1;abcde\nx\n0\n\n";
    assertEquals(Violation.CHUNK_LINE_TOO_LONG, limited.violation(tooLong));
  }

  @Test
  void limitsWhatExtensionsAddToTheContent() {
    ParserDriver limited = new ParserDriver(Limits.DEFAULT.withChunkOverhead(12));
    String heavy = "1;abcd\nx\n"; // 5 octets for 1 of content
    assertEquals("xxx", limited.message(HEAD + heavy.repeat(3) + "0\n\n").content());
    assertEquals(
        Violation.CHUNK_OVERHEAD_TOO_LARGE, limited.violation(HEAD + heavy.repeat(4) + "0\n\n"));
    String fair = "5;abc\nhello\n"; // 4 octets for 5 of content
    assertEquals(50, limited.message(HEAD + fair.repeat(10) + "0\n\n").content().length());
  }

  /// Or one large chunk would pay for any number of small ones.
  @Test
  void doesNotWeighExtensionsAgainstContentThatCameBefore() {
    ParserDriver limited = new ParserDriver(Limits.DEFAULT.withChunkOverhead(12));
    String large = "64\n" + "x".repeat(100) + "\n";
    String heavy = "1;abcd\nx\n"; // 5 octets for 1 of content
    assertEquals(103, limited.message(HEAD + large + heavy.repeat(3) + "0\n\n").content().length());
    assertEquals(
        Violation.CHUNK_OVERHEAD_TOO_LARGE,
        limited.violation(HEAD + large + heavy.repeat(4) + "0\n\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;a", "1;a=b", "1;a=\"b\""})
  void judgesTheExtensionsOfEachChunkAlone(String first) {
    String next = first + "\r\nx\r\n1";
    assertEquals(Violation.CHUNK_EXTENSION_MALFORMED, violationOf(next + " =b\r\nx\r\n"));
    assertEquals(Violation.CHUNK_EXTENSION_MALFORMED, violationOf(next + " \r\nx\r\n"));
    assertEquals("xx", driver.message(HEAD + first + "\nx\n1;c\nx\n0\n\n").content());
  }

  @Test
  void limitsTheContent() {
    ParserDriver limited = new ParserDriver(Limits.DEFAULT.withContent(10));
    assertEquals("hellohello", limited.message(HEAD + "5\nhello\n5\nhello\n0\n\n").content());
    assertEquals(
        Violation.CONTENT_OVER_LIMIT, limited.violation(HEAD + "5\nhello\n6\nhello!\n0\n\n"));
    assertEquals(
        Violation.CONTENT_OVER_LIMIT, limited.violation(HEAD + "4\nxxxx\n".repeat(3) + "0\n\n"));
  }
}
