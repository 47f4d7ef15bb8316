package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.files.Site.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file that is kept in memory, or open, while the permission to read it is taken: its content
/// and its times stay as they are.
class RevokedFileTest {
  @TempDir Path folder;
  private Path real;
  private final Set<String> forbidden = new HashSet<>();
  private Site site;

  @BeforeEach
  void open() throws IOException {
    real = folder.toRealPath();
    RestlessFileSystem disk = new RestlessFileSystem(new Permissions());
    FileOptions options = FileOptions.builder().revalidation(Duration.ofSeconds(1)).build();
    site = new Site(disk.path(real), options);
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private void write(String name, String content) throws IOException {
    Path file = Files.writeString(real.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Site.LONG_AGO));
  }

  private final class Permissions implements RestlessFileSystem.Somebody {
    @Override
    public void beforeLook(Path path) {}

    @Override
    public boolean permits(Path path) {
      return !forbidden.contains(String.valueOf(path.getFileName()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void isNotSentAnyMoreOnceItHasBeenLookedAtAgain(int length) throws IOException {
    write("file", "x".repeat(length));
    assertEquals(length, site.get("/file").bytes().length);
    forbidden.add("file");
    assertEquals(200, site.get("/file").status(), "not looked at yet");

    site.pass(Duration.ofSeconds(1));
    assertEquals(404, site.get("/file").status());

    forbidden.clear();
    site.pass(Duration.ofSeconds(1));
    assertEquals(length, site.get("/file").bytes().length);
    assertTrue(site.isInMemory("/file"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void leavesItsPlaceToTheOriginalIfItIsACompressedForm(int length) throws IOException {
    write("file.js", "plain");
    write("file.js.gz", "z".repeat(length));
    assertEquals("gzip", site.get("/file.js", "Accept-Encoding: gzip").field("Content-Encoding"));

    forbidden.add("file.js.gz");
    site.pass(Duration.ofSeconds(1));
    assertEquals(5, site.get("/file.js", "Accept-Encoding: gzip").bytes().length);
    assertEquals(Way.MEMORY, site.get("/file.js", "Accept-Encoding: gzip").way());
  }
}
