package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ResponseWriter.UNKNOWN_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseWriterTest {
  private static final Fields TEXT = Fields.of(FieldName.CONTENT_TYPE, "text/plain");

  private final ResponseWriter writer = new ResponseWriter();
  private final ByteBuffer out = ByteBuffer.allocate(1000);

  private String written() {
    String text = new String(out.array(), 0, out.position(), StandardCharsets.ISO_8859_1);
    out.clear();
    return text.replace("\r\n", "\n");
  }

  private String head(Method method, HttpVersion version, int status, long length) {
    writer.begin(method, version, Status.of(status), length);
    int bound = writer.headSize(TEXT.wireSize());
    writer.statusLine(out);
    writer.fields(out, TEXT);
    writer.endHead(out);
    assertTrue(out.position() <= bound, out.position() + " within " + bound);
    return written();
  }

  @Test
  void contentOfKnownLengthIsFramedByIt() {
    assertEquals(
        """
        HTTP/1.1 200 OK
        Content-Type: text/plain
        Content-Length: 5

        """,
        head(Method.GET, HttpVersion.HTTP_1_1, 200, 5));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 1_000, Long.MAX_VALUE})
  void aNumberEndsTheLastValue(long number) {
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 0);
    writer.statusLine(out);
    out.clear();
    writer.fields(out, Fields.of(FieldName.CONNECTION, "a", FieldName.KEEP_ALIVE, "max="), number);
    assertEquals("Connection: a\nKeep-Alive: max=" + number + "\n", written());
  }

  @Test
  void aNumberNeedsAValueAndRoom() {
    assertThrows(IllegalStateException.class, () -> writer.fields(out, TEXT, 1));
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 0);
    writer.statusLine(out);
    assertThrows(IllegalArgumentException.class, () -> writer.fields(out, Fields.NONE, 1));
    assertThrows(IllegalArgumentException.class, () -> writer.fields(out, TEXT, -1));
    ByteBuffer narrow = ByteBuffer.allocate(TEXT.wireSize() + 1);
    assertThrows(BufferOverflowException.class, () -> writer.fields(narrow, TEXT, 10));
    assertEquals(0, narrow.position());
    writer.fields(narrow, TEXT, 9);
    assertEquals(0, narrow.remaining());
  }

  @Test
  void contentOfUnknownLengthIsChunked() {
    ResponseFraming framing =
        writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, UNKNOWN_LENGTH);
    assertEquals(ResponseFraming.CHUNKED, framing);
    writer.statusLine(out);
    writer.fields(out, TEXT);
    writer.endHead(out);
    writer.chunk(out, 5);
    out.put("hello".getBytes(StandardCharsets.US_ASCII));
    writer.endChunk(out);
    writer.chunk(out, 26);
    out.put("abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII));
    writer.endChunk(out);
    writer.lastChunk(out, Fields.of(FieldName.of("Digest"), "x"));
    assertEquals(
        """
        HTTP/1.1 200 OK
        Content-Type: text/plain
        Transfer-Encoding: chunked

        5
        hello
        1a
        abcdefghijklmnopqrstuvwxyz
        0
        Digest: x

        """,
        written());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, HTTP_1_1, 200, 5, LENGTH, 'Content-Length: 5'",
    "GET, HTTP_1_0, 200, 5, LENGTH, 'Content-Length: 5'",
    "GET, HTTP_1_1, 200, 0, LENGTH, 'Content-Length: 0'",
    "GET, HTTP_1_1, 200, 9223372036854775807, LENGTH, 'Content-Length: 9223372036854775807'",
    "GET, HTTP_1_1, 404, -1, CHUNKED, 'Transfer-Encoding: chunked'",
    "GET, HTTP_1_0, 200, -1, UNTIL_CLOSE, ''",
    "HEAD, HTTP_1_1, 200, 5, NONE, 'Content-Length: 5'",
    "HEAD, HTTP_1_1, 200, -1, NONE, ''",
    "HEAD, HTTP_1_0, 200, -1, NONE, ''",
    "GET, HTTP_1_1, 304, 5, NONE, 'Content-Length: 5'",
    "GET, HTTP_1_1, 304, -1, NONE, ''",
    "GET, HTTP_1_1, 204, 5, NONE, ''",
    "GET, HTTP_1_1, 204, -1, NONE, ''",
    "HEAD, HTTP_1_1, 204, 5, NONE, ''",
    "GET, HTTP_1_1, 101, 5, NONE, ''",
    "GET, HTTP_1_1, 103, -1, NONE, ''",
    "GET, HTTP_1_1, 205, 0, LENGTH, 'Content-Length: 0'",
    "CONNECT, HTTP_1_1, 200, 0, NONE, ''",
    "CONNECT, HTTP_1_1, 299, -1, NONE, ''",
    "CONNECT, HTTP_1_1, 405, 5, LENGTH, 'Content-Length: 5'",
    "OPTIONS, HTTP_1_1, 200, 0, LENGTH, 'Content-Length: 0'",
  })
  void framingFollowsMethodVersionAndStatus(
      String method,
      HttpVersion version,
      int code,
      long length,
      ResponseFraming framing,
      String field) {
    Status status = Status.of(code);
    assertEquals(framing, new ResponseWriter().begin(new Method(method), version, status, length));
    assertEquals(
        "HTTP/1.1 %s %s\nContent-Type: text/plain\n%s\n"
            .formatted(code, status.reason(), field.isEmpty() ? "" : field + "\n"),
        head(new Method(method), version, code, length));
  }

  @Test
  void statusLineHasASpaceEvenWithoutReason() {
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.of(299), 0);
    writer.statusLine(out);
    assertEquals("HTTP/1.1 299 \n", written());
  }

  @Test
  void statusLineHasTheReasonThatWasGiven() {
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, new Status(200, "Fine"), 0);
    writer.statusLine(out);
    assertEquals("HTTP/1.1 200 Fine\n", written());
  }

  @Test
  void continueIsAHeadOfItsOwn() {
    ResponseWriter.writeContinue(out);
    assertEquals(ResponseWriter.CONTINUE_SIZE, out.position());
    assertEquals("HTTP/1.1 100 Continue\n\n", written());
  }

  @Test
  void interimResponsesComeBeforeTheFinalOne() {
    head(Method.GET, HttpVersion.HTTP_1_1, 103, UNKNOWN_LENGTH);
    assertEquals(
        "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 0\n\n",
        head(Method.GET, HttpVersion.HTTP_1_1, 200, 0));
  }

  @ParameterizedTest
  @CsvSource({"1", "15", "16", "255", "65536", "2147483647"})
  void chunkHeadsAreHexadecimalAndBounded(int size) {
    beginChunked();
    writer.chunk(out, size);
    assertTrue(out.position() <= ResponseWriter.MAX_CHUNK_HEAD);
    assertEquals(Integer.toHexString(size) + "\n", written());
  }

  private void beginChunked() {
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, UNKNOWN_LENGTH);
    writer.statusLine(out);
    writer.endHead(out);
    out.clear();
  }

  @Test
  void callsHaveAnOrder() {
    assertMisplaced(() -> writer.statusLine(out));
    assertMisplaced(() -> writer.fields(out, TEXT));
    assertMisplaced(() -> writer.endHead(out));
    assertMisplaced(() -> writer.chunk(out, 1));
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, UNKNOWN_LENGTH);
    assertMisplaced(() -> writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 0));
    assertMisplaced(() -> writer.fields(out, TEXT));
    assertMisplaced(() -> writer.endHead(out));
    writer.statusLine(out);
    assertMisplaced(() -> writer.statusLine(out));
    assertMisplaced(() -> writer.chunk(out, 1));
    writer.endHead(out);
    assertMisplaced(() -> writer.fields(out, TEXT));
    assertMisplaced(() -> writer.endChunk(out));
    assertMisplaced(() -> writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 0));
    writer.chunk(out, 1);
    assertMisplaced(() -> writer.chunk(out, 1));
    assertMisplaced(() -> writer.lastChunk(out, Fields.NONE));
    writer.endChunk(out);
    writer.lastChunk(out, Fields.NONE);
    assertMisplaced(() -> writer.lastChunk(out, Fields.NONE));
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 0);
  }

  private static void assertMisplaced(Runnable call) {
    assertThrows(IllegalStateException.class, call::run);
  }

  @Test
  void framingFieldsAreTheWritersOwn() {
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 0);
    writer.statusLine(out);
    for (String name : new String[] {"content-length", "TRANSFER-ENCODING"}) {
      Fields fields = Fields.of(FieldName.SERVER, "x", FieldName.of(name), "0");
      assertThrows(IllegalArgumentException.class, () -> writer.fields(out, fields));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "content-length",
        "Cache-Control",
        "Pragma",
        "Date",
        "Age",
        "Expires",
        "Location",
        "Vary",
        "Retry-After",
        "warning",
        "Set-Cookie",
        "WWW-Authenticate",
        "Proxy-Authenticate"
      })
  void trailersMayNotBeWhatOnlyAHeadMayHave(String name) {
    beginChunked();
    Fields fields = Fields.of(FieldName.of("X"), "y", FieldName.of(name), "0");
    assertThrows(IllegalArgumentException.class, () -> writer.lastChunk(out, fields));
    writer.lastChunk(out, Fields.NONE);
    assertEquals("0\n\n", written());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, -2));
    assertThrows(
        IllegalArgumentException.class,
        () -> writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.RESET_CONTENT, 1));
    for (int code : new int[] {100, 101, 103, 199}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.begin(Method.GET, HttpVersion.HTTP_1_0, Status.of(code), UNKNOWN_LENGTH));
    }
    beginChunked();
    assertThrows(IllegalArgumentException.class, () -> writer.chunk(out, 0));
    assertThrows(IllegalArgumentException.class, () -> writer.chunk(out, -1));
  }

  @Test
  void tooLittleRoomChangesNothing() {
    writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, 12345);
    assertNeedsRoom("HTTP/1.1 200 OK\n", writer::statusLine);
    assertNeedsRoom("Content-Type: text/plain\n", room -> writer.fields(room, TEXT));
    assertNeedsRoom("Content-Length: 12345\n\n", writer::endHead);
    beginChunked();
    assertNeedsRoom("fff\n", room -> writer.chunk(room, 0xfff));
    assertNeedsRoom("\n", writer::endChunk);
    Fields trailers = Fields.of(FieldName.of("X"), "y");
    assertNeedsRoom("0\nX: y\n\n", room -> writer.lastChunk(room, trailers));
  }

  private void assertNeedsRoom(String expected, Consumer<ByteBuffer> call) {
    int size = expected.replace("\n", "\r\n").length();
    ByteBuffer tight = ByteBuffer.allocate(size - 1);
    assertThrows(BufferOverflowException.class, () -> call.accept(tight));
    assertEquals(0, tight.position());
    call.accept(out);
    assertEquals(expected, written());
  }
}
