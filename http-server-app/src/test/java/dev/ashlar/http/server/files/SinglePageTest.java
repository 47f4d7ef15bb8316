package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.server.files.Site.Answered;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinglePageTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    site = new Site(folder, FileOptions.builder().spa(true).build());
    site.write("app.js", "script");
    site.write("docs/readme.txt", "text");
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, */*, 200, app",
    "/users, */*, 200, app",
    "/users/7/, */*, 200, app",
    "/docs, */*, 200, app",
    "/users/jane.doe, " + "'text/html,*/*', 200, app",
    "/users/jane.doe, */*, 404, ''",
    "/users/jane.doe, 'text/html;q=0, */*', 404, ''",
    "/missing.js, */*, 404, ''",
    "/missing.png, 'image/avif,image/webp,*/*', 404, ''",
    "/app.js, */*, 200, script",
    "/docs/readme.txt, */*, 200, text"
  })
  void standsInForPathsThatAreNoFiles(String target, String accept, int status, String content) {
    site.write("index.html", "app");

    Answered answer = site.get(target, "Accept: " + accept);

    assertEquals(status, answer.status());
    if (status == 200) {
      assertEquals(content, answer.text());
    }
  }

  @Test
  void standsInForPathsThatOthersHaveMissed() {
    site.write("index.html", "app");
    for (int i = 0; i < 3; i++) {
      assertEquals(404, site.get("/users/jane.doe", "Accept: */*").status());
    }
    assertEquals("app", site.get("/users/jane.doe", "Accept: " + BROWSER).text());
  }

  @Test
  void isRevalidatedAndSaysWhatItDependsOn() {
    site.write("index.html", "app");

    Answered page = site.get("/users/jane.doe", "Accept: " + BROWSER);

    assertEquals("no-cache", page.field("Cache-Control"));
    assertEquals("Accept", page.field("Vary"));
    assertEquals("", site.get("/users", "Accept: " + BROWSER).field("Vary"));
  }

  @Test
  void isKeptOnceHoweverManyPathsItStandsInFor() {
    site.write("index.html", "app");
    for (int i = 0; i < 100; i++) {
      assertEquals("app", site.get("/users/" + i).text());
    }
    assertEquals(1, site.files().cachedFiles());
  }

  @Test
  void isNoListOfTheRoot(@TempDir Path another) throws IOException {
    FileOptions both = FileOptions.builder().spa(true).listing(true).build();
    try (Site listed = new Site(another, both)) {
      listed.write("docs/readme.txt", "text");

      assertEquals(200, listed.get("/").status());
      assertEquals(200, listed.get("/docs/").status());
      assertEquals(404, listed.get("/users/7").status());
      assertEquals(404, listed.get("/users/jane.doe", "Accept: " + BROWSER).status());
    }
  }

  @Test
  void isMissingWithoutAnIndex() {
    assertEquals(404, site.get("/users").status());
    assertEquals(404, site.get("/").status());
  }
}
