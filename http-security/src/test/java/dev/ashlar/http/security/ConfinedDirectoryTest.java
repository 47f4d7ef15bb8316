package dev.ashlar.http.security;

import static dev.ashlar.http.security.TestTree.assertAbsent;
import static dev.ashlar.http.security.TestTree.content;
import static dev.ashlar.http.security.TestTree.segments;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found in a tree that nobody changes, whatever links and special files are in it.
@ParameterizedClass
@EnumSource(Opening.class)
@Timeout(60)
class ConfinedDirectoryTest {
  private final Opening opening;
  private TestTree tree;
  private ConfinedDirectory inside;
  private ConfinedDirectory none;

  ConfinedDirectoryTest(Opening opening) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c/d/e.txt",
        " ",
        "a b",
        "100%",
        "%2e%2e",
        "a+b",
        "a#b",
        "a?b",
        "a\\b",
        "C:",
        "a.",
        "caf\u00e9",
        "cafe\u0301",
        "\ud83d\ude00/\u65e5\u672c",
        "-rf",
        "*",
        "a\nb"
      })
  void opensARegularFile(String path) throws IOException {
    tree.file(path, "content of " + path);

    assertEquals("content of " + path, content(inside, path));
    assertEquals("content of " + path, content(none, path));
  }

  @Test
  void keepsCaseAndUnicodeFormsApart() throws IOException {
    tree.file("a", "a");
    tree.file("caf\u00e9", "NFC");

    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "A");
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "cafe\u0301");
  }

  @Test
  void opensAnEmptyFileAndOneOf255Octets() throws IOException {
    tree.file("empty", "");
    String longest = "\u00e9".repeat(127) + "x";
    tree.file(longest, "long");

    assertEquals("", content(inside, "empty"));
    assertEquals("long", content(inside, longest));
  }

  @Test
  void stampsWhatItOpens() throws IOException {
    Instant time = Instant.parse("2020-02-29T12:34:56Z");
    Files.setLastModifiedTime(tree.file("a", "four"), FileTime.from(time));

    FileStamp stamp;
    try (Lookup.OpenFile file =
        assertInstanceOf(Lookup.OpenFile.class, inside.lookup(List.of("a")))) {
      stamp = file.stamp();
    }
    assertEquals(4, stamp.size());
    assertEquals(time, stamp.lastModified());
    assertEquals(Optional.of(stamp), inside.stamp(List.of("a")));
  }

  @Test
  void stampsEachStateDifferently() throws IOException {
    Path file = tree.file("a", "four");
    FileStamp first = inside.stamp(List.of("a")).orElseThrow();

    Files.setLastModifiedTime(file, FileTime.from(first.lastModified().plusNanos(1_000)));
    FileStamp touched = inside.stamp(List.of("a")).orElseThrow();
    assertNotEquals(first, touched);

    Files.writeString(file, "longer");
    Files.setLastModifiedTime(file, FileTime.from(first.lastModified()));
    assertNotEquals(first, inside.stamp(List.of("a")).orElseThrow(), "another size");

    Path other = tree.file("b", "four");
    Files.setLastModifiedTime(other, FileTime.from(first.lastModified()));
    assertNotEquals(first, inside.stamp(List.of("b")).orElseThrow(), "another file");
  }

  @Test
  void findsFoldersAndTheRoot() throws IOException {
    tree.file("a/b/c", "");

    for (String path : List.of("", "a", "a/b")) {
      Lookup.Folder folder = assertInstanceOf(Lookup.Folder.class, inside.lookup(segments(path)));
      assertEquals(Optional.of(folder.stamp()), inside.stamp(segments(path)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "a/b", "a/b/c", "f/x", "f/x/y", "fifo/x"})
  void findsNothingWhereNothingIs(String path) throws IOException, InterruptedException {
    tree.folder("a");
    tree.file("f", "");
    tree.fifo("fifo");

    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, path);
  }

  @Test
  void findsNothingUnderNamesThatTheSystemCannotHave() throws IOException {
    for (String name :
        List.of("x".repeat(256), "\u00e9".repeat(128), "x".repeat(5_000), "x".repeat(100_000))) {
      assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, name);
      assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, name + "/x");
    }
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "lone \ud800 surrogate");
    List<String> deep = Collections.nCopies(10_000, "x");
    assertEquals(new Lookup.Absent(Lookup.Reason.NO_SUCH_ENTRY), inside.lookup(deep));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/", "a/b", "/etc", "../x", "\0", "a\0"})
  void refusesSegmentsThatAreNoNames(String segment) {
    for (List<String> path :
        List.of(List.of(segment), List.of("a", segment), List.of(segment, "a"))) {
      assertThrows(IllegalArgumentException.class, () -> inside.lookup(path));
      assertThrows(IllegalArgumentException.class, () -> inside.stamp(path));
      assertThrows(IllegalArgumentException.class, () -> inside.list(path, 1, entry -> {}));
    }
  }

  @Test
  void opensNoSpecialFile() throws IOException, InterruptedException {
    tree.fifo("fifo");
    tree.socket("socket");
    tree.link("to-fifo", "fifo");

    assertAbsent(Lookup.Reason.NOT_REGULAR, inside, "fifo");
    assertAbsent(Lookup.Reason.NOT_REGULAR, inside, "socket");
    assertAbsent(Lookup.Reason.NOT_REGULAR, inside, "to-fifo");
  }

  @Test
  void opensNoDevice() throws IOException {
    try (ConfinedDirectory devices = opening.open(Path.of("/dev"), LinkPolicy.NONE)) {
      assertAbsent(Lookup.Reason.NOT_REGULAR, devices, "zero");
    }
  }

  @Test
  void findsNothingThatMayNotBeRead() throws IOException {
    Path file = tree.file("secret/file", "x");
    TestTree.forbid(file);
    assertEquals(
        new Lookup.Absent(Lookup.Reason.NOT_READABLE), inside.lookup(segments("secret/file")));

    TestTree.forbid(tree.root().resolve("secret"));
    try {
      assertAbsent(Lookup.Reason.NOT_READABLE, inside, "secret/file");
      assertEquals(
          new Lookup.Absent(Lookup.Reason.NOT_READABLE),
          inside.list(List.of("secret"), 10, entry -> {}));
    } finally {
      Files.setPosixFilePermissions(
          tree.root().resolve("secret"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void hasNoStampForAFileThatMayNoLongerBeRead() throws IOException {
    Path file = tree.file("a/file", "x");
    tree.link("link", "a/file");
    assertTrue(inside.stamp(segments("a/file")).isPresent());
    assertEquals(inside.stamp(segments("a/file")), inside.stamp(segments("link")));

    TestTree.forbid(file);
    assertEquals(Optional.empty(), inside.stamp(segments("a/file")));
    assertEquals(Optional.empty(), inside.stamp(segments("link")));
  }

  /// Longer than the system takes one, which is 4096 bytes with Linux; each part of it is not.
  @Test
  void hasAStampForWhatItOpensByALongPath() throws IOException {
    assumeTrue(opening == Opening.SECURE, "folders are opened one below the other");
    String half = ("n".repeat(200) + "/").repeat(12);
    Path moved = tree.folder(half).resolve("lower");
    tree.file("lower/" + half + "file", "found");
    Files.move(tree.root().resolve("lower"), moved);
    try {
      String path = half + "lower/" + half + "file";
      assertEquals("found", content(inside, path));
      assertTrue(inside.stamp(segments(path)).isPresent());
    } finally {
      Files.move(moved, tree.root().resolve("lower"));
    }
  }

  @Test
  void followsLinksThatEndInside() throws IOException {
    tree.file("a/b/file", "found");
    tree.link("file", "a/b/file");
    tree.link("absolute", tree.root().resolve("a/b/file").toString());
    tree.link("folder", "a/b");
    tree.link("a/up", "..");
    tree.link("self", ".");
    tree.link("chain1", "chain2");
    tree.link("chain2", "a/chain3");
    tree.link("a/chain3", "../folder");
    tree.link("round-trip", "../outside/../root/a/b");
    tree.link("through", "folder/file");

    for (String path :
        List.of(
            "file",
            "absolute",
            "folder/file",
            "a/up/a/b/file",
            "self/self/self/file",
            "chain1/file",
            "a/chain3/file",
            "round-trip/file",
            "through",
            "a/up/self/chain1/file",
            "folder/file")) {
      assertEquals("found", content(inside, path), path);
      assertTrue(inside.stamp(segments(path)).isPresent(), path);
      assertAbsent(Lookup.Reason.LINK_REFUSED, none, path);
    }
    assertInstanceOf(Lookup.Folder.class, inside.lookup(List.of("self")));
    assertInstanceOf(Lookup.Folder.class, inside.lookup(List.of("chain1")));
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "folder/nothing");
    assertAbsent(Lookup.Reason.NO_SUCH_ENTRY, inside, "file/x");
  }

  @Test
  void followsAsManyLinksAsTheKernel() throws IOException {
    tree.file("file", "found");
    tree.link("self", ".");
    List<String> most = new ArrayList<>(Collections.nCopies(40, "self"));
    most.add("file");
    assertEquals("found", content(inside, String.join("/", most)));

    most.addFirst("self");
    assertEquals(new Lookup.Absent(Lookup.Reason.LINK_BROKEN), inside.lookup(most));
    assertThrows(IOException.class, () -> Files.size(tree.root().resolve(String.join("/", most))));
  }

  @Test
  void doesNotFollowLinksThatLeave() throws IOException {
    tree.folder("a/b");
    tree.link("file", "../outside/secret");
    tree.link("absolute", tree.outside().resolve("secret").toString());
    tree.link("folder", "../outside");
    tree.link("a/b/deep", "../../../outside");
    tree.link("above", "..");
    Path top = tree.link("top", "/");
    tree.link("chain1", "chain2");
    tree.link("chain2", "../outside");
    Files.createSymbolicLink(tree.outside().resolve("back"), tree.root());
    Files.createDirectory(tree.root().resolveSibling("root-too"));
    Files.writeString(tree.root().resolveSibling("root-too").resolve("x"), TestTree.SECRET);
    tree.link("prefix", "../root-too");

    for (String path :
        List.of(
            "file",
            "absolute",
            "folder",
            "folder/secret",
            "folder/nothing",
            "a/b/deep/secret",
            "above",
            "above/outside/secret",
            "above/root/a",
            "top",
            "top/etc/passwd",
            "chain1/secret",
            "prefix/x",
            "folder/back")) {
      assertAbsent(Lookup.Reason.LINK_LEAVES, inside, path);
      assertAbsent(Lookup.Reason.LINK_REFUSED, none, path);
    }
    // Whoever deletes the temporary folder had better not meet this one.
    Files.delete(top);
  }

  @Test
  void followsALinkThatLeavesAndComesBack() throws IOException {
    tree.file("a", "found");
    Files.createSymbolicLink(tree.outside().resolve("back"), tree.root());
    tree.link("detour", "../outside/back");

    assertEquals("found", content(inside, "detour/a"));
  }

  @Test
  void findsNothingBehindLinksThatLeadNowhere() throws IOException {
    tree.file("f", "");
    tree.link("dangling", "nothing");
    tree.link("dangling-outside", "../outside/nothing");
    tree.link("loop", "loop");
    tree.link("ping", "pong");
    tree.link("pong", "ping");
    tree.link("growing", "growing/x");
    tree.link("through-file", "f/x");
    tree.link("too-long", "x".repeat(300));

    for (String path :
        List.of(
            "dangling",
            "dangling/x",
            "dangling-outside",
            "loop",
            "loop/x",
            "ping",
            "pong/x",
            "growing",
            "through-file",
            "too-long")) {
      assertAbsent(Lookup.Reason.LINK_BROKEN, inside, path);
      assertAbsent(Lookup.Reason.LINK_REFUSED, none, path);
    }
  }

  @Test
  void holdsHardLinksToBeInside() throws IOException {
    Files.createLink(tree.root().resolve("hard"), tree.outside().resolve("secret"));

    assertEquals(TestTree.SECRET, content(none, "hard"));
  }
}
