package dev.ashlar.http.security;

import static dev.ashlar.http.security.TestTree.segments;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is looked up, and however it ends, no descriptor stays open.
@ParameterizedClass
@EnumSource(Opening.class)
@Timeout(120)
class ConfinedDirectoryDescriptorTest {
  private static final int ROUNDS = 1_000;

  private final Opening opening;
  private TestTree tree;

  ConfinedDirectoryDescriptorTest(Opening opening) {
    this.opening = opening;
  }

  @BeforeEach
  void build(@TempDir Path folder) throws IOException, InterruptedException {
    tree = TestTree.in(folder);
    tree.file("a/b/c/file", "content");
    tree.fifo("a/b/fifo");
    tree.socket("a/b/socket");
    tree.link("a/b/inside", "c");
    tree.link("a/b/outside", "../../../outside");
    tree.link("a/b/dangling", "nothing");
    tree.link("a/b/loop", "loop");
  }

  @Test
  void leavesNoneOpenAfterLookups() throws IOException {
    List<String> paths =
        List.of(
            "",
            "a",
            "a/b/c",
            "a/b/c/file",
            "a/b/c/file/x",
            "a/b/nothing",
            "a/b/nothing/x",
            "a/b/c/" + "x".repeat(300),
            "a/b/c/\ud800",
            "a/b/fifo",
            "a/b/fifo/x",
            "a/b/socket",
            "a/b/inside",
            "a/b/inside/file",
            "a/b/outside",
            "a/b/outside/secret",
            "a/b/dangling",
            "a/b/loop/x");
    for (LinkPolicy links : LinkPolicy.values()) {
      try (ConfinedDirectory directory = opening.open(tree.root(), links)) {
        for (String path : paths) {
          assertLeavesNoneOpen(path, () -> lookAtAllOf(directory, segments(path)));
        }
      }
    }
  }

  private static void lookAtAllOf(ConfinedDirectory directory, List<String> segments)
      throws IOException {
    if (directory.lookup(segments) instanceof Closeable file) {
      file.close();
    }
    directory.stamp(segments);
    directory.list(segments, 3, entry -> {});
  }

  @Test
  void leavesNoneOpenWhenAConsumerFails() throws IOException {
    try (ConfinedDirectory directory = opening.open(tree.root(), LinkPolicy.INSIDE)) {
      assertLeavesNoneOpen(
          "failing consumer",
          () ->
              assertThrows(
                  IllegalStateException.class,
                  () ->
                      directory.list(
                          segments("a/b"),
                          10,
                          entry -> {
                            throw new IllegalStateException();
                          })));
    }
  }

  @Test
  void leavesNoneOpenWhenItIsOpenedAndClosed() throws IOException {
    assertLeavesNoneOpen(
        "open and close", () -> opening.open(tree.root(), LinkPolicy.NONE).close());
    Path file = tree.root().resolve("a/b/c/file");
    assertLeavesNoneOpen(
        "a root that is a file",
        () -> assertThrows(IOException.class, () -> opening.open(file, LinkPolicy.NONE)));
  }

  @Test
  void leavesNoneOpenWhenTheRootIsReplaced() throws IOException {
    Path one = tree.root();
    Path other = Files.createDirectory(one.resolveSibling("other"));
    Path spare = one.resolveSibling("spare");
    try (ConfinedDirectory directory = opening.open(one, LinkPolicy.NONE)) {
      assertLeavesNoneOpen(
          "another root",
          () -> {
            Files.move(one, spare);
            lookAtAllOf(directory, List.of("a"));
            Files.move(other, one);
            lookAtAllOf(directory, List.of("a"));
            Files.move(spare, other);
          });
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void assertLeavesNoneOpen(String what, Action action) throws IOException {
    // The first time classes are loaded, for which files may stay open.
    action.run();
    long before = TestTree.descriptors();
    for (int round = 0; round < ROUNDS; round++) {
      action.run();
    }
    assertEquals(before, TestTree.descriptors(), what);
  }
}
