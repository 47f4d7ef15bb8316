package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {
  private final ParserDriver driver = new ParserDriver();

  @Test
  void readsMethodTargetAndVersion() {
    RequestHead head =
        driver.head(
            """
            GET /where?q=now HTTP/1.1
            Host: www.example.com

            """);
    assertSame(Method.GET, head.method());
    assertEquals(new RequestTarget.OriginForm("/where", "q=now"), head.target());
    assertEquals(HttpVersion.HTTP_1_1, head.version());
    assertEquals("GET /where?q=now HTTP/1.1", head.requestLine());
  }

  /// Logs depend on it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a?b HTTP/1.1",
        "GET /%41 HTTP/1.9",
        "GET http://[::1]:80/a?b HTTP/1.1",
        "GET http://a HTTP/1.0",
        "CONNECT a:1 HTTP/1.1",
        "CONNECT 192.0.2.1:1 HTTP/1.1",
        "CONNECT [::1]:1 HTTP/1.1",
        "OPTIONS * HTTP/1.1"
      })
  void isPrintableWithoutQuoteAndBackslash(String line) {
    int accepted = 0;
    for (int at = 0; at <= line.length(); at++) {
      for (char octet = 0; octet <= 0xFF; octet++) {
        for (int over = at; over <= Math.min(at + 1, line.length()); over++) {
          String other = line.substring(0, at) + octet + line.substring(over);
          byte[] wire = (other + "\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
          if (new RequestParser(Limits.DEFAULT).parse(ByteBuffer.wrap(wire))
              instanceof RequestHead head) {
            accepted++;
            assertTrue(head.requestLine().matches("[ -~&&[^\"\\\\]]+"), head.requestLine());
          }
        }
      }
    }
    assertTrue(accepted > line.length(), "some are as good as the line itself");
  }

  @Test
  void canBeCopied() {
    RequestHead head = driver.head("GET /where?q=now HTTP/1.1\nHost: a\n\n");
    int length = head.requestLineLength();
    byte[] copy = new byte[length + 1];
    head.copyRequestLine(length, copy, 1);
    assertEquals(head.requestLine(), Octets.text(copy, 1, copy.length));
  }

  @Test
  void isCopiedNoFurtherThanItGoes() {
    RequestHead head = driver.head("GET /where?q=now HTTP/1.1\nHost: a\n\n");
    int length = head.requestLineLength();
    byte[] copy = new byte[length + 1];
    assertThrows(IndexOutOfBoundsException.class, () -> head.copyRequestLine(length + 1, copy, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> head.copyRequestLine(-1, copy, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> head.copyRequestLine(length, copy, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PATCH",
        "G",
        "PROPFIND"
      })
  void readsAnyTokenAsMethod(String name) {
    assertEquals(new Method(name), driver.head(name + " / HTTP/1.1\nHost: a\n\n").method());
  }

  @Test
  void methodsAreCaseSensitive() {
    assertEquals(new Method("get"), driver.head("get / HTTP/1.1\nHost: a\n\n").method());
  }

  @Test
  void methodsMayHaveEveryTokenCharacter() {
    String name = "!#$%&'*+-.^_`|~09azAZ";
    assertEquals(name, driver.head(name + " / HTTP/1.1\nHost: a\n\n").method().name());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.0, HTTP_1_0",
    "HTTP/1.1, HTTP_1_1",
    "HTTP/1.2, HTTP_1_1",
    "HTTP/1.9, HTTP_1_1",
  })
  void readsMinorVersionsAboveOneAsOne(String version, HttpVersion expected) {
    assertEquals(expected, driver.head("GET / " + version + "\nHost: a\n\n").version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/0.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.1"})
  void refusesOtherMajorVersions(String version) {
    assertEquals(
        Violation.VERSION_UNSUPPORTED, driver.violation("GET / " + version + "\nHost: a\n\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http/1.1",
        "HTTP/1",
        "HTTP/1.",
        "HTTP/1.10",
        "HTTP/01.1",
        "HTTP/1,1",
        "HTTP/+1.1",
        "HTTP/a.b",
        "HTTP 1.1x",
        "XTTP/1.1",
        "HTTP/1.1\t",
        "ICAP/1.0",
        "HTTP/1.\u00b2"
      })
  void refusesMalformedVersions(String version) {
    Violation expected =
        version.contains(" ") ? Violation.REQUEST_LINE_MALFORMED : Violation.VERSION_MALFORMED;
    assertEquals(expected, driver.violation("GET / " + version + "\nHost: a\n\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET",
        "GET ",
        "GET  ",
        "GET   HTTP/1.1",
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / a HTTP/1.1",
        "GET /HTTP/1.1",
        "GET HTTP/1.1",
        "CONNECT a :1 HTTP/1.1"
      })
  void refusesAnythingButThreePartsWithOneSpaceBetween(String line) {
    assertEquals(Violation.REQUEST_LINE_MALFORMED, driver.violation(line + "\nHost: a\n\n"), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GE\tT / HTTP/1.1", "G(T / HTTP/1.1", "GET\t/ / HTTP/1.1", "G\u00e9T / HTTP/1.1"})
  void refusesMethodsThatAreNoTokens(String line) {
    assertEquals(Violation.METHOD_MALFORMED, driver.violation(line + "\nHost: a\n\n"), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\r\n",
        "GET / HT\rTP/1.1\r\n",
        "GET /a\rb HTTP/1.1\r\n",
        "G\rET / HTTP/1.1\r\n",
        "GET / \rHTTP/1.1\r\n"
      })
  void refusesBareCrWhereverItIs(String line) {
    assertEquals(Violation.BARE_CR, driver.violation(octets(line + "Host: a\r\n\r\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\n", "G\n", "GET /\n", "GET / HTTP/1.1\nHost: a\r\n\r\n"})
  void refusesBareLf(String line) {
    assertEquals(Violation.BARE_LF, driver.violation(octets(line)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" GET / HTTP/1.1\n", "\tGET", "\u0000", "\u0080\u0080", "\"", "(", "\u007f"})
  void refusesAtOnceWhatCannotBeginAMethod(String text) {
    assertEquals(Violation.NOT_HTTP, driver.violation(text));
  }

  @Test
  void refusesTheHttp2PrefaceForItsVersion() {
    assertEquals(Violation.VERSION_UNSUPPORTED, driver.violation("PRI * HTTP/2.0\n\nSM\n\n"));
  }
}
