package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9112 §5: field lines.
class FieldLineTest {
  private static final String START = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final FieldName X = FieldName.of("X");

  private final ParserDriver driver = new ParserDriver();

  private Violation violationOf(String lines) {
    return driver.violation(octets(START + lines + "\r\n\r\n"));
  }

  private RequestHead head(String lines) {
    return driver.head("GET / HTTP/1.1\nHost: a\n" + lines + "\n\n");
  }

  @Test
  void areReadInOrderWithoutWhiteSpaceAround() {
    RequestHead head =
        driver.head(
            """
            GET / HTTP/1.1
            Host: a
            ACCEPT:text/html
            X-Custom: \t  some, text \t
            Accept: */*
            Empty:
            x-custom: more

            """);
    assertEquals("text/html, */*", head.value(FieldName.ACCEPT));
    assertEquals(List.of("text/html", "*/*"), head.values(FieldName.ACCEPT));
    assertEquals("some, text, more", head.value(FieldName.of("x-CUSTOM")));
    assertEquals("", head.value(FieldName.of("empty")));
    assertEquals(
        """
        Host: a
        Accept: text/html
        X-Custom: some, text
        Accept: */*
        Empty:\s
        x-custom: more
        """
            .replace("\n", "\r\n"),
        head.fields().toString());
  }

  @Test
  void areNullWhenAbsent() {
    RequestHead head = head("X: y");
    assertNull(head.value(FieldName.COOKIE));
    assertNull(head.value(FieldName.of("Y")));
    assertEquals(List.of(), head.values(FieldName.COOKIE));
    assertFalse(head.has(FieldName.COOKIE));
    assertFalse(head.has(FieldName.of("Y")));
    assertTrue(head.has(FieldName.HOST));
    assertTrue(head.has(X));
  }

  @Test
  void haveEveryKnownNameInAnyCase() {
    for (FieldName name : FieldName.constants()) {
      if (name.equals(FieldName.HOST) || name.equals(FieldName.TRANSFER_ENCODING)) {
        continue; // other tests' business
      }
      String value = value(name);
      String text = name.name();
      RequestHead head = head(text + ": " + value);
      assertEquals(value, head.value(name));
      assertEquals(value, head(text.toUpperCase(Locale.ROOT) + ":" + value).value(name));
      assertEquals(value, head(text.toLowerCase(Locale.ROOT) + ":" + value).value(name));
      assertNull(head.value(FieldName.of(text + "x")));
    }
  }

  private static String value(FieldName name) {
    return switch (name.lowerCase()) {
      case "content-length" -> "0";
      case "expect" -> "100-continue";
      default -> "value";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "' X: y', LINE_FOLDED",
    "'\tX: y', LINE_FOLDED",
    "' ', LINE_FOLDED",
    "'X : y', SPACE_BEFORE_COLON",
    "'X\t: y', SPACE_BEFORE_COLON",
    "'X \t : y', SPACE_BEFORE_COLON",
    "'X y: z', FIELD_NAME_MALFORMED",
    "'X', COLON_MISSING",
    "'X y', FIELD_NAME_MALFORMED",
    "': y', FIELD_NAME_EMPTY",
    "':', FIELD_NAME_EMPTY",
    "'(X): y', FIELD_NAME_MALFORMED",
    "'X\u00e9: y', FIELD_NAME_MALFORMED",
    "'X\u0000: y', FIELD_NAME_MALFORMED",
    "'\"X\": y', FIELD_NAME_MALFORMED",
  })
  void areRefusedWhenTheNameIsNotATokenBeforeAColon(String line, Violation expected) {
    assertEquals(expected, violationOf(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {" Host: a", "\tX: y", " ", " \r\nHost: a"})
  void areRefusedWithWhiteSpaceBeforeTheFirst(String line) {
    byte[] request = octets("GET / HTTP/1.1\r\n" + line + "\r\n\r\n");
    assertEquals(Violation.SPACE_BEFORE_FIRST_FIELD, driver.violation(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X: y\n", "X: y\nZ: z", "X\n", "\n", "X:\n", "X: y\r\n\n", "X: 12345678\n"})
  void areRefusedWithBareLf(String lines) {
    assertEquals(Violation.BARE_LF, violationOf(lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y\r",
        "X: y\rz",
        "X: \ry",
        "X\r: y",
        "X: y\r\r",
        "\rX: y",
        "X: y\r\n\r",
        "X\ry"
      })
  void areRefusedWithBareCr(String lines) {
    assertEquals(Violation.BARE_CR, violationOf(lines));
  }

  @Test
  void mayHaveAnyOctetInAValueButControls() {
    for (int octet = 0; octet <= 0xFF; octet++) {
      assertValue("a" + (char) octet + "b", octet);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, '\t', '\n', '\r', 0x1F, ' ', 0x7E, 0x7F, 0x80, 0xFF})
  void areJudgedAlikeAtEveryPlaceOfEightOctets(int octet) {
    for (int before = 0; before < 9; before++) {
      assertValue("a".repeat(before) + (char) octet + "b", octet);
    }
  }

  private void assertValue(String value, int octet) {
    ParserDriver.Outcome outcome = driver.outcome(octets(START + "X:" + value + "\r\n\r\n"));
    if (octet == '\t' || (octet >= ' ' && octet != 0x7F)) {
      assertEquals(value.strip(), outcome.messages().getFirst().head().value(X));
    } else {
      assertEquals(expectedFor(octet).rejected(), outcome.last(), "octet " + octet);
    }
  }

  private static Violation expectedFor(int octet) {
    return switch (octet) {
      case '\r' -> Violation.BARE_CR;
      case '\n' -> Violation.BARE_LF;
      default -> Violation.FIELD_VALUE_OCTET_FORBIDDEN;
    };
  }

  @Test
  void mayHaveEveryTokenCharacterInAName() {
    String tokens = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    IntStream.rangeClosed(1, 0xFF)
        .filter(octet -> octet != ':' && octet != '\r' && octet != '\n' && octet != '\t')
        .filter(octet -> octet != ' ')
        .forEach(octet -> {
          String name = "a" + (char) octet;
          byte[] request = octets(START + name + ": v\r\n\r\n");
          ParseResult last = driver.outcome(request).last();
          boolean allowed = tokens.indexOf(octet) >= 0;
          ParseResult expected =
              allowed ? NeedsMore.INSTANCE : Violation.FIELD_NAME_MALFORMED.rejected();
          assertEquals(expected, last, "octet " + octet);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content\rLength", "CONTENT\rLENGTH", "Host\u0000", "h\u000fst"})
  void areNotMistakenForKnownNamesByTheirOctetsLowBits(String name) {
    ParseResult last = driver.outcome(octets(START + name + ": 5\r\n\r\n")).last();
    assertTrue(last instanceof Rejected, String.valueOf(last));
  }
}
