package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.files.Site.Way;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    site = new Site(folder, FileOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  @Test
  void servesAFileWithItsDescription() {
    site.write("hello.txt", "Hello\n");

    Answered answer = site.get("/hello.txt");

    assertEquals(200, answer.status());
    assertEquals("Hello\n", answer.text());
    assertEquals("text/plain; charset=utf-8", answer.field("Content-Type"));
    assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", answer.field("Last-Modified"));
    assertTrue(answer.field("ETag").matches("\"[A-Za-z0-9_-]{16}\""), answer.field("ETag"));
    assertEquals("bytes", answer.field("Accept-Ranges"));
    assertEquals("max-age=86400", answer.field("Cache-Control"));
    assertEquals("nosniff", answer.field("X-Content-Type-Options"));
    assertEquals("strict-origin-when-cross-origin", answer.field("Referrer-Policy"));
    assertEquals("same-origin", answer.field("Cross-Origin-Resource-Policy"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
  void servesBinaryFilesOfAnySizeExactly(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    site.write("data.bin", content, Site.LONG_AGO);

    assertArrayEquals(content, site.get("/data.bin").bytes());
    assertArrayEquals(content, site.get("/data.bin").bytes(), "the second time");
  }

  @Test
  void answersHeadLikeGet() {
    site.write("hello.txt", "Hello\n");

    Answered head = site.ask(Requests.head("/hello.txt"));

    assertEquals(200, head.status());
    assertEquals(6, head.response().content().length());
    assertEquals(site.get("/hello.txt").response().fields(), head.response().fields());
  }

  @Test
  void servesTheIndexOfAFolder() {
    site.write("index.html", "root");
    site.write("docs/index.html", "docs");

    assertEquals("root", site.get("/").text());
    assertEquals("docs", site.get("/docs/").text());
    assertEquals("docs", site.get("/docs/index.html").text());
    assertEquals("text/html; charset=utf-8", site.get("/docs/").field("Content-Type"));
    assertEquals("no-cache", site.get("/docs/").field("Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource({
    "/docs, /docs/",
    "/docs?a=1&b=//x, /docs/?a=1&b=//x",
    "/docs?, /docs/?",
    "/d%6Fcs, /docs/",
    "/caf%C3%A9%20%25%3F, /caf%C3%A9%20%25%3F/",
    "/evil.com@x, /evil.com@x/"
  })
  void redirectsToTheFolderOnThisHost(String target, String location) {
    site.write("docs/index.html", "docs");
    site.write("caf\u00e9 %?/index.html", "docs");
    site.write("evil.com@x/index.html", "docs");

    Answered answer = site.get(target);

    assertEquals(301, answer.status());
    assertEquals(location, answer.field("Location"));
    assertEquals("no-cache", answer.field("Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/missing.txt",
        "/empty/",
        "/empty",
        "/",
        "/hello.txt/",
        "/hello.txt/more",
        "/HELLO.TXT",
        "/hello.txt%20",
        "/odd/",
        "/odd"
      })
  void saysNotFoundWithoutSayingWhy(String target) throws IOException {
    site.write("hello.txt", "Hello\n");
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("odd/index.html"));

    Answered answer = site.get(target);

    if (answer.status() == 301) {
      answer = site.get(answer.field("Location"));
    }
    assertEquals(404, answer.status());
    assertNull(answer.response().refusal());
    assertEquals(site.get("/nothing").text(), answer.text());
  }

  @Test
  void saysNotFoundForASpecialFileAndNotesIt() throws Exception {
    Process made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assertEquals(0, made.waitFor());

    Answered answer = site.get("/pipe");

    assertEquals(404, answer.status());
    assertNotNull(answer.response().refusal());
  }

  @Test
  void notesALinkThatLeadsOut(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("link.txt"), outside.resolve("secret.txt"));

    Answered answer = site.get("/link.txt");

    assertEquals(404, answer.status());
    assertNotNull(answer.response().refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  void allowsNoMethodThatWrites(String method) {
    site.write("hello.txt", "Hello\n");

    Answered answer = site.ask(Requests.request(method, "/hello.txt"));

    assertEquals(405, answer.status());
    assertEquals("GET, HEAD, OPTIONS", answer.field("Allow"));
    assertEquals(Way.INLINE, answer.way());
  }

  @Test
  void answersOptionsInline() {
    Answered answer = site.ask(Requests.request("OPTIONS", "/anything"));

    assertEquals(204, answer.status());
    assertEquals("GET, HEAD, OPTIONS", answer.field("Allow"));
    assertEquals(Way.INLINE, answer.way());
  }

  @ParameterizedTest
  @CsvSource({
    "a b.txt,             /a%20b.txt",
    "100%.txt,            /100%25.txt",
    "a+b.txt,             /a+b.txt",
    "a#b.txt,             /a%23b.txt",
    "a?b.txt,             /a%3Fb.txt",
    "'a\"b.txt',          /a%22b.txt",
    "\u00e9.txt,          /%C3%A9.txt",
    "e\u0301.txt,         /e%CC%81.txt",
    "\u65e5\u672c.txt,    /%E6%97%A5%E6%9C%AC.txt",
    "\ud83d\ude00.txt,    /%F0%9F%98%80.txt",
    "%2e%2e.txt,          /%252e%252e.txt",
    "'a,b;c=d&e.txt',     '/a,b;c=d&e.txt'"
  })
  void servesOddNamesExactlyAsTheyAreOnDisk(String name, String target) {
    site.write(name, name);

    assertEquals(name, site.get(target).text());
    assertEquals(Way.MEMORY, site.get(target).way(), "and this is the spelling of the cache");
  }

  @Test
  void tellsTheUnicodeFormsOfANameApart() {
    site.write("\u00e9.txt", "composed");
    site.write("e\u0301.txt", "decomposed");

    assertEquals("composed", site.get("/%C3%A9.txt").text());
    assertEquals("decomposed", site.get("/e%CC%81.txt").text());
  }

  @Test
  void servesNamesOf255BytesAndNoneThatAreLonger() {
    String longest = "n".repeat(251) + ".txt";
    site.write(longest, "long");

    assertEquals("long", site.get("/" + longest).text());
    assertEquals(404, site.get("/n" + longest).status());
  }

  @Test
  void sendsALargeFileFromTheKernelAndASmallOneInOneBuffer() {
    site.write("small.bin", new byte[Body.MEMORY_LIMIT], Site.LONG_AGO);
    site.write("large.bin", new byte[Body.MEMORY_LIMIT + 1], Site.LONG_AGO);

    assertInstanceOf(Content.Bytes.class, site.get("/small.bin").response().content());
    try (Content large = site.get("/large.bin").response().content()) {
      assertInstanceOf(Content.FileRegion.class, large);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ignoresAQueryThatMeansNothing() {
    site.write("hello.txt", "Hello\n");

    assertEquals("Hello\n", site.get("/hello.txt?v=2").text());
    assertEquals(Way.MEMORY, site.get("/hello.txt?v=3").way());
    assertEquals("", site.get("/hello.txt?v=3").field("Content-Disposition"));
  }

  @Test
  void sendsAFileToBeSavedWhereItIsAskedFor() {
    site.write("na\u00efve \"file\".txt", "Hello\n");

    Answered answer = site.get("/na%C3%AFve%20%22file%22.txt?download");

    assertEquals(
        "attachment; filename=\"na_ve _file_.txt\"; filename*=UTF-8''na%C3%AFve%20%22file%22.txt",
        answer.field("Content-Disposition"));
    assertEquals("Hello\n", answer.text());
  }

  @Test
  void sendsAFileToBeSavedWhateverTheOperatorWouldHaveDoneWithIt(@TempDir Path another)
      throws IOException {
    FileOptions shown = FileOptions.builder().field("Content-Disposition", "inline").build();
    try (Site inline = new Site(another, shown)) {
      inline.write("a.txt", "Hello\n");

      assertEquals("inline", inline.get("/a.txt").field("Content-Disposition"));
      assertEquals(
          "attachment; filename=\"a.txt\"",
          inline.get("/a.txt?download").field("Content-Disposition"));
    }
  }

  @Test
  void letsResponsesFinishWhenItIsClosed() {
    byte[] content = new byte[200_000];
    Arrays.fill(content, (byte) 'x');
    site.write("large.bin", content, Site.LONG_AGO);
    Answered answer = site.get("/large.bin");
    Response another = site.get("/large.bin").response();

    site.files().close();

    assertArrayEquals(content, answer.bytes());
    Content.FileRegion rest = assertInstanceOf(Content.FileRegion.class, another.content());
    assertFalse(isClosed(rest));
    new Answered(Way.MEMORY, another).bytes();
    assertTrue(isClosed(rest));
  }

  private static boolean isClosed(Content.FileRegion region) {
    try {
      return region.file().size() < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
