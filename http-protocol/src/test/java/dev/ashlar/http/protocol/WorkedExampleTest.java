package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of the documentation, run. Each stands in a method below.
class WorkedExampleTest {
  private static final String THIS = "dev/ashlar/http/protocol/WorkedExampleTest.java";
  private static final Pattern EXAMPLE = Pattern.compile("(?s)/// ```java\n(.*?)/// ```\n");
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");

  private final RequestParser parser = new RequestParser(Limits.DEFAULT);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(20).flip();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  static @Nullable RequestHead read(
      RequestParser parser,
      ByteBuffer buffer,
      ReadableByteChannel from,
      WritableByteChannel to,
      WritableByteChannel content)
      throws IOException {
    RequestHead head = null;
    while (true) {
      switch (parser.parse(buffer)) {
        case RequestHead begun -> {
          head = begun;
          if (head.expectsContinue() && !buffer.hasRemaining()) {
            ByteBuffer invitation = ByteBuffer.allocate(ResponseWriter.CONTINUE_SIZE);
            ResponseWriter.writeContinue(invitation);
            to.write(invitation.flip());
          }
        }
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

  static boolean answer(
      RequestHead head,
      long length,
      List<byte[]> pieces,
      boolean last,
      Instant now,
      ResponseWriter writer,
      ByteBuffer out) {
    ResponseFraming framing = writer.begin(head.method(), head.version(), Status.OK, length);
    boolean persistent = head.persistent() && !last && framing != ResponseFraming.UNTIL_CLOSE;
    Fields.Builder fields = Fields.builder();
    fields.add(FieldName.DATE, HttpDate.format(now)); // RFC 9110 §6.6.1
    fields.add(FieldName.CONTENT_TYPE, "text/plain");
    if (!persistent) {
      fields.add(FieldName.CONNECTION, "close"); // RFC 9112 §9.6
    } else if (head.version() == HttpVersion.HTTP_1_0) {
      fields.add(FieldName.CONNECTION, "keep-alive"); // RFC 9112 §9.3
    }
    writer.statusLine(out);
    writer.fields(out, fields.build());
    writer.endHead(out);
    for (byte[] piece : pieces) {
      switch (framing) {
        case NONE -> {} // in an answer to HEAD, for example
        case LENGTH, UNTIL_CLOSE -> out.put(piece);
        case CHUNKED -> {
          writer.chunk(out, piece.length);
          out.put(piece);
          writer.endChunk(out);
        }
      }
    }
    if (framing == ResponseFraming.CHUNKED) {
      writer.lastChunk(out, Fields.NONE);
    }
    return persistent;
  }

  private static void greet(RequestHead head, String date, ResponseWriter writer, ByteBuffer out) {
    byte[] hello = octets("hello");
    ResponseFraming framing = writer.begin(head.method(), head.version(), Status.OK, 5);
    writer.statusLine(out);
    writer.fields(out, Fields.of(FieldName.DATE, date, FieldName.CONTENT_TYPE, "text/plain"));
    writer.endHead(out);
    if (framing != ResponseFraming.NONE) {
      out.put(hello);
    }
  }

  @ParameterizedTest
  @CsvSource({"package-info.java, 2", "ResponseWriter.java, 1"})
  void hasTheExamplesOfTheDocumentation(String file, int count) throws IOException {
    Path sources = Path.of("src/main/java/dev/ashlar/http/protocol");
    String here = essence(Files.readString(Path.of("src/test/java", THIS)));
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(sources.resolve(file)))
            .results()
            .map(match -> match.group(1).replace("///", ""))
            .toList();
    assertEquals(count, examples.size());
    for (String example : examples) {
      assertTrue(here.contains(essence(example)), () -> "not in this class:\n" + example);
    }
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
    assertEquals("POST /notes HTTP/1.1", String.valueOf(read(connection)));
    assertEquals("hello", content.toString(StandardCharsets.US_ASCII));
    assertEquals("GET /notes HTTP/1.1", String.valueOf(read(connection)));
    assertThrows(EOFException.class, () -> read(connection));
    assertEquals("", sent.toString(StandardCharsets.US_ASCII));
  }

  private @Nullable RequestHead read(ReadableByteChannel from) throws IOException {
    return read(parser, buffer, from, Channels.newChannel(sent), Channels.newChannel(content));
  }

  @Test
  void asksForContentThatIsHeldBack() throws IOException {
    String head = "PUT / HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 5\n\n";
    ByteBuffer whole = ByteBuffer.wrap(octets(ParserDriver.wire(head)));
    ReadableByteChannel silent = connection("");
    assertThrows(
        EOFException.class,
        () -> read(parser, whole, silent, Channels.newChannel(sent), Channels.newChannel(content)));
    assertEquals("HTTP/1.1 100 Continue\r\n\r\n", sent.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertThrows(ProtocolException.class, () -> read(connection("GET /notes\n")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // request line | Connection | length | last | Connection of the response | framing |
        // content
        "GET / HTTP/1.1, none, 7, false, none, Content-Length: 7, 'one two'",
        "GET / HTTP/1.1, none, 7, true, close, Content-Length: 7, 'one two'",
        "GET / HTTP/1.1, close, 7, false, close, Content-Length: 7, 'one two'",
        "HEAD / HTTP/1.1, none, 7, false, none, Content-Length: 7, ''",
        "GET / HTTP/1.1, none, -1, false, none, Transfer-Encoding: chunked, '4|one |3|two|0||'",
        "HEAD / HTTP/1.1, none, -1, false, none, none, ''",
        "GET / HTTP/1.0, none, 7, false, close, Content-Length: 7, 'one two'",
        "GET / HTTP/1.0, keep-alive, 7, false, keep-alive, Content-Length: 7, 'one two'",
        "GET / HTTP/1.0, keep-alive, 7, true, close, Content-Length: 7, 'one two'",
        "GET / HTTP/1.0, keep-alive, -1, false, close, none, 'one two'"
      })
  void answersAsTheClientUnderstands(
      String line,
      @Nullable String asked,
      long length,
      boolean last,
      @Nullable String connection,
      @Nullable String framing,
      String text)
      throws IOException {
    String option = asked == null ? "" : "Connection: " + asked + "\n";
    RequestHead head = read(connection(line + "\nHost: a\n" + option + "\n"));
    assertNotNull(head);
    List<byte[]> pieces = List.of(octets("one "), octets("two"));
    ByteBuffer out = ByteBuffer.allocate(1000);
    boolean persistent = answer(head, length, pieces, last, NOW, new ResponseWriter(), out);
    assertEquals(!"close".equals(connection), persistent);
    assertEquals(
        "HTTP/1.1 200 OK\nDate: Fri, 06 Nov 2026 08:49:37 GMT\nContent-Type: text/plain\n"
            + (connection == null ? "" : "Connection: " + connection + "\n")
            + (framing == null ? "" : framing + "\n")
            + "\n"
            + text.replace('|', '\n'),
        text(out));
  }

  private static String text(ByteBuffer out) {
    return StandardCharsets.US_ASCII.decode(out.flip()).toString().replace("\r\n", "\n");
  }

  @Test
  void greets() throws IOException {
    RequestHead head = read(connection("HEAD / HTTP/1.1\nHost: a\n\n"));
    assertNotNull(head);
    ByteBuffer out = ByteBuffer.allocate(1000);
    greet(head, HttpDate.format(NOW), new ResponseWriter(), out);
    assertTrue(text(out).endsWith("\nContent-Length: 5\n\n"));
  }
}
