package dev.ashlar.http.security.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.TestTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFolderTest {
  private static final Path NAME = Path.of("name");
  private TestTree tree;
  private CheckedFolder folder;

  @BeforeEach
  void build(@TempDir Path temporary) throws IOException {
    tree = TestTree.in(temporary);
    tree.file("folder/secret", "inside");
    tree.folder("folder/name");
    Files.createDirectory(tree.outside().resolve("name"));
    folder = new CheckedFolder(tree.root().resolve("folder"));
  }

  @Test
  void opensWhatIsThere() throws IOException {
    folder.openFolder(NAME).close();
    try (FileChannel channel = folder.openFile(Path.of("secret"))) {
      assertEquals("inside".length(), channel.size());
    }
  }

  @Test
  void noticesThatAFolderAboveBecameALink() throws IOException {
    Files.move(folder.path(), tree.root().resolve("away"));
    tree.link("folder", "../outside");
    long before = TestTree.descriptors();

    assertThrows(TreeChangedException.class, () -> folder.openFile(Path.of("secret")));
    assertThrows(TreeChangedException.class, () -> folder.openFolder(NAME));
    assertThrows(TreeChangedException.class, folder::entries);
    assertEquals(before, TestTree.descriptors());
  }

  @Test
  void noticesThatTheEntryBecameALinkOrAFile() throws IOException {
    tree.link("folder/link", "name");
    tree.link("folder/to-file", "secret");

    assertThrows(TreeChangedException.class, () -> folder.openFolder(Path.of("link")));
    assertThrows(TreeChangedException.class, () -> folder.openFolder(Path.of("secret")));
    assertThrows(TreeChangedException.class, () -> folder.openFile(Path.of("to-file")));
  }
}
