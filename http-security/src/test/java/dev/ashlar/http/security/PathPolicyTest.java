package dev.ashlar.http.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPolicyTest {
  /// One for each violation.
  private static final List<String> FORBIDDEN_NAMES = List.of("", "\\", "%2F", "..", "C:", ".git");

  private final PathPolicy policy = new PathPolicy();

  static Stream<Arguments> allowedPaths() {
    return Stream.of(
        allowed("/", true),
        allowed("/a", false, "a"),
        allowed("/a/", true, "a"),
        allowed("/a/b.html", false, "a", "b.html"),
        allowed("/a/b/c/d/", true, "a", "b", "c", "d"),
        // every character of a pchar that needs no encoding (RFC 3986 §3.3)
        allowed("/AZaz09-._~!$&'()*+,;=:@", false, "AZaz09-._~!$&'()*+,;=:@"),
        allowed("/a+b", false, "a+b"),
        // names that look odd and are ordinary
        allowed("/a.", false, "a."),
        allowed("/a..", false, "a.."),
        allowed("/a../b", false, "a..", "b"),
        allowed("/a.b..c", false, "a.b..c"),
        allowed("/a%20", false, "a "),
        allowed("/%20", false, " "),
        allowed("/~root", false, "~root"),
        allowed("/~", false, "~"),
        allowed("/;x", false, ";x"),
        allowed("/a;v=1/b", false, "a;v=1", "b"),
        allowed("/:", false, ":"),
        allowed("/:a", false, ":a"),
        allowed("/1:", false, "1:"),
        allowed("/ab:c", false, "ab:c"),
        allowed("/CON", false, "CON"),
        allowed("/index.html~", false, "index.html~"),
        // what needs encoding, in either case
        allowed("/%41%7a", false, "Az"),
        allowed("/%3F%3f%23%25%26%2B", false, "??#%&+"),
        allowed("/%5b%5D%7B%7d%7C%5E%60%22%3C%3E", false, "[]{}|^`\"<>"),
        // decoded once
        allowed("/%252e", false, "%2e"),
        allowed("/%252e%252e/x", false, "%2e%2e", "x"),
        allowed("/%252f", false, "%2f"),
        allowed("/%255c", false, "%5c"),
        allowed("/%2500", false, "%00"),
        allowed("/%25", false, "%"),
        allowed("/%25%32%65", false, "%2e"),
        // UTF-8 of two, three and four octets, with their first and last code points
        allowed("/caf%C3%A9", false, "caf\u00e9"),
        allowed("/%c3%a9", false, "\u00e9"),
        allowed("/%C2%A0", false, "\u00a0"),
        allowed("/%DF%BF", false, "\u07ff"),
        allowed("/%E0%A0%80", false, "\u0800"),
        allowed("/%E2%82%AC/%E6%97%A5", false, "\u20ac", "\u65e5"),
        allowed("/%ED%9F%BF", false, "\ud7ff"),
        allowed("/%EE%80%80", false, "\ue000"),
        allowed("/%EF%BF%BF", false, "\uffff"),
        allowed("/%EF%BF%BD", false, "\ufffd"),
        allowed("/%F0%90%80%80", false, "\ud800\udc00"),
        allowed("/%F0%9F%98%80.png", false, "\ud83d\ude00.png"),
        allowed("/%F4%8F%BF%BF", false, "\udbff\udfff"),
        // neither form of Unicode is changed into the other
        allowed("/%C3%A9", false, "\u00e9"),
        allowed("/e%CC%81", false, "e\u0301"),
        // look-alikes of dots and slashes are just letters
        allowed("/%EF%BC%8E%EF%BC%8E", false, "\uff0e\uff0e"),
        allowed("/%E2%88%95", false, "\u2215"),
        allowed("/%EF%BC%8F%EF%BC%BC", false, "\uff0f\uff3c"),
        // RFC 8615
        allowed("/.well-known", false, ".well-known"),
        allowed("/.well-known/", true, ".well-known"),
        allowed("/.well-known/acme-challenge/t-1_", false, ".well-known", "acme-challenge", "t-1_"),
        allowed("/%2Ewell-known/x", false, ".well-known", "x"));
  }

  private static Arguments allowed(String rawPath, boolean folder, String... segments) {
    return Arguments.of(rawPath, List.of(segments), folder);
  }

  @ParameterizedTest
  @MethodSource("allowedPaths")
  void allowsWhatNamesSomething(String rawPath, List<String> segments, boolean folder) {
    assertEquals(new PathVerdict.Allowed(segments, folder), policy.judge(rawPath));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          //,                       EMPTY_SEGMENT
          ///,                      EMPTY_SEGMENT
          //etc/passwd,             EMPTY_SEGMENT
          /a//b,                    EMPTY_SEGMENT
          /a//,                     EMPTY_SEGMENT
          //example.org/%2e%2e,     EMPTY_SEGMENT
          /.,                       DOT_SEGMENT
          /..,                      DOT_SEGMENT
          /./,                      DOT_SEGMENT
          /../,                     DOT_SEGMENT
          /./a,                     DOT_SEGMENT
          /a/.,                     DOT_SEGMENT
          /a/..,                    DOT_SEGMENT
          /a/../b,                  DOT_SEGMENT
          /../../etc/passwd,        DOT_SEGMENT
          /%2e,                     DOT_SEGMENT
          /%2E%2E,                  DOT_SEGMENT
          /%2e./x,                  DOT_SEGMENT
          /.%2E/x,                  DOT_SEGMENT
          /a/%2e%2e/%2e%2e/etc,     DOT_SEGMENT
          /.well-known/..,          DOT_SEGMENT
          /.well-known/%2e%2e/x,    DOT_SEGMENT
          /C:,                      DRIVE_LETTER
          /c:,                      DRIVE_LETTER
          /C:/x,                    DRIVE_LETTER
          /z:/Windows/win.ini,      DRIVE_LETTER
          /C%3A/x,                  DRIVE_LETTER
          /%43:/x,                  DRIVE_LETTER
          /%63%3a,                  DRIVE_LETTER
          /C:x,                     DRIVE_LETTER
          /a/C:/x,                  DRIVE_LETTER
          C:,                       DRIVE_LETTER
          C:/x,                     DRIVE_LETTER
          C:\\x,                    DRIVE_LETTER
          /\\,                      BACKSLASH
          /a\\b,                    BACKSLASH
          /..\\..\\x,               BACKSLASH
          /\\\\server\\share,       BACKSLASH
          /%5c,                     BACKSLASH
          /%5C%5Cserver,            BACKSLASH
          /..%5c..%5Cx,             BACKSLASH
          /a%5cb,                   BACKSLASH
          /%2f,                     ENCODED_SLASH
          /%2Fetc%2Fpasswd,         ENCODED_SLASH
          /..%2f..%2fetc,           ENCODED_SLASH
          /a%2Fb,                   ENCODED_SLASH
          /a%2f,                    ENCODED_SLASH
          /.git,                    HIDDEN_NAME
          /.git/config,             HIDDEN_NAME
          /a/.htaccess,             HIDDEN_NAME
          /%2Eenv,                  HIDDEN_NAME
          /...,                     HIDDEN_NAME
          /....,                    HIDDEN_NAME
          /.%20,                    HIDDEN_NAME
          /.%20./,                  HIDDEN_NAME
          /.Well-Known/x,           HIDDEN_NAME
          /.well-known2/x,          HIDDEN_NAME
          /.well-know,              HIDDEN_NAME
          /a/.well-known/x,         HIDDEN_NAME
          /.well-known/.hidden,     HIDDEN_NAME
          /.well-known/.well-known, HIDDEN_NAME
          """)
  void refusesWithForbidden(String rawPath, PathViolation violation) {
    // The table is a text block with `\\` for one backslash.
    assertEquals(new PathVerdict.Refused(violation), policy.judge(rawPath));
    assertEquals(403, violation.status());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          /%,              BAD_PERCENT_ENCODING
          /%2,             BAD_PERCENT_ENCODING
          /a%,             BAD_PERCENT_ENCODING
          /%/41,           BAD_PERCENT_ENCODING
          /%4/1,           BAD_PERCENT_ENCODING
          /%zz,            BAD_PERCENT_ENCODING
          /%g0,            BAD_PERCENT_ENCODING
          /%0g,            BAD_PERCENT_ENCODING
          /%%41,           BAD_PERCENT_ENCODING
          /%-1,            BAD_PERCENT_ENCODING
          /%+1,            BAD_PERCENT_ENCODING
          /%u002e,         BAD_PERCENT_ENCODING
          /%0x41,          BAD_PERCENT_ENCODING
          /..%,            BAD_PERCENT_ENCODING
          /%80,            INVALID_UTF_8
          /%BF,            INVALID_UTF_8
          /%C3,            INVALID_UTF_8
          /%C3/%A9,        INVALID_UTF_8
          /%C3(,           INVALID_UTF_8
          /%C3%28,         INVALID_UTF_8
          /%A9%C3,         INVALID_UTF_8
          /%E2%82,         INVALID_UTF_8
          /%E2%82a,        INVALID_UTF_8
          /%F0%9F%98,      INVALID_UTF_8
          /%FE,            INVALID_UTF_8
          /%FF,            INVALID_UTF_8
          /%EF%BF%BD%FF,   INVALID_UTF_8
          /%EF%BF%BD/%FF,  INVALID_UTF_8
          /%E9,            INVALID_UTF_8
          /%C0%80,         INVALID_UTF_8
          /%C0%AE%C0%AE/x, INVALID_UTF_8
          /%c0%af,         INVALID_UTF_8
          /%C1%9C,         INVALID_UTF_8
          /%C1%BF,         INVALID_UTF_8
          /%E0%80%AF,      INVALID_UTF_8
          /%E0%9F%BF,      INVALID_UTF_8
          /%F0%80%80%AF,   INVALID_UTF_8
          /%F0%8F%BF%BF,   INVALID_UTF_8
          /%ED%A0%80,      INVALID_UTF_8
          /%ED%BF%BF,      INVALID_UTF_8
          /%ED%A0%BD%ED%B8%80, INVALID_UTF_8
          /%F4%90%80%80,   INVALID_UTF_8
          /%F5%80%80%80,   INVALID_UTF_8
          /%F8%88%80%80%80, INVALID_UTF_8
          /%00,            CONTROL_CHARACTER
          /a%00.html,      CONTROL_CHARACTER
          /a.html%00,      CONTROL_CHARACTER
          /%01,            CONTROL_CHARACTER
          /%09,            CONTROL_CHARACTER
          /%0a,            CONTROL_CHARACTER
          /%0D%0ASet-Cookie:x, CONTROL_CHARACTER
          /%1b[0m,         DISALLOWED_CHARACTER
          /%1B%5B0m,       CONTROL_CHARACTER
          /%1F,            CONTROL_CHARACTER
          /%7F,            CONTROL_CHARACTER
          /%C2%80,         CONTROL_CHARACTER
          /%C2%85,         CONTROL_CHARACTER
          /%C2%9F,         CONTROL_CHARACTER
          /a?b,            DISALLOWED_CHARACTER
          /a#b,            DISALLOWED_CHARACTER
          /a b,            DISALLOWED_CHARACTER
          /a[1],           DISALLOWED_CHARACTER
          *,               NOT_ABSOLUTE
          a,               NOT_ABSOLUTE
          a/b,             NOT_ABSOLUTE
          ..,              NOT_ABSOLUTE
          http://h/x,      NOT_ABSOLUTE
          1:/x,            NOT_ABSOLUTE
          C:/%zz,          NOT_ABSOLUTE
          C:/a b,          NOT_ABSOLUTE
          C:/%ff,          NOT_ABSOLUTE
          C:/%00,          NOT_ABSOLUTE
          C:%c0%ae,        NOT_ABSOLUTE
          """)
  void refusesWithBadRequest(String rawPath, PathViolation violation) {
    assertEquals(new PathVerdict.Refused(violation), policy.judge(rawPath));
    assertEquals(400, violation.status());
  }

  @Test
  void refusesTheEmptyPath() {
    assertEquals(new PathVerdict.Refused(PathViolation.NOT_ABSOLUTE), policy.judge(""));
  }

  static IntStream octetsNoTargetMayContain() {
    String allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%\\";
    return IntStream.range(0, 256).filter(octet -> allowed.indexOf(octet) < 0);
  }

  @ParameterizedTest
  @MethodSource("octetsNoTargetMayContain")
  void refusesOctetsThatNoTargetMayContain(int octet) {
    PathVerdict refused = new PathVerdict.Refused(PathViolation.DISALLOWED_CHARACTER);

    assertEquals(refused, policy.judge("/a" + (char) octet));
    assertEquals(refused, policy.judge("/" + (char) octet + "/a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/\u0130", "/\u2024\u2024", "/%\uff12\uff45", "/\ud83d\ude00", "/\u0661"})
  void refusesCharactersThatAreNoOctets(String rawPath) {
    PathVerdict.Refused refused =
        assertInstanceOf(PathVerdict.Refused.class, policy.judge(rawPath));

    assertEquals(400, refused.violation().status());
  }

  @ParameterizedTest
  @CsvSource({
    "/../%zz, BAD_PERCENT_ENCODING",
    "//%ff, INVALID_UTF_8",
    "/.git/%00, CONTROL_CHARACTER",
    "/%2f/a b, DISALLOWED_CHARACTER",
    "/a/%ff/%zz, BAD_PERCENT_ENCODING",
    "/.a/.., HIDDEN_NAME",
    "/../.a, DOT_SEGMENT",
  })
  void callsAMalformedPathMalformedWhateverItAsksFor(String rawPath, PathViolation violation) {
    assertEquals(new PathVerdict.Refused(violation), policy.judge(rawPath));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "%zz", "%ff", "%00"})
  void callsAPathMalformedWhereverTheFaultStands(String malformed) {
    PathVerdict alone = policy.judge("/" + malformed);

    for (String forbidden : FORBIDDEN_NAMES) {
      assertEquals(alone, policy.judge("/" + malformed + "/" + forbidden + "/a"), forbidden);
      assertEquals(alone, policy.judge("/" + forbidden + "/" + malformed + "/a"), forbidden);
    }
    assertEquals(400, assertInstanceOf(PathVerdict.Refused.class, alone).violation().status());
  }

  @ParameterizedTest
  @FieldSource("FORBIDDEN_NAMES")
  void tellsTheFirstNameAtFault(String first) {
    PathVerdict alone = policy.judge("/" + first + "/a");

    for (String second : FORBIDDEN_NAMES) {
      assertEquals(alone, policy.judge("/" + first + "/" + second + "/a"), second);
      assertEquals(alone, policy.judge("/a/" + first + "/" + second + "/a"), second);
    }
    assertEquals(403, assertInstanceOf(PathVerdict.Refused.class, alone).violation().status());
  }

  @Test
  void decodesEveryCharacter() {
    IntStream.rangeClosed(0xA0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(c -> {
          String name = Character.toString(c);
          String rawPath = "/" + URLEncoder.encode(name, UTF_8);
          assertEquals(
              new PathVerdict.Allowed(List.of(name), false), policy.judge(rawPath), rawPath);
        });
  }

  @Test
  void allowsNamesThatNoFileSystemHas() {
    String name = "x".repeat(70_000);

    assertEquals(
        new PathVerdict.Allowed(List.of(name, name), false), policy.judge("/" + name + "/" + name));
  }

  @Test
  void givesSegmentsThatNobodyCanChange() {
    PathVerdict.Allowed allowed =
        assertInstanceOf(PathVerdict.Allowed.class, policy.judge("/a/b/%63"));

    assertThrows(UnsupportedOperationException.class, () -> allowed.segments().set(0, ".."));
  }

  @ParameterizedTest
  @EnumSource(PathViolation.class)
  void tellsEachViolationInOneSentence(PathViolation violation) {
    assertTrue(violation.reason().matches("[A-Z][^.]*\\."), violation.reason());
    assertTrue(List.of(400, 403).contains(violation.status()));
    assertEquals(
        1,
        Stream.of(PathViolation.values())
            .filter(other -> Objects.equals(other.reason(), violation.reason()))
            .count());
  }
}
