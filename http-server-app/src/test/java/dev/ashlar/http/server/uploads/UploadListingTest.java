package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadListingTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");
  private static final Instant TIME = Instant.parse("2026-11-23T12:34:56Z");

  @TempDir Path parent;
  private final UploadIds ids = new UploadIds(InstantSource.fixed(TIME), new SecureRandom());
  private Path folder;
  private Uploads uploads;
  private Client client;

  @BeforeEach
  void open() throws IOException {
    folder = parent.resolve("uploads");
    uploads =
        new Uploads(UploadOptions.builder(folder).listed(true).build(), InstantSource.system());
    client = new Client(uploads);
  }

  @AfterEach
  void close() throws IOException {
    uploads.close();
  }

  /// Puts uploads of an earlier server there, newest first in the result, but not on the disk.
  private List<String> fill(int count) throws IOException {
    Files.createDirectories(folder);
    List<String> names = Stream.generate(ids::next).limit(count).map(UploadId::text).toList();
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, new Random(count));
    for (String name : shuffled) {
      Files.createFile(folder.resolve(name + ".json"));
    }
    return names.reversed();
  }

  private static List<String> idsIn(Reply reply) {
    assertEquals(200, reply.status());
    return ID.matcher(reply.content()).results().map(id -> id.group(1)).toList();
  }

  private static @Nullable String next(Reply reply) {
    String link = reply.field("Link");
    return link == null
        ? null
        : NEXT.matcher(link).results().map((MatchResult m) -> m.group(1)).findFirst().orElseThrow();
  }

  @Test
  void listsAnUploadAsSoonAsItIsAcknowledged() throws Exception {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      created.addFirst(client.post("[" + i + "]").member("id"));
      assertEquals(created, idsIn(client.get("/uploads")));
    }
  }

  @Test
  void saysWhatTheReceiptSaid() throws Exception {
    Files.createDirectories(folder);
    UploadId id = ids.next();
    Files.writeString(folder.resolve(id + ".json"), "[1, 2]");
    Reply list = client.get("/uploads");
    assertEquals(
        """
        {"uploads":[
        {"id":"%1$s","location":"/uploads/%1$s.json","size":6,"time":"2026-11-23T12:34:56Z"}
        ]}
        """
            .formatted(id),
        list.content());
    assertEquals("application/json", list.field("Content-Type"));
    assertEquals("no-store", list.field("Cache-Control"));
    assertNull(list.field("Link"));
  }

  @Test
  void isEmptyBeforeTheFirstUpload() throws Exception {
    assertEquals(List.of(), idsIn(client.get("/uploads")));
    assertFalse(Files.exists(folder), "who looks makes nothing");
  }

  @ParameterizedTest
  @CsvSource({"3000, 1000, 3", "3001, 1000, 4", "399, 7, 57", "100, '', 1", "101, '', 2"})
  void leadsThroughAllPages(int count, String limit, int pages) throws Exception {
    List<String> expected = fill(count);
    List<String> found = new ArrayList<>();
    int looked = 0;
    String target = "/uploads" + (limit.isEmpty() ? "" : "?limit=" + limit);
    while (target != null) {
      Reply page = client.get(target);
      found.addAll(idsIn(page));
      target = next(page);
      assertTrue(target == null || page.content().contains("\"next\":\"" + target + "\""), target);
      looked++;
    }
    assertEquals(expected, found);
    assertEquals(pages, looked);
  }

  @Test
  void doesNotShiftPagesWhenOthersUpload() throws Exception {
    List<String> expected = fill(5);
    Reply first = client.get("/uploads?limit=2");
    client.post("[]");
    assertEquals(expected.subList(2, 4), idsIn(client.get(String.valueOf(next(first)))));
  }

  @Test
  void goesOnAfterAnUploadThatIsGone() throws Exception {
    List<String> expected = fill(5);
    Files.delete(folder.resolve(expected.get(1) + ".json"));
    assertEquals(expected.subList(2, 5), idsIn(client.get("/uploads?after=" + expected.get(1))));
  }

  @Test
  void listsNothingButUploads() throws Exception {
    fill(0);
    Files.createFile(folder.resolve("notes.json"));
    Files.createDirectory(folder.resolve(ids.next() + ".json"));
    Files.createSymbolicLink(folder.resolve(ids.next() + ".json"), Path.of("notes.json"));
    assertEquals(List.of(), idsIn(client.get("/uploads")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=",
        "limit",
        "limit=99999999999",
        "limit=1&limit=1",
        "after=",
        "after=x",
        "after=%00",
        "before=1",
        "&",
        "=",
      })
  void refusesAQueryThatItDoesNotUnderstand(String query) throws Exception {
    Reply reply = client.get("/uploads?" + query);
    assertEquals(400, reply.status());
    assertEquals("application/problem+json", reply.field("Content-Type"));
  }

  @Test
  void takesAnEmptyQueryForNone() throws Exception {
    assertEquals(200, client.get("/uploads?").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html; charset=utf-8",
        "*/* | application/json",
        "application/json | application/json",
        "image/png | application/json",
        "text/html;q=0.5, application/json;q=0.4 | text/html; charset=utf-8",
      })
  void isHtmlForBrowsers(String accept, String type) throws Exception {
    Reply reply = client.get("/uploads", "Accept: " + accept);
    assertEquals(type, reply.field("Content-Type"));
    assertEquals("Accept", reply.field("Vary"));
  }

  @Test
  void linksUploadsAndPagesInHtml() throws Exception {
    List<String> all = fill(3);
    Reply first = client.get("/uploads?limit=2", "Accept: text/html");
    String expected = "<a href=\"/uploads/%1$s.json\">%1$s.json</a>".formatted(all.get(0));
    assertTrue(first.content().contains(expected), first::content);
    assertTrue(first.content().contains("2026-11-23 12:34"), first::content);
    assertTrue(
        first.content().contains("&amp;after=" + all.get(1) + "\">Next</a>"), first::content);
    assertNotNull(first.field("Content-Security-Policy"));
    Reply last = client.get(String.valueOf(next(first)), "Accept: text/html");
    assertTrue(last.content().contains("<a href=\"/uploads?limit=2\">First</a>"), last::content);
    assertFalse(last.content().contains("Next"), last::content);
  }

  @Test
  void saysWhichMethodsThereAre() throws Exception {
    assertEquals("GET, HEAD, POST, OPTIONS", client.send("OPTIONS", "/uploads").field("Allow"));
    assertEquals("GET, HEAD, POST, OPTIONS", client.send("DELETE", "/uploads").field("Allow"));
  }

  @Test
  void listsNothingUnlessItIsAskedTo() throws Exception {
    try (Uploads silent = new Uploads(UploadOptions.of(folder), InstantSource.system())) {
      Reply reply = new Client(silent).get("/uploads");
      assertEquals(405, reply.status());
      assertEquals("POST, OPTIONS", reply.field("Allow"));
    }
  }

  @Test
  void isAnErrorOnceTheFolderHasVanished() throws Exception {
    client.post("[]");
    uploads.close();
    open();
    client.post("[]");
    uploads.close(); // so that all is in files
    Files.move(folder, parent.resolve("elsewhere"));
    assertThrows(IOException.class, () -> client.get("/uploads"));
  }

  @Test
  void holdsNoMoreThanOnePageOfAMillion() {
    NewestUploads newest = new NewestUploads(null, 100);
    List<UploadId> all = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      UploadId id = ids.next();
      if (i >= 999_900) {
        all.addFirst(id);
      }
      newest.add(id);
      assertTrue(newest.size() <= 101);
    }
    assertTrue(newest.more());
    assertEquals(all, newest.all());
  }
}
