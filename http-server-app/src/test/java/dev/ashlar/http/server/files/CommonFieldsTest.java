package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.representation.ListingLook;
import dev.ashlar.http.server.representation.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The operator's own field lines.
class CommonFieldsTest {
  @TempDir Path folder;

  private Site site(FileOptions.Builder options) throws IOException {
    Site site = new Site(folder, options.build());
    site.write("a.txt", "0123456789");
    site.write("docs/index.html", "docs");
    return site;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /a.txt, X-None: 1, 200",
    "GET, /a.txt, Range: bytes=1-2, 206",
    "GET, /a.txt, Range: bytes=100-, 416",
    "GET, /a.txt, If-None-Match: *, 304",
    "GET, /a.txt, 'If-Match: \"x\"', 412",
    "GET, /docs, X-None: 1, 301",
    "GET, /missing, X-None: 1, 404",
    "POST, /a.txt, X-None: 1, 405",
    "OPTIONS, /a.txt, X-None: 1, 204"
  })
  void areOnEveryResponseOnce(String method, String target, String fieldLine, int status)
      throws IOException {
    try (Site site = site(FileOptions.builder().field("Strict-Transport-Security", "max-age=9"))) {
      for (int i = 0; i < 2; i++) {
        Answered answer = site.ask(Requests.request(method, target, fieldLine));

        assertEquals(status, answer.status());
        assertEquals("max-age=9", answer.field("Strict-Transport-Security"));
      }
    }
  }

  @Test
  void replaceAndRemoveDefaults() throws IOException {
    FileOptions.Builder options =
        FileOptions.builder()
            .field("cross-origin-resource-policy", "cross-origin")
            .field("Referrer-Policy", "")
            .field("Cache-Control", "no-store");
    try (Site site = site(options)) {
      Answered answer = site.get("/a.txt");

      assertEquals("cross-origin", answer.field("Cross-Origin-Resource-Policy"));
      assertEquals("", answer.field("Referrer-Policy"));
      assertEquals("no-store", answer.field("Cache-Control"));
      assertEquals("nosniff", answer.field("X-Content-Type-Options"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Referrer-Policy, '', no-referrer, no-referrer",
    "Referrer-Policy, no-referrer, '', ''",
    "Link, '', </a>, </a>",
    "Link, </a>, '', ''"
  })
  void areAsTheLastOneSays(String name, String first, String second, String expected)
      throws IOException {
    try (Site site = site(FileOptions.builder().field(name, first).field(name, second))) {
      // The first response comes from a worker, the second from memory.
      for (int i = 0; i < 2; i++) {
        assertEquals(expected, site.get("/a.txt").field(name));
        assertEquals(expected, site.get("/missing").field(name));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a.txt", "/docs/", "/list/", "/missing"})
  void takeDefaultsAwayFromEverything(String target) throws IOException {
    List<String> defaults =
        List.of(
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Resource-Policy",
            "Content-Security-Policy",
            "Cache-Control");
    FileOptions.Builder options = FileOptions.builder().listing(true).field("Vary", "");
    defaults.forEach(name -> options.field(name, ""));
    try (Site site = site(options)) {
      site.write("list/b.txt", "b");
      for (int i = 0; i < 2; i++) {
        Answered answer = site.get(target, "Accept: text/html");

        defaults.forEach(name -> assertEquals("", answer.field(name), name));
      }
      assertEquals("Accept", site.get("/list/").field("Vary"), "says what the response is");
    }
  }

  /// nginx before 1.23 goes by the last line alone.
  @ParameterizedTest
  @CsvSource({
    "/page.html, 200, 'Origin, Accept-Encoding'",
    "/list/, 200, 'Accept, Origin'",
    "/some.where, 200, 'Origin, Accept-Encoding, Accept'",
    "/missing.js, 404, 'Accept, Origin'"
  })
  void areNamedInOneLineWithWhatAResponseDependsOn(String target, int status, String vary)
      throws IOException {
    FileOptions.Builder options =
        FileOptions.builder().listing(true).spa(true).field("Vary", "Origin");
    try (Site site = site(options)) {
      site.write("page.html", "page".repeat(1000));
      site.write("index.html", "page".repeat(1000));
      site.write("404.html", "missing");
      site.write("list/b.txt", "b");
      String accept = status == 404 ? "Accept: */*" : "Accept: text/html";
      for (int i = 0; i < 2; i++) {
        Answered answer = site.get(target, accept);

        assertEquals(status, answer.status());
        assertEquals(List.of(vary), lines(answer, FieldName.VARY));
      }
      String tag = site.get(target, accept).field("ETag");
      if (!tag.isEmpty()) {
        Answered known = site.get(target, accept, "If-None-Match: " + tag);

        assertEquals(304, known.status());
        assertEquals(List.of(vary), lines(known, FieldName.VARY));
      }
    }
  }

  private static List<String> lines(Answered answer, FieldName name) {
    return StreamSupport.stream(answer.response().fields().spliterator(), false)
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .toList();
  }

  @Test
  void leaveAListingItsPolicy() throws IOException {
    FileOptions.Builder options =
        FileOptions.builder().listing(true).field("Content-Security-Policy", "default-src 'self'");
    try (Site site = site(options)) {
      site.write("list/b.txt", "b");

      assertEquals("default-src 'self'", site.get("/a.txt").field("Content-Security-Policy"));
      assertEquals(
          ListingLook.CONTENT_SECURITY_POLICY, site.get("/list/").field("Content-Security-Policy"));
    }
  }

  @Test
  void mayRepeat() throws IOException {
    FileOptions.Builder options =
        FileOptions.builder().field("Link", "</a>; rel=x").field("Link", "</b>; rel=y");
    try (Site site = site(options)) {
      assertEquals("</a>; rel=x, </b>; rel=y", site.get("/a.txt").field("Link"));
      assertEquals("</a>; rel=x, </b>; rel=y", site.get("/missing").field("Link"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "transfer-encoding",
        "Date",
        "ETag",
        "Connection",
        "Content-Type"
      })
  void areNotThoseThatDescribeOneResponse(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> FileOptions.builder().field(name, "x").build());
  }

  @Test
  void areWellFormed() {
    assertThrows(
        IllegalArgumentException.class, () -> FileOptions.builder().field("a b", "x").build());
    assertThrows(
        IllegalArgumentException.class,
        () -> FileOptions.builder().field("a", "x\r\nb: c").build());
  }
}
