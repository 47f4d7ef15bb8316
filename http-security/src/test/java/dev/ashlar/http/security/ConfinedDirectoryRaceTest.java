package dev.ashlar.http.security;

import static dev.ashlar.http.security.TestTree.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One thread changes the tree as fast as it can while another looks things up in it. What comes
/// out may be anything that was ever inside, or nothing; it is never what is outside, and no
/// descriptor stays open.
@Timeout(300)
class ConfinedDirectoryRaceTest {
  /// At least so many, and until both states of the tree were met.
  private static final int LOOKUPS = 20_000;

  private TestTree tree;

  @BeforeEach
  void build(@TempDir Path folder) throws IOException {
    tree = TestTree.in(folder);
    Files.writeString(tree.outside().resolve("file"), TestTree.SECRET);
    tree.file("door/file", "inside");
  }

  @ParameterizedTest
  @EnumSource(LinkPolicy.class)
  void neverLeavesThroughAFolderThatBecomesALink(LinkPolicy links) throws Exception {
    tree.link("other", "../outside");

    assertStaysInside(links, this::swapDoorWithOther, List.of("door", "file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "fifo"})
  void bearsAFolderThatBecomesSomethingElse(String what) throws Exception {
    if (what.equals("fifo")) {
      tree.fifo("other");
    } else {
      tree.file("other", "inside");
    }

    assertStaysInside(LinkPolicy.INSIDE, this::swapDoorWithOther, List.of("door", "file"));
  }

  @ParameterizedTest
  @EnumSource(LinkPolicy.class)
  void neverLeavesThroughAFileThatBecomesALink(LinkPolicy links) throws Exception {
    assertStaysInside(
        links,
        () -> {
          replaceBy(Files.writeString(tree.root().resolve("next"), "inside"));
          replaceBy(
              Files.createSymbolicLink(tree.root().resolve("next"), Path.of("../outside/file")));
        },
        List.of("file"));
  }

  @Test
  void neverLeavesThroughALinkThatIsTurned() throws Exception {
    tree.link("file", "door/file");
    assertStaysInside(
        LinkPolicy.INSIDE,
        () -> {
          replaceBy(
              Files.createSymbolicLink(tree.root().resolve("next"), Path.of("../outside/file")));
          replaceBy(Files.createSymbolicLink(tree.root().resolve("next"), Path.of("door/file")));
        },
        List.of("file"));
  }

  @Test
  void neverLeavesThroughTheTargetOfALink() throws Exception {
    tree.link("other", "../outside");
    tree.link("link", "door/file");

    assertStaysInside(LinkPolicy.INSIDE, this::swapDoorWithOther, List.of("link"));
  }

  @Test
  void servesOneRootOrTheNextWhileTheyChangePlaces() throws Exception {
    Path next = Files.createDirectories(tree.root().resolveSibling("next"));
    Files.createDirectory(next.resolve("door"));
    Path spare = tree.root().resolveSibling("spare");

    assertStaysInside(
        LinkPolicy.NONE,
        () -> {
          Files.move(tree.root(), spare);
          showAtTheRoot(next);
          Files.move(spare, tree.root());
        },
        List.of("door", "file"));
  }

  @Test
  void neverLeavesThroughARootThatBecomesALink() throws Exception {
    Path next = Files.createDirectories(tree.root().resolveSibling("next"));
    Files.createDirectory(next.resolve("door"));
    Path link = Files.createSymbolicLink(next.resolveSibling("link"), tree.outside());
    Files.createDirectory(tree.outside().resolve("door"));
    Files.writeString(tree.outside().resolve("door/file"), TestTree.SECRET);
    Path spare = tree.root().resolveSibling("spare");

    assertStaysInside(
        LinkPolicy.NONE,
        () -> {
          Files.move(tree.root(), spare);
          showAtTheRoot(link);
          showAtTheRoot(next);
          showAtTheRoot(link);
          Files.move(spare, tree.root());
        },
        List.of("door", "file"));
  }

  private void showAtTheRoot(Path path) throws IOException {
    Files.move(path, tree.root());
    Files.move(tree.root(), path);
  }

  private interface Change {
    void run() throws IOException;
  }

  private void swapDoorWithOther() throws IOException {
    Path door = tree.root().resolve("door");
    Path other = tree.root().resolve("other");
    Path spare = tree.root().resolve("spare");
    Files.move(door, spare);
    Files.move(other, door);
    Files.move(door, other);
    Files.move(spare, door);
  }

  private void replaceBy(Path next) throws IOException {
    Files.move(next, tree.root().resolve("file"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void assertStaysInside(LinkPolicy links, Change change, List<String> segments)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    change.run();
    try (ConfinedDirectory directory = ConfinedDirectory.open(tree.root(), links);
        ExecutorService changer = Executors.newSingleThreadExecutor()) {
      long before = TestTree.descriptors();
      Callable<Integer> changing =
          () -> {
            int changes = 0;
            for (; !done.get(); changes++) {
              change.run();
            }
            return changes;
          };
      Future<Integer> changes = changer.submit(changing);
      try {
        lookUpUntilBothStatesWereMet(directory, segments);
      } finally {
        done.set(true);
      }
      assertNotEquals(0, changes.get());
      assertEquals(before, TestTree.descriptors());
    }
  }

  private static void lookUpUntilBothStatesWereMet(
      ConfinedDirectory directory, List<String> segments) throws IOException {
    int found = 0;
    Map<Lookup.Reason, Integer> absent = new EnumMap<>(Lookup.Reason.class);
    for (int lookups = 0; lookups < LOOKUPS || found == 0 || absent.isEmpty(); lookups++) {
      switch (directory.lookup(segments)) {
        case Lookup.OpenFile file -> {
          assertEquals("inside", read(file));
          found++;
        }
        case Lookup.Absent(Lookup.Reason reason) -> absent.merge(reason, 1, Integer::sum);
        case Lookup.Folder folder -> throw new AssertionError(folder);
      }
    }
  }
}
