package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static dev.ashlar.http.protocol.ParserDriver.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.ParserDriver.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9112 §6: which octets are a message's content.
class FramingTest {
  private final ParserDriver driver = new ParserDriver();

  private Violation violationOf(String fields) {
    return driver.violation("POST / HTTP/1.1\nHost: a\n" + fields + "\n\nhello");
  }

  @Test
  void noFieldMeansNoContent() {
    for (String method : new String[] {"GET", "POST", "PUT", "ANY"}) {
      Message message = driver.message(method + " / HTTP/1.1\nHost: a\n\n");
      assertEquals(0, message.head().contentLength());
      assertFalse(message.head().hasContent());
      assertFalse(message.head().chunked());
      assertEquals("", message.content());
      assertSame(Fields.NONE, message.trailers());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "5, hello", "005, hello", "0000000000000000000000005, hello", "1, h"})
  void contentLengthSaysHowManyOctetsFollow(String length, String content) {
    Message message =
        driver.message("GET / HTTP/1.1\nHost: a\nContent-Length: " + length + "\n\n" + content);
    assertEquals(content.length(), message.head().contentLength());
    assertEquals(!content.isEmpty(), message.head().hasContent());
    assertFalse(message.head().chunked());
    assertEquals(content, message.content());
  }

  @Test
  void contentMayLookLikeAnything() {
    String content = "\r\nGET / HTTP/1.1\r\n\r\n\u0000\u00ff";
    Message message =
        driver.message(
            "PUT / HTTP/1.0\nContent-Length: "
                + content.length()
                + "\n\n"
                + content.replace("\r\n", "\n"));
    assertEquals(content, message.content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-0", "+5", "-5", "5a", "0x5", "5.", "5 5", "1e1", "\u0665", "5;a", "\"5\"", "5\t5",
        "_5"
      })
  void contentLengthIsDigits(String length) {
    assertEquals(Violation.CONTENT_LENGTH_MALFORMED, violationOf("Content-Length: " + length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\nContent-Length: 5",
        "Content-Length: 5\nContent-Length: 6",
        "Content-Length: 5\nX: y\ncontent-length: 5",
        "Content-Length: 5, 5",
        "Content-Length: 5,6",
        "Content-Length: 5,",
        "Content-Length: ,5",
        "Content-Length: 5\nContent-Length:"
      })
  void contentLengthIsThereOnce(String fields) {
    assertEquals(Violation.CONTENT_LENGTH_REPEATED, violationOf(fields));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "9999999999999999999",
        "18446744073709551616",
        "18446744073709551621",
        "0009223372036854775808",
        "99999999999999999999999999999999999999999999999999"
      })
  void contentLengthDoesNotOverflow(String length) {
    assertEquals(Violation.CONTENT_OVER_LIMIT, violationOf("Content-Length: " + length));
  }

  @Test
  void contentLengthMayBeAsLargeAsALong() {
    String head = "PUT / HTTP/1.1\nHost: a\nContent-Length: 9223372036854775807\n\nbegun";
    RequestHead begun = driver.outcome(octets(wire(head))).begun();
    assertNotNull(begun);
    assertEquals(Long.MAX_VALUE, begun.contentLength());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", " chunked \t"})
  void chunkedIsTheOnlyCoding(String coding) {
    Message message =
        driver.message(
            "GET / HTTP/1.1\nHost: a\nTransfer-Encoding: " + coding + "\n\n5\nhello\n0\n\n");
    assertEquals(-1, message.head().contentLength());
    assertTrue(message.head().chunked());
    assertTrue(message.head().hasContent());
    assertEquals("hello", message.content());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, chunked | TRANSFER_ENCODING_UNKNOWN",
        "identity, chunked | TRANSFER_ENCODING_UNKNOWN",
        "xchunked, chunked | TRANSFER_ENCODING_UNKNOWN",
        "gzip | TRANSFER_ENCODING_NOT_CHUNKED",
        "identity | TRANSFER_ENCODING_NOT_CHUNKED",
        "xchunked | TRANSFER_ENCODING_NOT_CHUNKED",
        "chunkedx | TRANSFER_ENCODING_NOT_CHUNKED",
        "chunked, gzip | TRANSFER_ENCODING_NOT_CHUNKED",
        "chunked, identity | TRANSFER_ENCODING_NOT_CHUNKED",
        "chunked, chunked | TRANSFER_ENCODING_CHUNKED_TWICE",
        "chunked, gzip, chunked | TRANSFER_ENCODING_CHUNKED_TWICE",
        "chunked;a=b | TRANSFER_ENCODING_MALFORMED",
        "chunked; | TRANSFER_ENCODING_MALFORMED",
        "chunked chunked | TRANSFER_ENCODING_MALFORMED",
        "\"chunked\" | TRANSFER_ENCODING_MALFORMED",
        ", chunked | TRANSFER_ENCODING_MALFORMED",
        "chunked, | TRANSFER_ENCODING_MALFORMED",
        "chunked\u00a0 | TRANSFER_ENCODING_MALFORMED",
      })
  void anythingButOneFinalChunkedIsRefused(String codings, Violation expected) {
    assertEquals(expected, violationOf("Transfer-Encoding: " + codings));
  }

  @ParameterizedTest
  @CsvSource({
    "'Transfer-Encoding:', TRANSFER_ENCODING_MALFORMED",
    "'Transfer-Encoding: chunked\nTransfer-Encoding: chunked', TRANSFER_ENCODING_CHUNKED_TWICE",
    "'Transfer-Encoding: chunked\nTransfer-Encoding: gzip', TRANSFER_ENCODING_NOT_CHUNKED",
    "'Transfer-Encoding: gzip\nTransfer-Encoding: chunked', TRANSFER_ENCODING_UNKNOWN",
    "'Transfer-Encoding: chunked\nTransfer-Encoding:', TRANSFER_ENCODING_MALFORMED",
    "'Content-Length: 5\nTransfer-Encoding: chunked', CONTENT_LENGTH_WITH_TRANSFER_ENCODING",
    "'Transfer-Encoding: chunked\nContent-Length: x', CONTENT_LENGTH_WITH_TRANSFER_ENCODING",
    "'Transfer-Encoding: x\nContent-Length: 0', CONTENT_LENGTH_WITH_TRANSFER_ENCODING",
  })
  void severalLinesAreOneList(String fields, Violation expected) {
    assertEquals(expected, violationOf(fields));
  }

  @Test
  void transferEncodingIsUnknownInHttp10() {
    String request = "POST / HTTP/1.0\nTransfer-Encoding: chunked\n\n0\n\n";
    assertEquals(Violation.TRANSFER_ENCODING_IN_HTTP_1_0, driver.violation(request));
  }
}
