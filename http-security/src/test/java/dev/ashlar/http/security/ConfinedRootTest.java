package dev.ashlar.http.security;

import static dev.ashlar.http.security.TestTree.assertAbsent;
import static dev.ashlar.http.security.TestTree.content;
import static dev.ashlar.http.security.TestTree.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The root of a tree: links to it, what takes its place, and its end.
@ParameterizedClass
@EnumSource(Opening.class)
@Timeout(60)
class ConfinedRootTest {
  private final Opening opening;
  private TestTree tree;
  private ConfinedDirectory inside;

  ConfinedRootTest(Opening opening) {
    this.opening = opening;
  }

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    tree = TestTree.in(folder);
    inside = opening.open(tree.root(), LinkPolicy.INSIDE);
  }

  @AfterEach
  void close() throws IOException {
    inside.close();
  }

  @Test
  void takesARootThatIsALinkAndResolvesItOnce() throws IOException {
    tree.file("a", "inside");
    Path link = Files.createSymbolicLink(tree.root().resolveSibling("link"), tree.root());
    try (ConfinedDirectory linked = opening.open(link, LinkPolicy.NONE)) {
      assertEquals("inside", content(linked, "a"));

      Files.delete(link);
      Files.createSymbolicLink(link, tree.outside());
      assertEquals("inside", content(linked, "a"));
      assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, linked, "secret");
    }
  }

  /// It would follow links.
  @Test
  @SuppressWarnings("NullAway") // that is the point
  void takesNoNullForAPolicy() {
    assertThrows(NullPointerException.class, () -> ConfinedDirectory.open(tree.root(), null));
  }

  @Test
  void takesTheTopOfTheFileSystemForARoot() throws IOException {
    Path file = tree.file("a", "found");
    try (ConfinedDirectory top = opening.open(Path.of("/"), LinkPolicy.INSIDE)) {
      assertEquals("found", content(top, file.toString().substring(1)));
      tree.link("l", file.toString());
      assertEquals("found", content(top, file.resolveSibling("l").toString().substring(1)));
    }
  }

  @Test
  void findsNothingWhenTheRootIsGoneAndAllWhenItIsBack() throws IOException {
    Path file = tree.file("a", "old");
    Path away = tree.root().resolveSibling("away");
    Files.move(tree.root(), away);
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "a");
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "");
    assertEquals(
        new Lookup.Absent(Lookup.Reason.NO_SUCH_ENTRY), inside.list(List.of(), 9, entry -> {}));

    Files.createDirectory(tree.root());
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "a");

    Files.writeString(file, "new");
    assertEquals("new", content(inside, "a"));
    Files.delete(file);
    Files.delete(tree.root());
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "a");
  }

  @Test
  void doesNotTakeALinkOrAFileInTheRootsPlaceForTheRoot() throws IOException, InterruptedException {
    Files.move(tree.root(), tree.root().resolveSibling("away"));
    Files.createSymbolicLink(tree.root(), tree.outside());
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "secret");

    Files.delete(tree.root());
    Files.writeString(tree.root(), "");
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "secret");

    Files.delete(tree.root());
    TestTree.run("mkfifo", tree.root().toString());
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "secret");
  }

  @Test
  void opensNoRootThatIsNoFolder() throws IOException, InterruptedException {
    Path file = tree.file("a", "");
    Path fifo = tree.fifo("fifo");

    assertThrows(NotDirectoryException.class, () -> opening.open(file, LinkPolicy.NONE));
    assertThrows(NotDirectoryException.class, () -> opening.open(fifo, LinkPolicy.NONE));
    assertThrows(
        NoSuchFileException.class,
        () -> opening.open(tree.root().resolve("nothing"), LinkPolicy.NONE));
  }

  @Test
  void isOfNoUseOnceItIsClosedButItsFilesAre() throws IOException {
    tree.file("a", "still open");
    Lookup.OpenFile file = assertInstanceOf(Lookup.OpenFile.class, inside.lookup(List.of("a")));
    inside.close();
    inside.close();

    assertThrows(ClosedDirectoryStreamException.class, () -> inside.lookup(List.of("a")));
    assertThrows(ClosedDirectoryStreamException.class, () -> inside.lookup(List.of()));
    assertThrows(ClosedDirectoryStreamException.class, () -> inside.stamp(List.of("a")));
    assertThrows(
        ClosedDirectoryStreamException.class, () -> inside.list(List.of(), 1, entry -> {}));
    assertEquals("still open", read(file));
    assertFalse(file.channel().isOpen());
  }
}
