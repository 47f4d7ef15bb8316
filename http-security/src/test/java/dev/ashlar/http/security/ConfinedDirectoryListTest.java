package dev.ashlar.http.security;

import static dev.ashlar.http.security.TestTree.segments;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.FolderEntry.Kind;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(Opening.class)
@Timeout(60)
class ConfinedDirectoryListTest {
  private final Opening opening;
  private TestTree tree;
  private ConfinedDirectory inside;
  private ConfinedDirectory none;

  ConfinedDirectoryListTest(Opening opening) {
    this.opening = opening;
  }

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    tree = TestTree.in(folder);
    inside = opening.open(tree.root(), LinkPolicy.INSIDE);
    none = opening.open(tree.root(), LinkPolicy.NONE);
  }

  @AfterEach
  void close() throws IOException {
    inside.close();
    none.close();
  }

  private static Map<String, FolderEntry> entries(ConfinedDirectory directory, String path)
      throws IOException {
    List<FolderEntry> entries = new ArrayList<>();
    Listing listing = directory.list(segments(path), 1_000, entries::add);
    FileStamp stamp = directory.stamp(segments(path)).orElseThrow();
    assertEquals(new Listing.Listed(stamp, true), listing);
    return entries.stream().collect(toMap(FolderEntry::name, Function.identity()));
  }

  private static Map<String, Kind> kinds(ConfinedDirectory directory, String path)
      throws IOException {
    return entries(directory, path).values().stream()
        .collect(toMap(FolderEntry::name, FolderEntry::kind));
  }

  @Test
  void handsOverEveryEntry() throws IOException, InterruptedException {
    tree.file("a/file", "four");
    tree.file("a/.hidden", "");
    tree.file("a/caf\u00e9 \ud83d\ude00", "");
    tree.folder("a/folder");
    tree.fifo("a/fifo");
    tree.socket("a/socket");

    Map<String, Kind> expected =
        Map.of(
            "file", Kind.FILE,
            ".hidden", Kind.FILE,
            "caf\u00e9 \ud83d\ude00", Kind.FILE,
            "folder", Kind.FOLDER,
            "fifo", Kind.OTHER,
            "socket", Kind.OTHER);
    assertEquals(expected, kinds(inside, "a"));
    assertEquals(expected, kinds(none, "a"));
    assertEquals(Map.of("a", Kind.FOLDER), kinds(none, ""));
    assertEquals(Map.of(), kinds(none, "a/folder"));
  }

  @Test
  void tellsSizeAndTime() throws IOException {
    Instant time = Instant.parse("2020-02-29T12:34:56Z");
    Files.setLastModifiedTime(tree.file("file", "four"), FileTime.from(time));
    Files.setLastModifiedTime(tree.folder("folder"), FileTime.from(time));
    tree.link("link", "file");

    assertEquals(
        Map.of(
            "file", new FolderEntry("file", Kind.FILE, 4, time),
            "folder", new FolderEntry("folder", Kind.FOLDER, 0, time),
            "link", new FolderEntry("link", Kind.FILE, 4, time)),
        entries(inside, ""));
  }

  @Test
  void tellsOfALinkWhatALookupOfItWouldFind() throws IOException, InterruptedException {
    tree.file("a/file", "");
    tree.fifo("a/fifo");
    tree.link("a/to-file", "file");
    tree.link("a/to-folder", "..");
    tree.link("a/to-fifo", "fifo");
    tree.link("a/outside", "../../outside");
    tree.link("a/dangling", "nothing");
    tree.link("a/loop", "loop");
    tree.link("to-a", "a");

    Map<String, Kind> followed =
        Map.of(
            "file", Kind.FILE,
            "fifo", Kind.OTHER,
            "to-file", Kind.FILE,
            "to-folder", Kind.FOLDER,
            "to-fifo", Kind.LINK,
            "outside", Kind.LINK,
            "dangling", Kind.LINK,
            "loop", Kind.LINK);
    assertEquals(followed, kinds(inside, "a"));
    assertEquals(followed, kinds(inside, "to-a"));
    assertEquals(Kind.LINK, kinds(none, "a").get("to-file"));
    assertEquals(Kind.LINK, kinds(none, "a").get("to-folder"));
  }

  @Test
  void handsOverNamesThatAreNoText() throws IOException, InterruptedException {
    TestTree.run(
        "sh", "-c", "cd \"$1\" && touch \"$(printf 'x\\377')\"", "sh", tree.root().toString());
    TestTree.run(
        "sh", "-c", "cd \"$1\" && ln -s f \"$(printf 'l\\377')\"", "sh", tree.root().toString());
    tree.file("f", "");

    assertEquals(
        Map.of("x\ufffd", Kind.OTHER, "l\ufffd", Kind.OTHER, "f", Kind.FILE), kinds(inside, ""));
    assertEquals(new Lookup.Absent(Lookup.Reason.NO_SUCH_ENTRY), inside.lookup(List.of("x\ufffd")));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false", "1, 1, false", "2, 2, false", "3, 3, true", "4, 3, true"})
  void handsOverNoMoreThanTheLimit(int limit, int handedOver, boolean complete) throws IOException {
    tree.file("a", "");
    tree.file("b", "");
    tree.file("c", "");
    List<FolderEntry> entries = new ArrayList<>();

    Listing listing = inside.list(List.of(), limit, entries::add);

    assertEquals(handedOver, entries.size());
    assertEquals(complete, assertInstanceOf(Listing.Listed.class, listing).complete());
  }

  @Test
  void refusesANegativeLimit() {
    assertThrows(IllegalArgumentException.class, () -> inside.list(List.of(), -1, entry -> {}));
  }

  @Test
  void listsNothingButFolders() throws IOException, InterruptedException {
    tree.file("file", "");
    tree.fifo("fifo");
    tree.link("outside", "../outside");
    tree.link("loop", "loop");

    Map<String, Lookup.Reason> reasons =
        Map.of(
            "file", Lookup.Reason.NOT_A_FOLDER,
            "fifo", Lookup.Reason.NOT_A_FOLDER,
            "outside", Lookup.Reason.LINK_LEAVES,
            "loop", Lookup.Reason.LINK_BROKEN,
            "nothing", Lookup.Reason.NO_SUCH_ENTRY,
            "file/x", Lookup.Reason.NO_SUCH_ENTRY);
    for (Map.Entry<String, Lookup.Reason> expected : reasons.entrySet()) {
      Listing listing =
          inside.list(
              segments(expected.getKey()),
              10,
              entry -> {
                throw new AssertionError(entry);
              });
      assertEquals(new Lookup.Absent(expected.getValue()), listing, expected.getKey());
    }
    assertEquals(
        new Lookup.Absent(Lookup.Reason.LINK_REFUSED),
        none.list(List.of("outside"), 10, entry -> {}));
  }

  static Stream<RuntimeException> exceptionsThatAFolderAlsoThrows() {
    return Stream.of(
        new ClosedDirectoryStreamException(),
        new DirectoryIteratorException(new NoSuchFileException("elsewhere")));
  }

  @ParameterizedTest
  @MethodSource("exceptionsThatAFolderAlsoThrows")
  void throwsOnWhatItsConsumerThrows(RuntimeException thrown) throws IOException {
    tree.file("a/one", "");
    tree.file("a/other", "");
    for (String path : List.of("", "a")) {
      List<FolderEntry> entries = new ArrayList<>();

      RuntimeException caught =
          assertThrows(
              thrown.getClass(),
              () ->
                  inside.list(
                      segments(path),
                      10,
                      entry -> {
                        entries.add(entry);
                        throw thrown;
                      }));

      assertSame(thrown, caught);
      assertEquals(1, entries.size(), () -> "handed over: " + entries);
    }
  }

  @Test
  void handsOverTheNameOfWhatIsGoneAgain() throws IOException {
    Path one = tree.file("a/one", "four");
    Path other = tree.file("a/other", "four");
    List<FolderEntry> entries = new ArrayList<>();

    inside.list(
        List.of("a"),
        10,
        entry -> {
          entries.add(entry);
          delete(entry.name().equals("one") ? other : one);
        });

    FolderEntry gone = entries.getLast();
    assertEquals(2, entries.size());
    assertEquals(new FolderEntry(gone.name(), Kind.OTHER, 0, Instant.EPOCH), gone);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void goesOnWithTheFolderItOpenedWhenTheRootIsReplaced() throws IOException {
    tree.file("a", "");
    tree.file("b", "");
    List<String> names = new ArrayList<>();

    inside.list(
        List.of(),
        10,
        entry -> {
          names.add(entry.name());
          if (names.size() == 1) {
            replaceTheRoot();
          }
        });

    assertEquals(List.of("a", "b"), names.stream().sorted().toList());
  }

  private void replaceTheRoot() {
    try {
      Files.move(tree.root(), tree.root().resolveSibling("away"));
      Files.createDirectory(tree.root());
      // This finds that the root was replaced, and closes the old one.
      assertEquals(new Lookup.Absent(Lookup.Reason.NO_SUCH_ENTRY), inside.lookup(List.of("a")));
      Files.delete(tree.root());
      Files.move(tree.root().resolveSibling("away"), tree.root());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
