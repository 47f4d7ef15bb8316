package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.files.Site.Way;
import dev.ashlar.http.server.representation.StampConstancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is answered from memory, and how soon a change of a file is seen.
class FreshnessTest {
  private static final Duration JUST_UNDER_A_SECOND = Duration.ofMillis(999);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void answersFromMemoryForASecond(int size) {
    site.write("a.txt", "a".repeat(size));

    assertEquals(Way.WORKER, site.get("/a.txt").way());
    site.pass(JUST_UNDER_A_SECOND);
    assertEquals(Way.MEMORY, site.get("/a.txt").way());
    site.pass(Duration.ofMillis(1));
    assertEquals(Way.WORKER, site.get("/a.txt").way());
    assertEquals(Way.MEMORY, site.get("/a.txt").way(), "the look holds for another second");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void seesAChangeAfterASecond(int size) {
    site.write("a.txt", "a".repeat(size));
    String tag = site.get("/a.txt").field("ETag");
    site.write("a.txt", bytes("b".repeat(size)), Site.LONG_AGO.plusNanos(1));

    site.pass(ONE_SECOND);
    Answered changed = site.get("/a.txt");

    assertEquals("b".repeat(size), changed.text());
    assertNotEquals(tag, changed.field("ETag"));
    assertEquals("b".repeat(size), site.get("/a.txt").text());
  }

  /// However long it would be fresh, each further response would be cut as well.
  @ParameterizedTest
  @ValueSource(strings = {"", "Range: bytes=0-9", "Range: bytes=0-9,20-29"})
  void opensALargeFileAgainAsSoonAsAResponseFoundItChanged(String range, @TempDir Path another)
      throws IOException {
    FileOptions rarely = FileOptions.builder().revalidation(Duration.ofHours(1)).build();
    String[] fields = range.isEmpty() ? new String[0] : new String[] {range};
    try (Site slow = new Site(another, rarely)) {
      slow.write("a.txt", "a".repeat(100_000));
      slow.get("/a.txt").bytes();
      slow.write("a.txt", bytes("b".repeat(100_000)), Site.LONG_AGO.plusNanos(1));
      slow.pass(StampConstancy.INTERVAL);
      Answered cut = slow.get("/a.txt", fields);
      assertThrows(UncheckedIOException.class, cut::bytes);

      Answered again = slow.get("/a.txt", fields);

      assertEquals(Way.WORKER, again.way());
      assertTrue(again.text().contains("bbbbbbbbbb"));
      assertEquals(Way.MEMORY, slow.get("/a.txt", fields).way());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void seesThatAFileWasReplacedByOneOfTheSameSizeAndTime(int size) throws IOException {
    site.write("a.txt", "a".repeat(size));
    site.get("/a.txt").bytes();
    Path other = site.write("other.txt", "b".repeat(size));
    Files.move(other, folder.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);

    site.pass(ONE_SECOND);

    assertEquals("b".repeat(size), site.get("/a.txt").text());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void seesThatAFileIsGoneAndThatItIsBack(int size) throws IOException {
    Path file = site.write("a.txt", "a".repeat(size));
    assertEquals(size, site.get("/a.txt").bytes().length);
    Files.delete(file);
    site.pass(ONE_SECOND);
    assertEquals(404, site.get("/a.txt").status());
    assertEquals(0, site.files().cachedFiles(), "or the disk would keep what was deleted");
    site.write("a.txt", "b");
    assertEquals("b", site.get("/a.txt").text(), "it was looked for once, and is seen at once");
  }

  @Test
  void answersFromMemoryForASecondThatThereIsNothing() {
    assertEquals(Way.WORKER, site.get("/a.txt").way());
    assertEquals(Way.WORKER, site.get("/a.txt").way());
    site.write("a.txt", "a");
    site.pass(JUST_UNDER_A_SECOND);

    Answered remembered = site.get("/a.txt");
    assertEquals(Way.MEMORY, remembered.way());
    assertEquals(404, remembered.status());
    assertEquals("application/problem+json", problem("/a.txt").field("Content-Type"));

    site.pass(Duration.ofMillis(1));
    assertEquals("a", site.get("/a.txt").text());
    assertEquals("a", site.get("/a.txt").text());
  }

  @Test
  void hidesNoFileForLongerThanASecond(@TempDir Path another) throws IOException {
    FileOptions rarely = FileOptions.builder().revalidation(Duration.ofHours(1)).build();
    try (Site slow = new Site(another, rarely)) {
      slow.get("/a.txt");
      slow.get("/a.txt");
      slow.write("a.txt", "a");
      slow.pass(ONE_SECOND);
      assertEquals("a", slow.get("/a.txt").text());
    }
  }

  @Test
  void forgetsAfterSomeSecondsThatAFileWasMissed() {
    site.get("/a.txt");
    site.get("/a.txt");
    site.pass(Duration.ofSeconds(12));
    assertEquals(404, site.get("/a.txt").status());
    site.write("a.txt", "a");
    assertEquals("a", site.get("/a.txt").text());
  }

  /// As long as it is asked for every few seconds it need not be missed twice again.
  @Test
  void remembersForAsLongAsSomebodyAsksThatAFileWasMissed() {
    site.get("/a.txt");
    for (int i = 0; i < 3; i++) {
      site.pass(Duration.ofSeconds(8));
      assertEquals(Way.WORKER, site.get("/a.txt").way());
      assertEquals(Way.MEMORY, site.get("/a.txt").way());
    }
  }

  private Answered problem(String target) {
    return site.get(target, "Accept: application/json");
  }

  /// What was forgotten has to be missed twice again.
  @Test
  void seesAtOnceWhatIsPutWhereAFileWas() throws IOException {
    site.get("/a.txt");
    site.get("/a.txt");
    Path file = site.write("a.txt", "a");
    site.pass(ONE_SECOND);
    assertEquals(200, site.get("/a.txt").status());
    Files.delete(file);
    site.pass(ONE_SECOND);
    assertEquals(404, site.get("/a.txt").status());
    site.write("a.txt", "b");
    assertEquals("b", site.get("/a.txt").text());
  }

  @Test
  void looksForWhatIsMissingAtEveryRequestWhereItIsTold(@TempDir Path another) throws IOException {
    FileOptions always = FileOptions.builder().revalidation(Duration.ZERO).build();
    try (Site strict = new Site(another, always)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(Way.WORKER, strict.get("/a.txt").way());
      }
    }
  }

  @Test
  void looksEachTimeForWhatTheLogShouldHearOf(@TempDir Path outside) throws IOException {
    Files.createSymbolicLink(folder.resolve("way-out"), outside);
    for (int i = 0; i < 3; i++) {
      Answered answer = site.get("/way-out/secret");
      assertEquals(Way.WORKER, answer.way());
      assertTrue(answer.response().refusal() != null, "a refusal");
    }
  }

  @Test
  void remembersThatThereIsNothingInEverySpelling() {
    site.get("/a%2etxt");
    site.get("/a.txt");
    assertEquals(Way.MEMORY, site.get("/a.txt").way());
    assertEquals(Way.INLINE, site.get("/a%2Etxt").way());
  }

  @Test
  void seesThatAFileBecameAFolderAndBack() throws IOException {
    Path file = site.write("a", "file");
    assertEquals(200, site.get("/a").status());
    Files.delete(file);
    site.write("a/index.html", "folder");
    site.pass(ONE_SECOND);
    assertEquals(301, site.get("/a").status());
    assertEquals("folder", site.get("/a/").text());
  }

  @Test
  void growsPastTheLimitOfMemoryAndShrinksAgain() {
    site.write("a.bin", "a".repeat(10));
    assertEquals(10, site.get("/a.bin").bytes().length);
    site.write("a.bin", "a".repeat(100_000));
    site.pass(ONE_SECOND);
    assertEquals(100_000, site.get("/a.bin").bytes().length);
    assertEquals(100_000, site.get("/a.bin").bytes().length, "from memory");
    site.write("a.bin", "a".repeat(20));
    site.pass(ONE_SECOND);
    assertEquals(20, site.get("/a.bin").bytes().length);
    assertEquals(20, site.get("/a.bin").bytes().length, "from memory");
    assertEquals(1, site.files().cachedFiles(), "and the large one is let go");
  }

  @Test
  void replacesAWeakTagByAStrongOneWhenTheFileHasSettled() {
    site.write("a.txt", bytes("a"), Site.NOW.minusMillis(500));

    Answered young = site.get("/a.txt");
    site.pass(JUST_UNDER_A_SECOND);
    Answered stillYoung = site.get("/a.txt");
    site.pass(Duration.ofMillis(500));
    Answered almost = site.get("/a.txt");
    site.pass(Duration.ofMillis(1));
    Answered settled = site.get("/a.txt");

    String tag = settled.field("ETag");
    assertEquals(Way.WORKER, settled.way());
    assertFalse(tag.startsWith("W/"), tag);
    assertEquals("W/" + tag, young.field("ETag"));
    assertEquals("W/" + tag, stillYoung.field("ETag"));
    assertEquals("W/" + tag, almost.field("ETag"));
    assertEquals(Way.MEMORY, site.get("/a.txt").way());
    assertEquals(304, site.get("/a.txt", "If-None-Match: W/" + tag).status());
  }

  /// Two writes within one step of the file system's clock leave the same stamp.
  @Test
  void readsAFileAgainWhenItHasSettledThoughItsStampIsTheSame() throws IOException {
    Path file = site.write("a.txt", bytes("a"), Site.NOW);
    assertEquals("a", site.get("/a.txt").text());
    Files.write(file, bytes("b"));
    site.write("a.txt", bytes("b"), Site.NOW);

    site.pass(Duration.ofSeconds(2));

    Answered settled = site.get("/a.txt");
    assertEquals("b", settled.text());
    assertFalse(settled.field("ETag").startsWith("W/"));
  }

  @Test
  void neverSendsATimeOfModificationAfterTheDate() {
    site.write("a.txt", bytes("a"), Site.NOW.plus(Duration.ofDays(1)));

    Answered answer = site.get("/a.txt");

    assertEquals("Fri, 06 Nov 2026 08:49:37 GMT", answer.field("Last-Modified"));
    assertTrue(answer.field("ETag").startsWith("W/"));
  }

  @Test
  void looksAtEveryRequestWhereItIsTold(@TempDir Path another) throws IOException {
    FileOptions always = FileOptions.builder().revalidation(Duration.ZERO).build();
    try (Site strict = new Site(another, always)) {
      strict.write("a.txt", "a");
      assertEquals("a", strict.get("/a.txt").text());
      strict.write("a.txt", bytes("b"), Site.LONG_AGO.plusNanos(1));
      assertEquals("b", strict.get("/a.txt").text());
      assertEquals(Way.WORKER, strict.get("/a.txt").way());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void answersOthersFromMemoryWhileOneLooks(int size) {
    site.write("a.txt", "a".repeat(size));
    site.get("/a.txt").bytes();
    site.pass(ONE_SECOND);

    assertFalse(site.isInMemory("/a.txt"), "the first has to look");
    assertTrue(site.isInMemory("/a.txt"));
    site.pass(JUST_UNDER_A_SECOND);
    assertTrue(site.isInMemory("/a.txt"));
    site.pass(Duration.ofMillis(1));
    assertFalse(site.isInMemory("/a.txt"), "the first has been refused, or is slow");
    assertTrue(site.isInMemory("/a.txt"));
  }

  @Test
  void looksForEachRequestOnceAFileHasNotBeenLookedAtForLong() {
    site.write("a.txt", "a");
    site.get("/a.txt");
    site.pass(Duration.ofSeconds(12));

    assertFalse(site.isInMemory("/a.txt"));
    assertFalse(site.isInMemory("/a.txt"));
  }

  @Test
  void worksWithoutACache(@TempDir Path another) throws IOException {
    FileOptions none = FileOptions.builder().cacheBytes(0).build();
    try (Site uncached = new Site(another, none)) {
      uncached.write("small.txt", "a".repeat(2000));
      uncached.write("large.txt", "a".repeat(200_000));
      for (int i = 0; i < 3; i++) {
        assertEquals(2000, uncached.get("/small.txt", "Accept-Encoding: gzip").bytes().length);
        assertEquals(200_000, uncached.get("/large.txt").bytes().length);
        assertEquals(Way.WORKER, uncached.get("/small.txt").way());
      }
    }
  }

  @Test
  void keepsOneEntryHoweverAPathIsSpelled() {
    site.write("abc.txt", "abc");
    String[] spellings = {
      "/abc.txt", "/%61bc.txt", "/a%62c.txt", "/ab%63.txt", "/abc%2Etxt", "/abc%2etxt"
    };

    for (String spelling : spellings) {
      assertEquals("abc", site.get(spelling).text());
    }

    assertEquals(1, site.files().cachedFiles());
    assertEquals(Way.INLINE, site.get("/%61%62%63.txt").way(), "and without a look at the disk");
  }

  @Test
  void keepsNothingOfNamesThatAreNotThere() {
    for (int i = 0; i < 100; i++) {
      assertEquals(404, site.get("/missing" + i).status());
    }
    assertEquals(0, site.files().cachedFiles());
  }

  @Test
  void staysWithinItsBounds(@TempDir Path another) throws IOException {
    FileOptions few = FileOptions.builder().cacheEntries(10).openFiles(3).build();
    try (Site small = new Site(another, few)) {
      for (int i = 0; i < 20; i++) {
        small.write("small" + i, "a");
        small.write("large" + i, "a".repeat(70_000));
      }
      for (int i = 0; i < 200; i++) {
        assertEquals(1, small.get("/small" + i % 20).bytes().length);
        assertEquals(70_000, small.get("/large" + i % 20).bytes().length);
      }
      assertEquals(13, small.files().cachedFiles());
    }
  }
}
