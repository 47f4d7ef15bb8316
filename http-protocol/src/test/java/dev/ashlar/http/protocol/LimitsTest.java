package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
  private static final Limits DEFAULT = Limits.DEFAULT;

  @Test
  void requestLineMayBeAsLongAsItsLimit() {
    ParserDriver driver = new ParserDriver(DEFAULT.withRequestLine(30));
    String fits = "GET /" + "a".repeat(14) + " HTTP/1.1"; // and CRLF: 30
    assertEquals(fits, driver.head(fits + "\nHost: a\n\n").requestLine());
    assertEquals(
        Violation.REQUEST_LINE_TOO_LONG,
        driver.violation(fits.replace("/", "/a") + "\nHost: a\n\n"));
    assertEquals(Violation.REQUEST_LINE_TOO_LONG, driver.violation("a".repeat(31)));
  }

  @Test
  void defaultRequestLineIsLongerThanTheRfcRecommends() {
    String line = "GET /" + "a".repeat(8000 - 14) + " HTTP/1.1";
    assertEquals(line, new ParserDriver().head(line + "\nHost: a\n\n").requestLine());
  }

  @Test
  void fieldLineMayBeAsLongAsItsLimit() {
    ParserDriver driver = new ParserDriver(DEFAULT.withFieldLine(20));
    String fits = "A: " + "a".repeat(15); // and CRLF: 20
    assertTrue(driver.head("GET / HTTP/1.1\nHost: a\n" + fits + "\n\n").has(FieldName.of("a")));
    assertEquals(
        Violation.FIELD_LINE_TOO_LONG,
        driver.violation("GET / HTTP/1.1\nHost: a\n" + fits + "a\n\n"));
  }

  @Test
  void fieldSectionMayBeAsLongAsItsLimit() {
    ParserDriver driver = new ParserDriver(DEFAULT.withFieldSection(25));
    String fits = "GET / HTTP/1.1\nHost: a\nA: " + "a".repeat(9); // 9 + 14 + 2
    assertTrue(driver.head(fits + "\n\n").has(FieldName.of("a")));
    assertEquals(Violation.FIELD_SECTION_TOO_LARGE, driver.violation(fits + "a\n\n"));
    assertEquals(Violation.FIELD_SECTION_TOO_LARGE, driver.violation(fits + "\nBBB"));
  }

  /// As if the octets came one by one. A line of 20 octets, behind one of 9, meets its own limit
  /// and that of the section at once where this is 29: then it is the line that is too long.
  @ParameterizedTest
  @CsvSource({"28, FIELD_SECTION_TOO_LARGE", "29, FIELD_LINE_TOO_LONG", "30, FIELD_LINE_TOO_LONG"})
  void theLimitThatIsMetFirstIsTold(int section, Violation expected) {
    ParserDriver driver = new ParserDriver(DEFAULT.withFieldLine(20).withFieldSection(section));
    String tooLong = "GET / HTTP/1.1\nHost: a\nA: " + "a".repeat(16);
    assertEquals(expected, driver.violation(tooLong + "\n\n"));
  }

  @Test
  void lengthIsJudgedBeforeSyntax() {
    ParserDriver driver = new ParserDriver(DEFAULT.withFieldLine(20).withRequestLine(30));
    assertEquals(
        Violation.FIELD_LINE_TOO_LONG,
        driver.violation("GET / HTTP/1.1\nHost: a\n(A): \u0000" + "a".repeat(20) + "\n\n"));
    assertEquals(
        Violation.REQUEST_LINE_TOO_LONG,
        driver.violation("GET \u0000" + "a".repeat(30) + "\nHost: a\n\n"));
  }

  @Test
  void numberOfFieldsHasItsLimit() {
    String hundred = "GET / HTTP/1.1\nHost: a\n" + "A: a\n".repeat(99);
    assertEquals(99, new ParserDriver().head(hundred + "\n").values(FieldName.of("A")).size());
    assertEquals(Violation.TOO_MANY_FIELDS, new ParserDriver().violation(hundred + "A: a\n\n"));
  }

  @Test
  void contentLengthIsJudgedWithTheHead() {
    ParserDriver driver = new ParserDriver(DEFAULT.withContent(5));
    String head = "PUT / HTTP/1.1\nHost: a\nContent-Length: ";
    assertEquals("hello", driver.message(head + "5\n\nhello").content());
    assertEquals(Violation.CONTENT_OVER_LIMIT, driver.violation(head + "6\n\n"));
  }

  static Stream<Supplier<Limits>> nonsense() {
    return Stream.of(
        () -> DEFAULT.withRequestLine(15),
        () -> DEFAULT.withRequestLine(65_535),
        () -> DEFAULT.withFieldLine(1),
        () -> DEFAULT.withFieldSection(1),
        () -> DEFAULT.withFieldSection(65_535),
        () -> DEFAULT.withFields(-1),
        () -> DEFAULT.withChunkLine(2),
        () -> DEFAULT.withChunkOverhead(-1),
        () -> DEFAULT.withTrailerSection(1),
        () -> DEFAULT.withTrailerSection(65_536),
        () -> DEFAULT.withContent(-1));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void refusesLimitsThatNoRequestMeets(Supplier<Limits> limits) {
    assertThrows(IllegalArgumentException.class, limits::get);
  }

  @Test
  void headsOfTheGreatestSizeAreRead() {
    Limits greatest = DEFAULT.withRequestLine(16).withFieldSection(65_519).withFieldLine(65_519);
    String value = "a".repeat(65_519 - "Host: a\r\nA: \r\n\r\n".length());
    ParserDriver driver = new ParserDriver(greatest);
    String request = "GET / HTTP/1.1\nHost: a\nA: " + value + "\n\n";
    assertEquals(value, driver.head(request).value(FieldName.of("A")));
  }
}
