package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static dev.ashlar.http.protocol.ParserDriver.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.ParserDriver.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One message after the other, and what they say about the connection (RFC 9112 §9). Where a test
/// is about single calls of the parser, or about its input, it makes the calls itself; the others
/// leave that to [ParserDriver].
class ConnectionLifeTest {
  private final ParserDriver driver = new ParserDriver();

  @Test
  void pipelinedMessagesComeOneAfterTheOther() {
    List<Message> messages =
        driver.messages(
            """
            POST /1 HTTP/1.1
            Host: a
            Content-Length: 5

            helloPOST /2 HTTP/1.1
            Host: a
            Transfer-Encoding: chunked

            5
            HELLO
            0
            X: y

            GET /3 HTTP/1.0

            """);
    assertEquals(
        List.of("/1", "/2", "/3"), messages.stream().map(m -> m.head().rawPath()).toList());
    assertEquals(List.of("hello", "HELLO", ""), messages.stream().map(Message::content).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n"})
  void upToTwoEmptyLinesBeforeARequestLineAreSkipped(String lines) {
    String request = "POST / HTTP/1.1\nHost: a\nContent-Length: 1\n\nx";
    assertEquals("/", driver.head(lines + request).rawPath());
    assertEquals(2, driver.messages(lines + request + lines + request + lines).size());
    assertEquals(
        Violation.TOO_MANY_EMPTY_LINES, driver.violation(request + "\n\n\n"), "a third is refused");
  }

  @ParameterizedTest
  @CsvSource({"'\n', BARE_LF", "'\r\r', BARE_CR", "'\rGET', BARE_CR", "'\r\n\n', BARE_LF"})
  void emptyLinesEndLikeAnyOther(String text, Violation expected) {
    assertEquals(expected, driver.violation(octets(text)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "HTTP/1.1, null, true",
        "HTTP/1.1, close, false",
        "HTTP/1.1, CLOSE, false",
        "HTTP/1.1, keep-alive, true",
        "HTTP/1.1, 'keep-alive, close', false",
        "HTTP/1.1, 'upgrade , , close', false",
        "HTTP/1.1, closed, true",
        "HTTP/1.1, '', true",
        "HTTP/1.0, null, false",
        "HTTP/1.0, keep-alive, true",
        "HTTP/1.0, Keep-Alive, true",
        "HTTP/1.0, 'x, keep-alive', true",
        "HTTP/1.0, 'keep-alive, close', false",
        "HTTP/1.0, 'close, keep-alive', false",
        "HTTP/1.0, keep-alive-not, false",
      })
  void persistsAsVersionAndConnectionFieldSay(String version, String options, boolean expected) {
    String field = options == null ? "" : "Connection: " + options + "\n";
    RequestHead head = driver.head("GET / " + version + "\nHost: a\n" + field + "\n");
    assertEquals(expected, head.persistent());
  }

  @Test
  void everyConnectionFieldCounts() {
    String twice = "GET / HTTP/1.1\nHost: a\nConnection: keep-alive\nConnection: close\n\n";
    assertFalse(driver.head(twice).persistent());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, 100-continue, true",
    "HTTP/1.1, 100-Continue, true",
    "HTTP/1.1, '100-continue, 100-continue', true",
    "HTTP/1.1, ', ,100-continue ,', true",
    "HTTP/1.1, '', false",
    "HTTP/1.1, ', ,', false",
    "HTTP/1.0, 100-continue, false",
    "HTTP/1.0, 200-ok, false",
  })
  void expectationIsSeenInHttp11(String version, String expectation, boolean expected) {
    String request = "PUT / " + version + "\nHost: a\nContent-Length: 1\nExpect: ";
    assertEquals(expected, driver.head(request + expectation + "\n\nx").expectsContinue());
  }

  @Test
  void expectationIsThatOfItsMessageAlone() {
    String expecting = "PUT / HTTP/1.1\nHost: a\nContent-Length: 1\nExpect: 100-continue\n\nx";
    List<Message> messages = driver.messages(expecting + "GET / HTTP/1.1\nHost: a\n\n");
    assertEquals(
        List.of(true, false), messages.stream().map(m -> m.head().expectsContinue()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"200-ok", "100-continue, x", ", x", "100-continue=1", "100", "x=\",\""})
  void otherExpectationsAreRefused(String expectation) {
    String request = "PUT / HTTP/1.1\nHost: a\nContent-Length: 1\nExpect: " + expectation;
    assertEquals(Violation.EXPECTATION_UNKNOWN, driver.violation(request + "\n\nx"));
  }

  @Test
  void endComesWithoutMoreInput() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    ByteBuffer input = ByteBuffer.wrap(octets("GET / HTTP/1.0\r\n\r\n"));
    assertInstanceOf(RequestHead.class, parser.parse(input));
    assertFalse(input.hasRemaining());
    assertEquals(new End(Fields.NONE), parser.parse(input));
    assertSame(NeedsMore.INSTANCE, parser.parse(input));
  }

  @Test
  void contentIsAViewOfTheInput() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    ByteBuffer input = ByteBuffer.allocateDirect(100);
    input.put(octets("PUT / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello")).flip();
    assertInstanceOf(RequestHead.class, parser.parse(input));
    Content content = assertInstanceOf(Content.class, parser.parse(input));
    assertTrue(content.bytes().isReadOnly());
    assertEquals('h', content.bytes().get(0));
    input.put(input.limit() - 5, (byte) 'j');
    assertEquals('j', content.bytes().get(0));
  }

  @Test
  void betweenMessagesMeansThatNoneHasBegun() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    assertTrue(parser.betweenMessages());
    byte[] octets = octets("\r\n\r\nPUT / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello");
    for (int i = 0; i < octets.length; i++) {
      parser.parse(ByteBuffer.wrap(octets, i, 1));
      assertEquals(i < 4, parser.betweenMessages(), "after octet " + i);
    }
    parser.parse(ByteBuffer.allocate(0));
    assertTrue(parser.betweenMessages());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "'HEAD', null",
        "'HEAD ', HEAD",
        "'HEAD / HTTP/1.1', HEAD",
        "'HEAD / HTTP/1.1\n', HEAD",
        "'HEAD / HTTP/1.1\nHost: a\nX', HEAD",
        "'HEAD / HTTP/1.1\n\n', HEAD",
        "'HEAD / HTTP/1.1\nX Y: z\n', HEAD",
        "'HEAD / HTTP/2.0\n', HEAD",
        "'HEAD /%zz HTTP/1.1\n', HEAD",
        "'HEAD /a b HTTP/1.1\nHost: a\n\n', HEAD",
        "'HEAD /\n', HEAD",
        "'HEADER / HTTP/2.0\n', null",
        "'HEAD\t/ HTTP/1.1\n', null",
        "'HEAD\n', null",
        "'@ / HTTP/1.1\n', null",
        "'HEAD / HTTP/1.1\nHost: a\n\n', null",
        "'PUT / HTTP/1.1\nHost: a\nContent-Length: 3\n\nx', null",
        "'HEAD / HTTP/1.1\nHost: a\n\n\n\n\n', null"
      })
  void methodOfAHeadThatDoesNotComeToItsEndIsKnown(String text, @Nullable String method) {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    new EventRecorder(parser).feed(ByteBuffer.wrap(octets(wire(text))));
    assertEquals(method == null ? null : new Method(method), parser.methodOfIncompleteHead());
  }

  @Test
  void methodOfARequestLineThatIsTooLongIsKnown() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    byte[] line = octets("HEAD /" + "a".repeat(Limits.DEFAULT.requestLine()));
    assertEquals(Violation.REQUEST_LINE_TOO_LONG.rejected(), parser.parse(ByteBuffer.wrap(line)));
    assertEquals(Method.HEAD, parser.methodOfIncompleteHead());
  }

  /// At least the octets that are kept, and not much more.
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'\n\n', 0",
    "'GET / HTTP/1.1\nHost: ', 22",
    "'GET / HTTP/1.1\nHost: a\n\n', 0",
    "'GET / HTTP/1.1\nHost: a b\n\n', 0",
    "'PUT / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\nhel', 0",
    "'PUT / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n0\nA: b\nC: ', 9",
    "'PUT / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n0\nA: b\n\n', 0",
    "'PUT / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n0\nA: b\nC\n', 0"
  })
  void memoryIsTakenByWhatIsIncomplete(String text, int octets) {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    new EventRecorder(parser).feed(ByteBuffer.wrap(octets(wire(text))));
    int memory = parser.incompleteMemory();
    assertTrue(octets == 0 ? memory == 0 : memory >= octets && memory < 1_000, () -> "" + memory);
  }

  @Test
  void nothingWorksAfterARefusal() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    ParseResult refused = parser.parse(ByteBuffer.wrap(octets("?")));
    ByteBuffer good = ByteBuffer.wrap(octets("GET / HTTP/1.0\r\n\r\n"));
    assertSame(Violation.NOT_HTTP.rejected(), refused);
    assertSame(refused, parser.parse(good));
    assertEquals(0, good.position());
    assertFalse(parser.betweenMessages());
  }

  @Test
  void headsStayValidForEver() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    ByteBuffer input = ByteBuffer.allocate(100);
    input.put(octets("GET /first HTTP/1.0\r\nHost: a\r\n\r\n")).flip();
    RequestHead first = (RequestHead) parser.parse(input);
    assertInstanceOf(End.class, parser.parse(input));
    input.clear().put(octets("GET /other HTTP/1.0\r\nHost: b\r\n\r\n")).flip();
    RequestHead other = (RequestHead) parser.parse(input);
    assertEquals("/first", first.rawPath());
    assertEquals("a", first.value(FieldName.HOST));
    assertEquals("/other", other.rawPath());
  }

  @Test
  void theBuffersByteOrderMakesNoDifference() {
    ByteBuffer input = ByteBuffer.wrap(octets("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
    input.order(ByteOrder.LITTLE_ENDIAN);
    assertInstanceOf(RequestHead.class, new RequestParser(Limits.DEFAULT).parse(input));
    assertEquals(ByteOrder.LITTLE_ENDIAN, input.order());
  }

  @Test
  void readOnlyInputIsAccepted() {
    ByteBuffer input = ByteBuffer.wrap(octets("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
    ParseResult result = new RequestParser(Limits.DEFAULT).parse(input.asReadOnlyBuffer());
    assertInstanceOf(RequestHead.class, result);
  }
}
