package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One example for each rule that a request can break.
class ViolationTest {
  private static final Limits LIMITS =
      Limits.DEFAULT
          .withRequestLine(60)
          .withFieldLine(100)
          .withFieldSection(200)
          .withFields(6)
          .withChunkLine(40)
          .withChunkOverhead(50)
          .withTrailerSection(80)
          .withContent(1000);

  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final Map<Violation, String> EXAMPLES = new EnumMap<>(Violation.class);

  static {
    example(
        Violation.NOT_HTTP, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
    example(Violation.TOO_MANY_EMPTY_LINES, "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    example(Violation.BARE_LF, "GET / HTTP/1.1\nHost: a\n\n");
    example(Violation.BARE_CR, "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n");
    requestLine(Violation.REQUEST_LINE_TOO_LONG, "GET /" + "a".repeat(60) + " HTTP/1.1");
    requestLine(Violation.REQUEST_LINE_MALFORMED, "GET  / HTTP/1.1");
    requestLine(Violation.METHOD_MALFORMED, "GE(T / HTTP/1.1");
    requestLine(Violation.VERSION_MALFORMED, "GET / HTTP/1.10");
    requestLine(Violation.VERSION_UNSUPPORTED, "GET / HTTP/2.0");
    requestLine(Violation.TARGET_OCTET_FORBIDDEN, "GET /\"a\" HTTP/1.1");
    requestLine(Violation.TARGET_PERCENT_ENCODING_MALFORMED, "GET /%4g HTTP/1.1");
    requestLine(Violation.TARGET_MALFORMED, "GET a/b HTTP/1.1");
    requestLine(Violation.TARGET_AUTHORITY_MALFORMED, "GET http://u@a/ HTTP/1.1");
    requestLine(Violation.TARGET_SCHEME_UNKNOWN, "GET ftp://a/ HTTP/1.1");
    requestLine(Violation.TARGET_FORM_FOR_CONNECT, "GET a:80 HTTP/1.1");
    requestLine(Violation.TARGET_FORM_FOR_OPTIONS, "GET * HTTP/1.1");
    fields(Violation.FIELD_LINE_TOO_LONG, "A: " + "a".repeat(100));
    fields(Violation.FIELD_SECTION_TOO_LARGE, ("A: " + "a".repeat(80) + "\r\n").repeat(3) + "B: b");
    fields(Violation.TOO_MANY_FIELDS, "A: a\r\n".repeat(6) + "B: b");
    example(Violation.SPACE_BEFORE_FIRST_FIELD, "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
    fields(Violation.LINE_FOLDED, "A: a\r\n b");
    fields(Violation.COLON_MISSING, "A");
    fields(Violation.FIELD_NAME_EMPTY, ": a");
    fields(Violation.SPACE_BEFORE_COLON, "A : a");
    fields(Violation.FIELD_NAME_MALFORMED, "A/B: a");
    fields(Violation.FIELD_VALUE_OCTET_FORBIDDEN, "A: a\u0000");
    example(Violation.HOST_MISSING, "GET / HTTP/1.1\r\n\r\n");
    fields(Violation.HOST_REPEATED, "Host: a");
    example(Violation.HOST_MALFORMED, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
    fields(Violation.CONTENT_LENGTH_REPEATED, "Content-Length: 5\r\nContent-Length: 5");
    fields(Violation.CONTENT_LENGTH_MALFORMED, "Content-Length: +5");
    fields(
        Violation.CONTENT_LENGTH_WITH_TRANSFER_ENCODING,
        "Content-Length: 5\r\nTransfer-Encoding: chunked");
    example(
        Violation.TRANSFER_ENCODING_IN_HTTP_1_0,
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
    fields(Violation.TRANSFER_ENCODING_MALFORMED, "Transfer-Encoding: ,chunked");
    fields(Violation.TRANSFER_ENCODING_NOT_CHUNKED, "Transfer-Encoding: chunked, gzip");
    fields(Violation.TRANSFER_ENCODING_CHUNKED_TWICE, "Transfer-Encoding: chunked, chunked");
    fields(Violation.TRANSFER_ENCODING_UNKNOWN, "Transfer-Encoding: gzip, chunked");
    fields(Violation.EXPECTATION_UNKNOWN, "Expect: 200-ok");
    fields(Violation.CONTENT_OVER_LIMIT, "Content-Length: 1001");
    example(Violation.CHUNK_SIZE_MALFORMED, CHUNKED + "0x5\r\n");
    example(Violation.CHUNK_SIZE_TOO_LONG, CHUNKED + "00000000000000005\r\n");
    example(Violation.CHUNK_EXTENSION_MALFORMED, CHUNKED + "5;a=b c\r\n");
    example(Violation.CHUNK_LINE_TOO_LONG, CHUNKED + "5;" + "a".repeat(40) + "\r\n");
    example(
        Violation.CHUNK_OVERHEAD_TOO_LARGE,
        CHUNKED + ("1;" + "a".repeat(20) + "\r\nx\r\n").repeat(3));
    example(Violation.CHUNK_END_MISSING, CHUNKED + "5\r\nhelloX");
    example(
        Violation.TRAILER_SECTION_TOO_LARGE,
        CHUNKED + "0\r\nA: " + "a".repeat(40) + "\r\nB: " + "b".repeat(40) + "\r\n\r\n");
    example(Violation.TRAILER_FIELD_FORBIDDEN, CHUNKED + "0\r\nContent-Length: 5\r\n\r\n");
  }

  private static void example(Violation violation, String octets) {
    EXAMPLES.put(violation, octets);
  }

  private static void requestLine(Violation violation, String line) {
    example(violation, line + "\r\nHost: a\r\n\r\n");
  }

  private static void fields(Violation violation, String lines) {
    example(violation, "POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n");
  }

  @ParameterizedTest
  @EnumSource(Violation.class)
  void isFoundHoweverTheInputIsSplit(Violation violation) {
    String example = EXAMPLES.get(violation);
    assertNotNull(example, "an example");
    assertEquals(violation, new ParserDriver(LIMITS).violation(octets(example)));
  }

  @ParameterizedTest
  @EnumSource(Violation.class)
  void saysWhatToAnswerAndWhereTheRuleIs(Violation violation) {
    int code = violation.status().code();
    assertTrue(code >= 400 && code <= 505, "a refusal");
    assertTrue(violation.section().matches("RFC \\d{4} §\\d+(\\.\\d+)*"), violation.section());
    assertTrue(violation.text().matches("[A-Z].*[A-Za-z0-9]\\."), violation.text());
  }

  @Test
  void isOneResultForEachRule() {
    long results = Stream.of(Violation.values()).map(Violation::rejected).distinct().count();
    assertEquals(Violation.values().length, results);
  }
}
