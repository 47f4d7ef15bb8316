package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.Requests;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that change between their opening and their reading.
class FileLoaderTest {
  private static final List<String> NAME = List.of("file.txt");

  @TempDir Path folder;
  private Path path;
  private ConfinedDirectory directory;
  private FileLoader loader;

  @BeforeEach
  void open() throws IOException {
    path = Files.writeString(folder.resolve("file.txt"), "0123456789");
    Files.setLastModifiedTime(path, FileTime.from(Site.LONG_AGO));
    directory = ConfinedDirectory.open(folder, LinkPolicy.INSIDE);
    loader =
        new FileLoader(
            directory,
            FileOptions.DEFAULTS,
            CommonFields.of(Fields.NONE),
            () -> Site.NOW,
            System::nanoTime);
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  private OpenFile opened() throws IOException {
    return assertInstanceOf(OpenFile.class, directory.lookup(NAME));
  }

  private void assertRefused(OpenFile file) {
    assertThrows(FileChangedException.class, () -> loader.load(NAME, file, false));
    assertFalse(file.channel().isOpen());
  }

  @Test
  void loadsAFileThatStaysAsItIs() throws IOException {
    OpenFile file = opened();
    CachedFile loaded = loader.load(NAME, file, false);

    assertEquals(0, loaded.openFiles());
    assertFalse(file.channel().isOpen(), "what is in memory need not be open");
    assertTrue(loaded.isUpToDate(directory, Site.NOW));
  }

  @Test
  void countsTheRoomForAHeadAsMemory() throws IOException {
    long small = weight(4095);
    long larger = weight(4096);

    assertEquals(1 + 1024, larger - small);
  }

  private long weight(int size) throws IOException {
    Files.write(path, new byte[size]);
    Files.setLastModifiedTime(path, FileTime.from(Site.LONG_AGO));
    return loader.load(NAME, opened(), false).weight();
  }

  /// The cache counts what a file takes, and not what clients say.
  @Test
  void keepsNothingLongThatAClientSays() throws IOException {
    Files.writeString(path, "All work and no play makes Jack a dull boy.\n".repeat(100));
    Files.setLastModifiedTime(path, FileTime.from(Site.LONG_AGO));
    CachedFile loaded = loader.load(NAME, opened(), false);
    String usual = "x".repeat(CachedFile.LONGEST_REMEMBERED);
    String longer = usual + "x";

    for (String accepted : List.of(usual, longer)) {
      Request request = Requests.get("/file.txt", "Accept-Encoding: " + accepted);
      Response response = loaded.respond(request.head(), () -> Site.NOW);
      assertEquals(Status.OK, Objects.requireNonNull(response).status());
    }

    assertTrue(loaded.remembers(usual));
    assertFalse(loaded.remembers(longer));
  }

  @Test
  void refusesAFileThatShrank() throws IOException {
    OpenFile file = opened();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(5);
    }
    assertRefused(file);
  }

  @Test
  void refusesAFileThatGrew() throws IOException {
    OpenFile file = opened();
    Files.writeString(path, "more", StandardOpenOption.APPEND);
    assertRefused(file);
  }

  @Test
  void refusesAFileThatWasWrittenTo() throws IOException {
    OpenFile file = opened();
    Files.writeString(path, "9876543210");
    assertRefused(file);
  }

  @Test
  void refusesAFileThatWasReplacedOrRemoved() throws IOException {
    OpenFile replaced = opened();
    Path other = Files.writeString(folder.resolve("other"), "9876543210");
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    assertRefused(replaced);

    OpenFile removed = opened();
    Files.delete(path);
    assertRefused(removed);
  }

  @Test
  void closesWhatItOpenedWhenItFails() throws IOException {
    Files.write(path, new byte[100_000]);
    Files.setLastModifiedTime(path, FileTime.from(Site.LONG_AGO));
    Files.writeString(folder.resolve("file.txt.br"), "br");
    OpenFile large = opened();
    directory.close();

    assertThrows(ClosedDirectoryStreamException.class, () -> loader.load(NAME, large, false));
    assertFalse(large.channel().isOpen());
  }

  @Test
  void notesWhichFilesItUsed() throws IOException {
    CachedFile loaded = loader.load(NAME, opened(), false);
    assertTrue(loaded.isUpToDate(directory, Site.NOW));

    Files.writeString(folder.resolve("file.txt.gz"), "gz");

    assertFalse(loaded.isUpToDate(directory, Site.NOW), "a better variant has come");
  }
}
