package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.files.Site.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file to which somebody writes before each look at it.
class ChangingFileTest {
  /// The looks of one attempt to open a file: one before it is opened, one after.
  private static final int LOOKS = 2;

  /// How often a folder is asked for the same file before it says that the file keeps changing.
  private static final int ATTEMPTS_TO_OPEN = 17;

  @TempDir Path folder;
  private Path real;
  private Site site;
  private int changesLeft;

  @BeforeEach
  void open() throws IOException {
    real = folder.toRealPath();
    RestlessFileSystem disk = new RestlessFileSystem(this::append);
    FileOptions options = FileOptions.builder().revalidation(Duration.ofSeconds(1)).build();
    site = new Site(disk.path(real), options);
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private void append(Path seen) throws IOException {
    if (changesLeft > 0 && Files.isRegularFile(seen)) {
      changesLeft--;
      Files.writeString(seen, "x", StandardOpenOption.APPEND);
    }
  }

  private void write(String name, int length) throws IOException {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    Path file = real.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @ParameterizedTest
  @CsvSource({"/file.log, file.log", "/, index.html", "/folder/, folder/index.html"})
  void isThereForWhoeverAsksAgain(String target, String name) throws IOException {
    write(name, 1);
    changesLeft = Integer.MAX_VALUE;

    Answered refused = site.get(target);

    assertEquals(503, refused.status());
    assertEquals("1", refused.field("Retry-After"));
    changesLeft = 0;
    Answered given = site.get(target);
    assertEquals(200, given.status());
    assertEquals(Way.WORKER, given.way(), "nothing was kept of it, not even that it was missed");
    assertArrayEquals(Files.readAllBytes(real.resolve(name)), given.bytes());
  }

  /// A file that could not be opened in its folder's patience, or two of them, is tried once more.
  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void isSentOnceItIsStill(int length) throws IOException {
    int patience = LOOKS * ATTEMPTS_TO_OPEN;
    for (int changes : new int[] {1, 2, patience, 2 * patience}) {
      write("file.log", length);
      changesLeft = changes;

      Answered given = site.get("/file.log");

      assertEquals(0, changesLeft, "all were met");
      assertEquals(200, given.status());
      assertEquals(length + changes, given.bytes().length);
      site.pass(Duration.ofHours(1));
    }
  }

  @Test
  void isNotGivenUpForTheStateThatIsInMemory() throws IOException {
    write("file.log", 1);
    assertEquals(1, site.get("/file.log").bytes().length);
    site.pass(Duration.ofHours(1));
    changesLeft = Integer.MAX_VALUE;

    assertEquals(503, site.get("/file.log").status());
    changesLeft = 0;
    Answered given = site.get("/file.log");
    assertArrayEquals(Files.readAllBytes(real.resolve("file.log")), given.bytes());
  }
}
