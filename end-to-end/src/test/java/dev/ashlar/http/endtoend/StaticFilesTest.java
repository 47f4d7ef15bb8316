package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
  private static final byte[] PICTURE = Site.pattern(300_000);

  @RegisterExtension static final SharedServer SERVER = new SharedServer(StaticFilesTest::fill);

  private static void fill(Site site) {
    site.file("index.html", "<!doctype html><title>Home</title>")
        .file("page.html", "<!doctype html><title>Grüße</title>")
        .file("style.css", "body { color: black }")
        .file("data.json", "{}")
        .file("picture.png", PICTURE)
        .file("digits.txt", "0123456789")
        .file("empty.txt", "")
        .file("unknown", "?")
        .file("grüße.txt", "umlauts")
        .file("日本.txt", "kanji")
        .file("a b+c%25.txt", "odd")
        .file("docs/index.html", "<!doctype html><title>Docs</title>")
        .file("docs/guide.txt", "guide")
        .file(".secret", "secret")
        .file(".well-known/security.txt", "contact")
        .folder("bare")
        .pipe("pipe")
        .link("inside.html", Path.of("page.html"))
        .link("outside", Path.of("/etc/passwd"))
        .link("outside-folder", Path.of("/etc"))
        .link("dangling", Path.of("nowhere"));
    for (int size : new int[] {1, 1023, 65_535, 65_536, 65_537, 1_048_577}) {
      site.file("size-" + size + ".bin", Site.pattern(size));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/page.html, text/html; charset=utf-8",
    "/style.css, text/css; charset=utf-8",
    "/data.json, application/json",
    "/digits.txt, text/plain; charset=utf-8",
    "/picture.png, image/png",
    "/unknown, application/octet-stream",
  })
  void namesTheMediaType(String path, String type, AshlarProcess server) {
    assertEquals(type, server.get(path).expect(200).field("Content-Type"));
  }

  @Test
  void servesText(AshlarProcess server) {
    Reply reply = server.get("/page.html").expect(200);
    assertEquals("<!doctype html><title>Grüße</title>", reply.text());
  }

  @Test
  void servesBinaryExactly(AshlarProcess server) {
    assertArrayEquals(PICTURE, server.get("/picture.png").expect(200).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 65_535, 65_536, 65_537, 1_048_577})
  void servesFilesOfAllSizesExactly(int size, AshlarProcess server) {
    Reply reply = server.get("/size-" + size + ".bin").expect(200);
    assertArrayEquals(Site.pattern(size), reply.bytes());
  }

  @Test
  void servesAnEmptyFile(AshlarProcess server) {
    Reply reply = server.get("/empty.txt").expect(200);
    assertEquals("0", reply.field("Content-Length"));
    assertEquals("", reply.text());
  }

  @ParameterizedTest
  @CsvSource({
    "/gr%C3%BC%C3%9Fe.txt, umlauts",
    "/%E6%97%A5%E6%9C%AC.txt, kanji",
    "/a%20b+c%2525.txt, odd",
    "/%70age.html, <!doctype html><title>Grüße</title>",
    "/docs/guide.txt?query=1&more, guide",
    "/.well-known/security.txt, contact",
    "/inside.html, <!doctype html><title>Grüße</title>",
    "/, <!doctype html><title>Home</title>",
    "/docs/, <!doctype html><title>Docs</title>",
  })
  void findsFilesByTheirNames(String path, String content, AshlarProcess server) {
    assertEquals(content, server.get(path).expect(200).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/missing",
        "/docs/missing",
        "/page.html/",
        "/page.html/more",
        "/PAGE.html",
        "/bare/",
        "/pipe",
        "/outside",
        "/outside-folder/passwd",
        "/dangling",
      })
  void doesNotFind(String path, AshlarProcess server) {
    server.get(path).expect(404);
  }

  @ParameterizedTest
  @CsvSource({"/docs, /docs/", "/docs?a=b, /docs/?a=b"})
  void redirectsToAFolder(String path, String location, AshlarProcess server) {
    Reply reply = server.get(path);
    assertTrue(reply.status() == 301 || reply.status() == 308, reply::toString);
    assertEquals(location, reply.field("Location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page.html", "/picture.png", "/empty.txt", "/docs/", "/missing"})
  void answersHeadLikeGetWithoutContent(String path, AshlarProcess server) {
    String request = "%s " + path + " HTTP/1.1\nHost: {host}\n\n";
    try (Wire wire = server.connect()) {
      Reply head = wire.send(request.formatted("HEAD")).readToHead();
      Reply get = wire.send(request.formatted("GET")).read();
      assertEquals(get.status(), head.status());
      for (String field :
          new String[] {"Content-Length", "Content-Type", "ETag", "Last-Modified"}) {
        assertEquals(get.values(field), head.values(field), field);
      }
    }
  }

  @Test
  void saysNotModified(AshlarProcess server) {
    Reply first = server.get("/page.html").expect(200);
    Reply byTag = conditional(server, "If-None-Match", first.field("ETag")).expect(304);
    assertEquals(
        first.field("ETag").replaceFirst("^W/", ""),
        byTag.field("ETag").replaceFirst("^W/", ""),
        "a tag may only become strong");
    conditional(server, "If-Modified-Since", first.field("Last-Modified")).expect(304);
    conditional(server, "If-None-Match", "\"other\"").expect(200);
    conditional(server, "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT").expect(200);
    conditional(server, "If-Match", "\"other\"").expect(412);
  }

  private static Reply conditional(AshlarProcess server, String field, String value) {
    return server.exchange(
        """
        GET /page.html HTTP/1.1
        Host: {host}
        %s: %s

        """
            .formatted(field, value));
  }

  @Test
  void isNeverModifiedInTheFuture(AshlarProcess server) {
    Reply reply = server.get("/page.html");
    assertFalse(time(reply.field("Last-Modified")).isAfter(time(reply.field("Date"))));
  }

  private static ZonedDateTime time(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-4, 206, 01234, bytes 0-4/10",
    "bytes=5-, 206, 56789, bytes 5-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-100, 206, 0123456789, bytes 0-9/10",
    "bytes=9-100, 206, 9, bytes 9-9/10",
    "Bytes=0-0, 206, 0, bytes 0-0/10",
    "bytes=4-2, 200, 0123456789,",
    "bytes=a-b, 200, 0123456789,",
    "lines=1-2, 200, 0123456789,",
  })
  void servesRanges(
      String range, int status, String content, String contentRange, AshlarProcess server) {
    Reply reply = range(server, "Range: " + range).expect(status);
    assertEquals(content, reply.text());
    assertEquals(contentRange == null ? 0 : 1, reply.values("Content-Range").size());
    if (contentRange != null) {
      assertEquals(contentRange, reply.field("Content-Range"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=100-200", "bytes=-0"})
  void refusesRangesOutsideTheFile(String range, AshlarProcess server) {
    Reply reply = range(server, "Range: " + range).expect(416);
    assertEquals("bytes */10", reply.field("Content-Range"));
  }

  @Test
  void servesTheWholeFileIfItIsNoLongerTheSame(AshlarProcess server) {
    Reply reply = range(server, "Range: bytes=0-4\nIf-Range: \"other\"").expect(200);
    assertEquals("0123456789", reply.text());
  }

  private static Reply range(AshlarProcess server, String fields) {
    return server.exchange("GET /digits.txt HTTP/1.1\nHost: {host}\n" + fields + "\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
  void saysWhichMethodsAFileTakes(String method, AshlarProcess server) {
    Reply reply = server.exchange(method + " /page.html HTTP/1.1\nHost: {host}\n\n").expect(405);
    assertTrue(reply.names("Allow", "GET") && reply.names("Allow", "HEAD"), reply::toString);
    assertFalse(reply.names("Allow", method), reply::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page.html", "/missing", "*", "http://{host}"})
  void answersOptions(String target, AshlarProcess server) {
    Reply reply = server.exchange("OPTIONS " + target + " HTTP/1.1\nHost: {host}\n\n");
    assertTrue(reply.status() == 204 || reply.status() == 200, reply::toString);
    assertTrue(reply.names("Allow", "GET"), reply::toString);
    assertEquals("", reply.text());
  }

  @Test
  void takesAnAbsoluteTarget(AshlarProcess server) {
    Reply reply = server.exchange("GET http://{host}/digits.txt HTTP/1.1\nHost: {host}\n\n");
    assertEquals("0123456789", reply.expect(200).text());
  }
}
