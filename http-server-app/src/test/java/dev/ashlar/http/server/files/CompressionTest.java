package dev.ashlar.http.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.files.Site.Way;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Requests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that stand compressed beside themselves, and files that are compressed here.
class CompressionTest {
  private static final String PAGE = "<p>All work and no play makes Jack a dull boy.\n".repeat(100);
  private static final String BROWSER = "Accept-Encoding: gzip, deflate, br, zstd";

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

  /// Browsers do not look into it, and show nothing unless they are told.
  @ParameterizedTest
  @ValueSource(strings = {"Accept-Encoding: gzip", "Accept-Encoding: br", "X-Nothing: "})
  void tellsTheCodingOfAPictureThatIsCompressedInItself(String accepts) {
    String drawing = "compressed, and the same all over".repeat(100);
    site.write("drawing.SVGZ", drawing);
    site.write("drawing.SVGZ.br", "twice");

    Answered answer = site.get("/drawing.SVGZ", accepts);

    assertEquals("image/svg+xml", answer.field("Content-Type"));
    assertEquals("gzip", answer.field("Content-Encoding"));
    assertEquals("", answer.field("Vary"));
    assertEquals(drawing, answer.text());
  }

  /// The content of the compressed files is not looked at, so it may say what it is.
  private void writeAll() {
    site.write("app.js", "as it is, and longest");
    site.write("app.js.br", "br");
    site.write("app.js.zst", "zstd");
    site.write("app.js.gz", "gzip.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'gzip, deflate, br, zstd'       | br",
        "'gzip'                          | gzip.",
        "'GZIP'                          | gzip.",
        "'x-gzip'                        | gzip.",
        "'gzip, zstd'                    | zstd",
        "'br;q=0.5, gzip'                | gzip.",
        "'br;q=0.5, gzip;q=0.5, zstd;q=0.1' | br",
        "'br;q=0, gzip'                  | gzip.",
        "'*'                             | br",
        "'*, br;q=0'                     | zstd",
        "'identity'                      | as it is, and longest",
        "'identity, br;q=0.9'            | as it is, and longest",
        "'identity;q=0.5, br;q=0.9'      | br",
        "'deflate'                       | as it is, and longest",
        "''                              | as it is, and longest",
        "'*;q=0'                         | as it is, and longest",
        "'identity;q=0'                  | as it is, and longest",
        "'identity;q=0, br'              | br",
        "'br;q=2'                        | as it is, and longest",
      })
  void sendsTheCodingThatTheClientLikesBestAndThenTheShortest(String accepted, String content) {
    writeAll();

    Answered answer = site.get("/app.js", "Accept-Encoding: " + accepted);

    assertEquals(content, answer.text());
    assertEquals("text/javascript; charset=utf-8", answer.field("Content-Type"));
    assertEquals("Accept-Encoding", answer.field("Vary"));
    assertEquals(
        content.startsWith("as") ? "" : content.replace(".", ""), answer.field("Content-Encoding"));
    assertEquals(
        content,
        site.get("/app.js", "Accept-Encoding: " + accepted).text(),
        "from memory, whatever was asked for before");
  }

  @Test
  void compressesForWhoLikesBothAlike() {
    site.write("page.html", PAGE);

    Answered answer = site.get("/page.html", "Accept-Encoding: identity, gzip");

    assertEquals("gzip", answer.field("Content-Encoding"));
  }

  /// Who has put it there wants it, and there can be ranges of it.
  @Test
  void sendsTheFormThatStandsBesideTheFileThoughItsOwnWouldBeShorter() {
    String beside = "some gzip, though not the shortest".repeat(20);
    site.write("page.html", PAGE);
    site.write("page.html.gz", beside);

    Answered answer = site.get("/page.html", "Accept-Encoding: gzip");

    assertEquals(beside, answer.text());
    assertEquals("bytes", answer.field("Accept-Ranges"));
  }

  /// It may be older by as much as copying a folder takes.
  @Test
  void modifiesACompressedFormNoEarlierThanTheFile() {
    site.write("page.html", PAGE);
    site.write("page.html.gz", "gzip".getBytes(UTF_8), Site.LONG_AGO.minusSeconds(1));

    Answered compressed = site.get("/page.html", "Accept-Encoding: gzip");

    assertEquals("gzip", compressed.text());
    assertEquals(site.get("/page.html").field("Last-Modified"), compressed.field("Last-Modified"));
  }

  @Test
  void sendsTheFileAsItIsToWhoSaysNothing() {
    writeAll();

    Answered answer = site.get("/app.js");

    assertEquals("as it is, and longest", answer.text());
    assertEquals("Accept-Encoding", answer.field("Vary"));
  }

  @Test
  void givesEachVariantATagOfItsOwn() {
    writeAll();
    String br = site.get("/app.js", "Accept-Encoding: br").field("ETag");
    String gzip = site.get("/app.js", "Accept-Encoding: gzip").field("ETag");
    String plain = site.get("/app.js").field("ETag");

    assertNotEquals(br, gzip);
    assertNotEquals(br, plain);
    Answered known = site.get("/app.js", "Accept-Encoding: br", "If-None-Match: " + br);
    assertEquals(304, known.status());
    assertEquals("Accept-Encoding", known.field("Vary"));
    assertEquals("", known.field("Content-Encoding"));
    assertEquals(
        200, site.get("/app.js", "Accept-Encoding: gzip", "If-None-Match: " + br).status());
  }

  @Test
  void sendsRangesOfACompressedFileAsRangesOfItsBytes() {
    writeAll();

    Answered answer = site.get("/app.js", "Accept-Encoding: zstd", "Range: bytes=1-2");

    assertEquals(206, answer.status());
    assertEquals("st", answer.text());
    assertEquals("bytes 1-2/4", answer.field("Content-Range"));
    assertEquals("zstd", answer.field("Content-Encoding"));
  }

  @Test
  void servesTheCompressedFileItselfUnderItsOwnName() {
    writeAll();

    Answered answer = site.get("/app.js.gz", BROWSER);

    assertEquals("gzip.", answer.text());
    assertEquals("application/gzip", answer.field("Content-Type"));
    assertEquals("", answer.field("Content-Encoding"));
    assertEquals("", answer.field("Vary"));
  }

  @Test
  void ignoresACompressedFileThatIsOlderThanWhatItWasMadeOf() {
    site.write("app.js", "new");
    site.write("app.js.br", "old".getBytes(StandardCharsets.UTF_8), Site.LONG_AGO.minusSeconds(3));
    site.write("app.js.gz", "gz".getBytes(StandardCharsets.UTF_8), Site.LONG_AGO.minusSeconds(1));

    assertEquals("new", site.get("/app.js", "Accept-Encoding: br").text());
    assertEquals("gz", site.get("/app.js", "Accept-Encoding: gzip").text());
  }

  @Test
  void ignoresAFolderWithTheNameOfACompressedFile() throws IOException {
    site.write("app.js", "plain");
    Files.createDirectories(folder.resolve("app.js.br"));

    assertEquals("plain", site.get("/app.js", BROWSER).text());
  }

  @Test
  void seesCompressedFilesComeAndGo() throws IOException {
    site.write("app.js", "plain");
    assertEquals("plain", site.get("/app.js", BROWSER).text());
    site.write("app.js.br", "br");
    site.pass(Duration.ofSeconds(1));
    assertEquals("br", site.get("/app.js", BROWSER).text());
    Files.delete(folder.resolve("app.js.br"));
    site.pass(Duration.ofSeconds(1));
    assertEquals("plain", site.get("/app.js", BROWSER).text());
  }

  @Test
  void needsTheFileItself() throws IOException {
    site.write("app.js.br", "br");

    assertEquals(404, site.get("/app.js", BROWSER).status());
  }

  @Test
  void sendsLargeCompressedFiles() {
    byte[] large = new byte[100_000];
    site.write("app.js", "a".repeat(300_000));
    site.write("app.js.br", large, Site.LONG_AGO);

    assertArrayEquals(large, site.get("/app.js", BROWSER).bytes());
    assertEquals(Way.MEMORY, site.get("/app.js", BROWSER).way());
    assertEquals(300_000, site.get("/app.js").bytes().length);
  }

  @Test
  void compressesASmallPageOnce() throws IOException {
    site.write("page.html", PAGE);

    Answered first = site.get("/page.html", BROWSER);
    Answered second = site.get("/page.html", BROWSER);

    assertEquals("gzip", first.field("Content-Encoding"));
    assertEquals("Accept-Encoding", first.field("Vary"));
    assertEquals("none", first.field("Accept-Ranges"));
    assertTrue(first.field("ETag").matches("W/\"[^\"]+-gzip\""), first.field("ETag"));
    assertEquals(PAGE, unzip(first.bytes()));
    assertEquals(Way.MEMORY, second.way());
    assertEquals(first.response().content(), second.response().content());
    assertEquals(
        304, site.get("/page.html", BROWSER, "If-None-Match: " + first.field("ETag")).status());
  }

  @Test
  void compressesAsSoonAsSomebodyCanTakeIt() throws IOException {
    site.write("page.html", PAGE);

    assertEquals(PAGE, site.get("/page.html").text());
    assertEquals("Accept-Encoding", site.get("/page.html").field("Vary"));
    assertEquals("", site.get("/page.html", "Accept-Encoding: br").field("Content-Encoding"));
    assertEquals(PAGE, unzip(site.get("/page.html", BROWSER).bytes()));
    assertEquals(Way.MEMORY, site.get("/page.html", BROWSER).way());
    assertEquals(PAGE, site.get("/page.html").text());
  }

  @Test
  void neverSendsRangesOfWhatItCompressed() {
    site.write("page.html", PAGE);
    String tag = site.get("/page.html", BROWSER).field("ETag");

    Answered range = site.get("/page.html", BROWSER, "Range: bytes=3-10");
    Answered conditional = site.get("/page.html", BROWSER, "Range: bytes=3-10", "If-Range: " + tag);

    assertEquals(206, range.status());
    assertEquals(PAGE.substring(3, 11), range.text());
    assertEquals("", range.field("Content-Encoding"));
    assertEquals(200, conditional.status());
    assertEquals("gzip", conditional.field("Content-Encoding"));
  }

  /// RFC 9110 §14.2: where the answer is 304 without `Range`, it is with it, and of the same
  /// representation. Squid asks like this, and took the strong entity tag of the file for that of
  /// the gzip that it had.
  @Test
  void saysOfWhatIsNotModifiedTheSameWhetherRangesAreAskedForOrNot() {
    site.write("page.html", PAGE);
    site.write("script.js", PAGE);
    String gzip = site.get("/script.js", BROWSER).field("ETag");
    String since = "If-Modified-Since: " + site.get("/script.js").field("Last-Modified");

    // Of the first file the variant is to be made for this request, of the second there is one.
    for (String path : List.of("/page.html", "/script.js")) {
      Answered answer = site.get(path, BROWSER, "Range: bytes=3-10", since);

      assertEquals(304, answer.status());
      assertEquals(site.get(path, BROWSER).field("ETag"), answer.field("ETag"));
    }
    assertEquals(
        304,
        site.get("/script.js", BROWSER, "Range: bytes=3-10", "If-None-Match: " + gzip).status());
  }

  /// RFC 9110 §14.2: to ignore a field is to answer as if it were not there.
  @ParameterizedTest
  @CsvSource({
    "HEAD, bytes=3-10",
    "HEAD, bytes=99999-",
    "HEAD, lines=3-10",
    "GET, lines=3-10",
    "GET, bytes=10-3"
  })
  void choosesAsWithoutARangeThatItIgnores(String method, String range) {
    site.write("page.html", PAGE);
    site.write("script.js", PAGE);

    site.get("/script.js", BROWSER);

    // Of the first file the variant is to be made for this request, of the second there is one.
    for (String path : List.of("/page.html", "/script.js")) {
      Answered answer = site.ask(Requests.request(method, path, BROWSER, "Range: " + range));

      assertEquals(200, answer.status());
      assertEquals("gzip", answer.field("Content-Encoding"));
      assertEquals(site.get(path, BROWSER).field("ETag"), answer.field("ETag"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.png", "archive.zip", "data.bin", "film.mp4", "font.woff2"})
  void compressesNothingThatDoesNotShrink(String name) {
    site.write(name, PAGE);

    Answered answer = site.get("/" + name, BROWSER);

    assertEquals("", answer.field("Content-Encoding"));
    assertEquals("", answer.field("Vary"));
  }

  @Test
  void compressesNeitherTheSmallestNorTheLarge() {
    site.write("tiny.html", "a".repeat(Gzip.LEAST_BYTES - 1));
    site.write("large.html", "a".repeat(Body.MEMORY_LIMIT + 1));

    assertEquals("", site.get("/tiny.html", BROWSER).field("Content-Encoding"));
    assertEquals("", site.get("/large.html", BROWSER).field("Content-Encoding"));
  }

  @Test
  void sendsAsItIsWhatDidNotShrinkAfterAll() {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    site.write("noise.txt", noise, Site.LONG_AGO);

    assertArrayEquals(noise, site.get("/noise.txt", BROWSER).bytes());
    assertEquals(Way.MEMORY, site.get("/noise.txt", BROWSER).way(), "and does not try again");
  }

  @Test
  void compressesNothingWhereItMayNot(@TempDir Path another) throws IOException {
    FileOptions plain = FileOptions.builder().gzip(false).precompressed(false).build();
    try (Site without = new Site(another, plain)) {
      without.write("page.html", PAGE);
      without.write("page.html.br", "br");

      Answered answer = without.get("/page.html", BROWSER);

      assertEquals(PAGE, answer.text());
      assertEquals("", answer.field("Vary"));
      assertFalse(answer.response().fields().isEmpty());
    }
  }

  private static String unzip(byte[] bytes) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
