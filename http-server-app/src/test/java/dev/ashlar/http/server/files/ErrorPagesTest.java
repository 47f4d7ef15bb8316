package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.files.Site.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorPagesTest {
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
  void standInForTheServersOwn() {
    site.write("404.html", "<p>Lost?");

    Answered answer = site.get("/missing");

    assertEquals(404, answer.status());
    assertEquals("<p>Lost?", answer.text());
    assertEquals("text/html; charset=utf-8", answer.field("Content-Type"));
    assertEquals("no-store", answer.field("Cache-Control"));
    assertEquals("", answer.field("Content-Security-Policy"), "the page may have pictures");
    assertEquals("nosniff", answer.field("X-Content-Type-Options"));
    assertEquals("", answer.field("ETag"));
  }

  @Test
  void standInFromMemoryToo() {
    site.write("404.html", "<p>Lost?");
    site.get("/missing");
    site.get("/missing");

    Answered answer = site.get("/missing");

    assertEquals(Way.MEMORY, answer.way());
    assertEquals("<p>Lost?", answer.text());
  }

  @Test
  void leaveProgramsTheirProblemDocument() {
    site.write("404.html", "<p>Lost?");

    Answered answer = site.get("/missing", "Accept: application/json");

    assertTrue(answer.field("Content-Type").contains("json"), answer.field("Content-Type"));
    assertTrue(answer.text().startsWith("{"));
  }

  @Test
  void areFilesLikeOthersUnderTheirOwnName() {
    site.write("404.html", "<p>Lost?");

    assertEquals(200, site.get("/404.html").status());
  }

  @Test
  void areSeenToChangeAndGo() throws IOException {
    Path page = site.write("404.html", "one");
    assertEquals("one", site.get("/missing").text());
    site.write("404.html", "two!");
    assertEquals("one", site.get("/missing").text(), "within a second");
    site.pass(Duration.ofSeconds(1));
    assertEquals("two!", site.get("/missing").text());
    Files.delete(page);
    site.pass(Duration.ofSeconds(1));
    assertTrue(site.get("/missing").text().contains("404 Not Found"));
  }

  /// It is the interrupt that reading fails for, as it would without descriptors.
  @Test
  void areSeenToGoAlsoAfterOneThatCouldNotBeRead() throws IOException {
    Path page = site.write("404.html", "one");
    site.get("/missing");
    site.write("404.html", "two!");
    site.pass(Duration.ofSeconds(1));
    Thread.currentThread().interrupt();
    Answered unread = site.get("/missing");
    assertTrue(Thread.interrupted());
    assertEquals("one", unread.text());
    Files.delete(page);
    site.pass(Duration.ofSeconds(1));
    assertTrue(site.get("/missing").text().contains("404 Not Found"));
  }

  @Test
  void areReadAsSoonAsTheyMayBe() throws IOException {
    Path page = site.write("404.html", "<p>Lost?");
    Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(page), "this user may read everything");
    assertTrue(site.get("/missing").text().contains("404 Not Found"));
    Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-r--r--"));
    site.pass(Duration.ofSeconds(1));
    assertEquals("<p>Lost?", site.get("/missing").text());
  }

  @Test
  void areKeptOnlyIfTheyAreOfASensibleSize() {
    site.write("404.html", "x".repeat((1 << 20) + 1));

    assertTrue(site.get("/missing").text().contains("404 Not Found"));
  }

  @Test
  void dressErrorsOfOtherRooms() {
    site.write("50x.html", "<p>Sorry.");
    site.get("/missing");
    Response error =
        ErrorResponse.of(Status.SERVICE_UNAVAILABLE, "busy", null).with(FieldName.RETRY_AFTER, "3");

    Answered dressed = new Answered(Way.INLINE, site.files().dress(error));

    assertEquals(503, dressed.status());
    assertEquals("<p>Sorry.", dressed.text());
    assertEquals("3", dressed.field("Retry-After"));
    Response forbidden = ErrorResponse.of(Status.FORBIDDEN, "no", null);
    assertEquals(forbidden, site.files().dress(forbidden));
  }

  @Test
  void keepTheNoteForTheLog(@TempDir Path outside) throws IOException {
    site.write("404.html", "<p>Lost?");
    Files.createSymbolicLink(folder.resolve("link"), outside);

    Answered answer = site.get("/link");

    assertEquals("<p>Lost?", answer.text());
    assertNotNull(answer.response().refusal());
  }
}
