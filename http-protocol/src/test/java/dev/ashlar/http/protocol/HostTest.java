package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9112 §3.2: the Host field.
class HostTest {
  private final ParserDriver driver = new ParserDriver();

  @Test
  void isTheAuthorityOfOriginForm() {
    RequestHead head = driver.head("GET / HTTP/1.1\nhOST: \t a.example:8080 \t\n\n");
    assertEquals(new Authority("a.example", 8080), head.authority());
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1, a:80, true",
    "OPTIONS * HTTP/1.1, a:80, true",
    "GET / HTTP/1.0, a:80, true",
    "GET / HTTP/1.1, A:80, false",
    "GET / HTTP/1.1, a:8, false",
    "GET / HTTP/1.1, a:800, false",
    "GET / HTTP/1.1, b:80, false",
    "GET / HTTP/1.1, '', false",
    "GET http://b/ HTTP/1.1, a:80, false",
    "GET http://a:80/ HTTP/1.1, a:80, false",
    "CONNECT b:80 HTTP/1.1, a:80, false"
  })
  void isComparedLetterByLetterWhereTheTargetHasNoAuthority(
      String line, String host, boolean same) {
    RequestHead head = driver.head(line + "\nHost: \ta:80 \n\n");
    assertEquals(same, head.hasHost(host));
  }

  @ParameterizedTest
  @CsvSource({"a:80, 80", "a:00080, 80", "a:000080, 80", "a:0, 0", "a:, -1"})
  void hasAPortWithAnyNumberOfZerosInFront(String host, int port) {
    RequestHead head = driver.head("GET / HTTP/1.1\nHost: " + host + "\n\n");
    assertEquals(new Authority("a", port), head.authority());
  }

  @Test
  void isNothingWithoutAHostField() {
    assertFalse(driver.head("GET / HTTP/1.0\n\n").hasHost(""));
  }

  @Test
  void mayBeMissingInHttp10Only() {
    assertNull(driver.head("GET / HTTP/1.0\n\n").authority());
    assertEquals(Violation.HOST_MISSING, driver.violation("GET / HTTP/1.1\nA: b\n\n"));
    assertEquals(Violation.HOST_MISSING, driver.violation("GET http://a/ HTTP/1.1\n\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void mustNotBeThereTwice(String version) {
    String twice = "GET / " + version + "\nHost: a\nX: y\nHost: a\n\n";
    assertEquals(Violation.HOST_REPEATED, driver.violation(twice));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,b c",
        "a, b",
        "a/",
        "http://a",
        "u@a",
        "a b",
        "a:b",
        "a:99999",
        "[::1",
        "[1.2.3.4]",
        "\u00e4",
        "a\tb",
        "a?b",
        "a%2"
      })
  void mustBeAHostWithAnOptionalPort(String host) {
    for (String version : new String[] {"HTTP/1.0", "HTTP/1.1"}) {
      String request = "GET / " + version + "\nHost: " + host + "\n\n";
      assertEquals(Violation.HOST_MALFORMED, driver.violation(request));
    }
  }

  @Test
  void isJudgedEvenIfTheTargetHasAnAuthority() {
    String request = "GET http://a/ HTTP/1.1\nHost: b c\n\n";
    assertEquals(Violation.HOST_MALFORMED, driver.violation(request));
  }

  @Test
  void countsLessThanTheTargetsAuthority() {
    RequestHead head = driver.head("GET http://a/ HTTP/1.1\nHost: b\n\n");
    assertEquals(new Authority("a", -1), head.authority());
    assertEquals("b", head.value(FieldName.HOST));
  }
}
