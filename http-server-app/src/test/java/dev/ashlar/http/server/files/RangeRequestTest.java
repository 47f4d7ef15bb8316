package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.representation.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeRequestTest {
  private static final String DIGITS = "0123456789";

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    site = new Site(folder, FileOptions.DEFAULTS);
    site.write("digits.txt", DIGITS);
    site.write("empty.txt", "");
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, bytes 0-0/10",
    "bytes=2-4, 234, bytes 2-4/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=-3, 789, bytes 7-9/10",
    "bytes=-30, 0123456789, bytes 0-9/10",
    "bytes=8-100, 89, bytes 8-9/10",
    "BYTES=2-4, 234, bytes 2-4/10",
    "'bytes=2-4,3-5', 2345, bytes 2-5/10",
    "'bytes=2-4,5-6', 23456, bytes 2-6/10",
    "'bytes=2-4,20-30', 234, bytes 2-4/10"
  })
  void sendsOneRangeAsItIs(String range, String content, String contentRange) {
    Answered answer = site.get("/digits.txt", "Range: " + range);

    assertEquals(206, answer.status());
    assertEquals(content, answer.text());
    assertEquals(contentRange, answer.field("Content-Range"));
    assertEquals("text/plain; charset=utf-8", answer.field("Content-Type"));
    assertEquals(site.get("/digits.txt").field("ETag"), answer.field("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=100-200", "bytes=10-11,20-30"})
  void refusesRangesThatHaveNoByte(String range) {
    Answered answer = site.get("/digits.txt", "Range: " + range);

    assertEquals(416, answer.status());
    assertEquals("bytes */10", answer.field("Content-Range"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=4-2",
        "bytes=x",
        "bytes=",
        "bytes",
        "lines=1-2",
        "bytes=1-2,x",
        "bytes=--1"
      })
  void ignoresWhatIsNoRange(String range) {
    Answered answer = site.get("/digits.txt", "Range: " + range);

    assertEquals(200, answer.status());
    assertEquals(DIGITS, answer.text());
  }

  @Test
  void ignoresRangesOfHead() {
    Answered answer = site.ask(Requests.head("/digits.txt", "Range: bytes=0-1"));

    assertEquals(200, answer.status());
    assertEquals(10, answer.response().content().length());
  }

  @Test
  void sendsAnEmptyFileWhole() {
    assertEquals(200, site.get("/empty.txt", "Range: bytes=0-").status());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void sendsSeveralRangesInParts(int length) {
    String content = DIGITS.repeat(length / 10);
    site.write("repeated.txt", content);

    Answered answer = site.get("/repeated.txt", "Range: bytes=0-1,5-6,-1");

    assertEquals(206, answer.status());
    String type = answer.field("Content-Type");
    String prefix = "multipart/byteranges; boundary=";
    assertTrue(type.startsWith(prefix), type);
    String boundary = type.substring(prefix.length());
    String expected =
        """

        --%1$s
        Content-Type: text/plain; charset=utf-8
        Content-Range: bytes 0-1/%2$s

        01
        --%1$s
        Content-Type: text/plain; charset=utf-8
        Content-Range: bytes 5-6/%2$s

        56
        --%1$s
        Content-Type: text/plain; charset=utf-8
        Content-Range: bytes %3$s-%3$s/%2$s

        9
        --%1$s--
        """
            .formatted(boundary, length, length - 1)
            .replace("\n", "\r\n");
    assertEquals(expected, answer.text());
    assertEquals("", answer.field("Content-Range"));
    assertNotEquals(
        type, site.get("/repeated.txt", "Range: bytes=0-1,5-6,-1").field("Content-Type"));
  }

  @Test
  void neverSendsMoreThanTheFileAndABoundedNumberOfParts() {
    byte[] content = "x".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    site.write("x.txt", content, Site.LONG_AGO);
    StringBuilder abuse = new StringBuilder("Range: bytes=0-");
    for (int i = 0; i < 1000; i++) {
      abuse.append(",0-");
    }

    assertEquals(50_000, site.get("/x.txt", abuse.toString()).bytes().length);
  }

  @ParameterizedTest
  @CsvSource({
    "tag, 206",
    "weak tag, 200",
    "another tag, 200",
    "date, 206",
    "earlier date, 200",
    "later date, 200",
    "nonsense, 200"
  })
  void sendsTheWholeIfTheClientHasAnotherState(String condition, int status) {
    String tag = site.get("/digits.txt").field("ETag");
    String value =
        switch (condition) {
          case "tag" -> tag;
          case "weak tag" -> "W/" + tag;
          case "another tag" -> "\"another\"";
          case "date" -> "Fri, 02 Jan 2026 03:04:05 GMT";
          case "earlier date" -> "Fri, 02 Jan 2026 03:04:04 GMT";
          case "later date" -> "Fri, 02 Jan 2026 03:04:06 GMT";
          default -> "nonsense";
        };

    assertEquals(
        status, site.get("/digits.txt", "Range: bytes=0-1", "If-Range: " + value).status());
  }
}
