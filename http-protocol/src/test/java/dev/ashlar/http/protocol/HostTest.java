package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9112 §3.2: the Host field.
class HostTest {
  private final ParserDriver driver = new ParserDriver();

  @Test
  void isTheAuthorityOfOriginForm() {
    RequestHead head = driver.head("GET / HTTP/1.1\nhOST: \t a.example:8080 \t\n\n");
    assertEquals(new Authority("a.example", 8080), head.authority());
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
