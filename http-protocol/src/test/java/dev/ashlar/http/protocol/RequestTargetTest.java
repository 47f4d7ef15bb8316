package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.protocol.RequestTarget.AbsoluteForm;
import dev.ashlar.http.protocol.RequestTarget.AsteriskForm;
import dev.ashlar.http.protocol.RequestTarget.AuthorityForm;
import dev.ashlar.http.protocol.RequestTarget.OriginForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
  private final ParserDriver driver = new ParserDriver();

  private RequestHead head(String method, String target) {
    return driver.head(method + " " + target + " HTTP/1.1\nHost: origin.example\n\n");
  }

  private Violation violation(String method, String target) {
    return driver.violation(method + " " + target + " HTTP/1.1\nHost: origin.example\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "/, /, null",
        "/a/b.c, /a/b.c, null",
        "/?, /, ''",
        "/a?b=c&d, /a, b=c&d",
        "/a?b?c/d, /a, b?c/d",
        "//a//b, //a//b, null",
        "/../%2e%2E/, /../%2e%2E/, null",
        "/-._~!$&'()*+;=:@, /-._~!$&'()*+;=:@, null",
        "/a?%41-._~!$&'()*+;=:@/?, /a, %41-._~!$&'()*+;=:@/?",
        "/a%20b?c%20d?e, /a%20b, c%20d?e",
        "/%41?, /%41, ''",
        "/http://b/, /http://b/, null",
      })
  void readsOriginFormAsReceived(String target, String path, String query) {
    RequestHead head = head("GET", target);
    assertEquals(new OriginForm(path, query), head.target());
    assertEquals(path, head.rawPath());
    assertEquals(query, head.rawQuery());
    assertEquals(target, head.target().render());
    assertEquals(new Authority("origin.example", -1), head.authority());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "http://a.example/x, http, a.example, -1, /x, null",
        "http://a.example, http, a.example, -1, '', null",
        "http://a.example?q, http, a.example, -1, '', q",
        "HTTP://A.example:8080/x?q, HTTP, A.example, 8080, /x, q",
        "https://[2001:db8::1]:443/, https, [2001:db8::1], 443, /, null",
        "hTTpS://127.0.0.1:0/?, hTTpS, 127.0.0.1, 0, /, ''",
      })
  void readsAbsoluteFormWhoseAuthorityCountsInsteadOfHost(
      String target, String scheme, String host, int port, String path, String query) {
    RequestHead head = head("GET", target);
    Authority authority = new Authority(host, port);
    assertEquals(new AbsoluteForm(scheme, authority, path, query), head.target());
    assertEquals(authority, head.authority());
    assertEquals(path.isEmpty() ? "/" : path, head.rawPath());
    assertEquals(query, head.rawQuery());
    assertEquals(target, head.target().render());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tunnel.example", "127.0.0.1", "[::1]", "*", "*.example", "http"})
  void readsAuthorityFormWithConnect(String host) {
    RequestHead head = head("CONNECT", host + ":443");
    Authority authority = new Authority(host, 443);
    assertEquals(new AuthorityForm(authority), head.target());
    assertEquals(authority, head.authority());
    assertEquals("", head.rawPath());
    assertNull(head.rawQuery());
    assertEquals(host + ":443", head.target().render());
  }

  @Test
  void readsAsteriskFormWithOptions() {
    RequestHead head = head("OPTIONS", "*");
    assertEquals(new AsteriskForm(), head.target());
    assertEquals("*", head.rawPath());
    assertNull(head.rawQuery());
    assertEquals("*", head.target().render());
  }

  /// RFC 9110 §4.2.3: for OPTIONS, no path is not the same as `/`.
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "OPTIONS, http://a.example, *, null",
        "OPTIONS, HTTPS://[::1]:8443, *, null",
        "OPTIONS, http://a.example/, /, null",
        "OPTIONS, http://a.example?, /, ''",
        "OPTIONS, http://a.example?q, /, q",
        "OPTIONS, http://a.example/*, /*, null",
        "options, http://a.example, /, null",
        "HEAD, http://a.example, /, null",
      })
  void readsAbsoluteFormWithoutPathAsTheServerForOptionsOnly(
      String method, String target, String path, String query) {
    RequestHead head = head(method, target);
    assertEquals(path, head.rawPath());
    assertEquals(query, head.rawQuery());
    assertEquals(target, head.target().render());
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, /, TARGET_FORM_FOR_CONNECT",
    "CONNECT, *, TARGET_FORM_FOR_CONNECT",
    "CONNECT, http://a/, TARGET_FORM_FOR_CONNECT",
    "CONNECT, a.example, TARGET_AUTHORITY_MALFORMED",
    "CONNECT, a.example:, TARGET_AUTHORITY_MALFORMED",
    "CONNECT, a.example:65536, TARGET_AUTHORITY_MALFORMED",
    "CONNECT, a.example:0, TARGET_AUTHORITY_MALFORMED",
    "CONNECT, a.example:0000000, TARGET_AUTHORITY_MALFORMED",
    "CONNECT, :80, TARGET_AUTHORITY_MALFORMED",
    "CONNECT, u@a.example:80, TARGET_AUTHORITY_MALFORMED",
    "GET, *, TARGET_FORM_FOR_OPTIONS",
    "HEAD, *, TARGET_FORM_FOR_OPTIONS",
    "GET, a.example:80, TARGET_FORM_FOR_CONNECT",
    "GET, a.example:0, TARGET_FORM_FOR_CONNECT",
    "OPTIONS, a.example:80, TARGET_FORM_FOR_CONNECT",
    "OPTIONS, **, TARGET_MALFORMED",
    "GET, index.html, TARGET_MALFORMED",
    "GET, ?q, TARGET_MALFORMED",
    "GET, mailto:a@b, TARGET_MALFORMED",
    "GET, http:/a, TARGET_MALFORMED",
    "GET, 1http://a/, TARGET_MALFORMED",
  })
  void refusesFormsThatDoNotGoWithTheMethod(String method, String target, Violation expected) {
    assertEquals(expected, violation(method, target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http:///x",
        "http://:80/",
        "http://u@a/",
        "http://u:p@a/",
        "http://a:b/",
        "http://a:65536/",
        "http://a%/",
        "http://[::1/",
        "http://[::g]/",
        "http://a\"b/",
        "http://a:80:80/"
      })
  void refusesMalformedAuthorities(String target) {
    assertEquals(Violation.TARGET_AUTHORITY_MALFORMED, violation("GET", target));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "'', null",
        "a, null",
        "*, null",
        "'/x y\r\n', null",
        "/a?b, null",
        "/#, null",
        "/\u00e4, null",
        "/\u012f, null",
        "/%, null",
        "/%4, null",
        "/%4g, null",
        "/%\u0134\u0131, null",
        "/, 'a b'",
        "/, '\r\n'",
        "/, '#'",
        "/, %",
        "/, \u013f"
      })
  void cannotBeMadeOfWhatCannotBeRendered(String path, String query) {
    assertThrows(IllegalArgumentException.class, () -> new OriginForm(path, query));
    Authority authority = new Authority("a", -1);
    if (!path.isEmpty()) {
      assertThrows(
          IllegalArgumentException.class, () -> new AbsoluteForm("http", authority, path, query));
    }
  }

  @Test
  void cannotBeMadeWithAnotherSchemeOrWithoutAPort() {
    Authority authority = new Authority("a", -1);
    assertThrows(
        IllegalArgumentException.class, () -> new AbsoluteForm("ftp", authority, "/", null));
    for (int port = -1; port <= 0; port++) {
      Authority destination = new Authority("a", port);
      assertThrows(IllegalArgumentException.class, () -> new AuthorityForm(destination));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a/", "ws://a/", "httpx://a/", "file:///etc/passwd", "urn://a"})
  void refusesOtherSchemes(String target) {
    assertEquals(Violation.TARGET_SCHEME_UNKNOWN, violation("GET", target));
  }

  @Test
  void refusesEveryOctetThatIsNotInTheGrammar() {
    String allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?";
    for (char octet = 0; octet <= 0xFF; octet++) {
      String target = "/a" + octet + "b?c" + octet + "d";
      String request = "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
      ParserDriver.Outcome outcome = driver.outcome(ParserDriver.octets(request));
      Violation expected =
          switch (octet) {
            case '\n' -> Violation.BARE_LF;
            case '\r' -> Violation.BARE_CR;
            case ' ' -> Violation.REQUEST_LINE_MALFORMED;
            case '%' -> Violation.TARGET_PERCENT_ENCODING_MALFORMED;
            default -> Violation.TARGET_OCTET_FORBIDDEN;
          };
      if (allowed.indexOf(octet) >= 0) {
        assertEquals(target, outcome.messages().getFirst().head().target().render());
      } else {
        assertEquals(expected.rejected(), outcome.last(), "octet " + (int) octet);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%4", "/%g1", "/%1g", "/%%41", "/a?%", "/a?b%zz", "/%u0041"})
  void refusesMalformedPercentEncoding(String target) {
    assertEquals(Violation.TARGET_PERCENT_ENCODING_MALFORMED, violation("GET", target));
  }
}
