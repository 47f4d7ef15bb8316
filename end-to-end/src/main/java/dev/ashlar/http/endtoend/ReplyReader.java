package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one response by its framing (RFC 9112 §6.3), and objects to everything that a response
/// from this server must never have.
final class ReplyReader {
  private static final Pattern STATUS_LINE = Pattern.compile("(HTTP/1\\.1) ([1-5][0-9]{2}) (.*)");
  private static final Pattern FIELD_LINE = Pattern.compile("([!#-'*+.^`|~\\w-]+): ([ -~]*)");

  private final InputStream input;

  ReplyReader(InputStream input) {
    this.input = input;
  }

  /// A response with its content.
  Reply read() {
    Reply head = readHead();
    if (head.status() < 200 || head.status() == 204 || head.status() == 304) {
      assertFalse(head.has("Transfer-Encoding"), head::toString);
      return head;
    }
    if (head.has("Transfer-Encoding")) {
      assertTrue(head.values("Transfer-Encoding").equals(List.of("chunked")), head::toString);
      assertFalse(head.has("Content-Length"), head::toString);
      return head.containing(readChunks());
    }
    if (head.has("Content-Length")) {
      return head.containing(readExactly(Integer.parseInt(head.field("Content-Length"))));
    }
    assertTrue(head.names("Connection", "close"), head::toString);
    return head.containing(readToEnd());
  }

  /// The head only; what follows is left where it is.
  Reply readHead() {
    String statusLine = readLine();
    Matcher status = STATUS_LINE.matcher(statusLine);
    assertTrue(status.matches(), () -> "not a status line: " + statusLine);
    List<Reply.Field> fields = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      Matcher field = FIELD_LINE.matcher(line);
      assertTrue(field.matches(), "not a field line: " + line);
      fields.add(new Reply.Field(field.group(1), field.group(2)));
    }
    int code = Integer.parseInt(status.group(2));
    var head = new Reply(status.group(1), code, status.group(3), fields, "");
    // RFC 9110 §6.6.1: an origin server with a clock dates every final response.
    assertTrue(code < 200 || head.values("Date").size() == 1, head::toString);
    return head;
  }

  private String readChunks() {
    var content = new StringBuilder();
    while (true) {
      String size = readLine();
      assertTrue(size.matches("[0-9a-fA-F]+"), () -> "not a chunk size: " + size);
      int length = Integer.parseInt(size, 16);
      content.append(readExactly(length));
      assertTrue(readLine().isEmpty(), "a chunk ends with an empty line");
      if (length == 0) {
        return content.toString();
      }
    }
  }

  private String readExactly(int length) {
    try {
      byte[] bytes = input.readNBytes(length);
      assertTrue(bytes.length == length, () -> bytes.length + " bytes instead of " + length);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readToEnd() {
    try {
      return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A line without its CR LF.
  private String readLine() {
    var line = new ByteArrayOutputStream();
    try {
      for (int next = input.read(); next != '\n'; next = input.read()) {
        assertTrue(next >= 0, () -> "the connection ended after: " + line);
        line.write(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    assertTrue(text.endsWith("\r"), () -> "a line without CR: " + text);
    return text.substring(0, text.length() - 1);
  }
}
