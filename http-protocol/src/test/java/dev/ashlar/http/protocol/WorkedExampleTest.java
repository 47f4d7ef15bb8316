package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The examples of the package's documentation and of the README, run.
class WorkedExampleTest {
  private static final String THIS = "dev/ashlar/http/protocol/WorkedExampleTest.java";

  private final RequestParser parser = new RequestParser(Limits.DEFAULT);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(20).flip();

  static @Nullable RequestHead read(
      RequestParser parser,
      ByteBuffer buffer,
      ReadableByteChannel from,
      WritableByteChannel content)
      throws IOException {
    RequestHead head = null;
    while (true) {
      switch (parser.parse(buffer)) {
        case RequestHead begun -> head = begun;
        case Content piece -> content.write(piece.bytes());
        case End end -> {
          return head;
        }
        case Rejected refused -> throw new ProtocolException(refused.violation().text());
        case NeedsMore more -> {
          if (from.read(buffer.clear()) < 0) {
            throw new EOFException();
          }
          buffer.flip();
        }
      }
    }
  }

  @Test
  void isTheExampleOfThePackageDocumentation() throws IOException {
    Path sources = Path.of("src/main/java/dev/ashlar/http/protocol");
    String documentation = Files.readString(sources.resolve("package-info.java"));
    String example = documentation.split("/// ```(java)?\\n", 3)[1].replace("///", "");
    String here = Files.readString(Path.of("src/test/java", THIS));
    assertTrue(example.lines().count() <= 16, example);
    assertTrue(essence(here).contains(essence(example)), example);
  }

  /// Without what a formatter adds, and what only the compiler of this build asks for.
  private static String essence(String code) {
    return code.replace("@Nullable ", "").replaceAll("[{}\\s]", "");
  }

  private static ReadableByteChannel connection(String text) {
    return Channels.newChannel(new ByteArrayInputStream(octets(ParserDriver.wire(text))));
  }

  @Test
  void readsOneRequestAfterTheOther() throws IOException {
    ReadableByteChannel connection =
        connection(
            """
            POST /notes HTTP/1.1
            Host: a
            Content-Length: 5

            helloGET /notes HTTP/1.1
            Host: a

            """);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    WritableByteChannel sink = Channels.newChannel(content);
    assertEquals("POST /notes HTTP/1.1", String.valueOf(read(parser, buffer, connection, sink)));
    assertEquals("hello", content.toString(StandardCharsets.US_ASCII));
    assertEquals("GET /notes HTTP/1.1", String.valueOf(read(parser, buffer, connection, sink)));
    assertThrows(EOFException.class, () -> read(parser, buffer, connection, sink));
  }

  @Test
  void refusesWhatIsNoRequest() {
    ReadableByteChannel connection = connection("GET /notes\n");
    WritableByteChannel sink = Channels.newChannel(new ByteArrayOutputStream());
    assertThrows(ProtocolException.class, () -> read(parser, buffer, connection, sink));
  }

  @Test
  void answers() {
    ByteBuffer in = ByteBuffer.wrap(octets("GET /?name=you HTTP/1.1\r\nHost: a\r\n\r\n"));
    ByteBuffer out = ByteBuffer.allocate(1000);
    answer(in, out);
    assertEquals(
        """
        HTTP/1.1 200 OK
        Content-Type: text/plain
        Content-Length: 8

        name=you\
        """
            .replace("\n", "\r\n"),
        new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII));
  }

  @Test
  void answersWhatIsWrong() {
    ByteBuffer out = ByteBuffer.allocate(1000);
    answer(ByteBuffer.wrap(octets("GET / HTTP/1.1\r\n\r\n")), out);
    String head = new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
    assertEquals("HTTP/1.1 400 Bad Request\r\n", head.substring(0, head.indexOf('\n') + 1));
  }

  static void answer(ByteBuffer in, ByteBuffer out) {
    ResponseWriter writer = new ResponseWriter();
    switch (new RequestParser(Limits.DEFAULT).parse(in)) {
      case RequestHead head -> {
        byte[] text = String.valueOf(head.rawQuery()).getBytes(StandardCharsets.US_ASCII);
        writer.begin(head.method(), head.version(), Status.OK, text.length);
        writer.statusLine(out);
        writer.fields(out, Fields.of(FieldName.CONTENT_TYPE, "text/plain"));
        writer.endHead(out);
        out.put(text);
      }
      case Rejected(Violation rule) -> {
        writer.begin(Method.GET, HttpVersion.HTTP_1_1, rule.status(), 0);
        writer.statusLine(out);
        writer.fields(out, Fields.of(FieldName.CONNECTION, "close"));
        writer.endHead(out);
      }
      case ParseResult more -> throw new AssertionError("more input is needed: " + more);
    }
  }
}
