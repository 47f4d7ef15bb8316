package dev.ashlar.http.security.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.TestTree;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The root that is replaced while it is opened: what is held is not what stands there.
class RootTest {
  private TestTree tree;

  @BeforeEach
  void build(@TempDir Path temporary) throws IOException {
    tree = TestTree.in(temporary);
  }

  @SuppressWarnings("StreamResourceLeak") // The folder closes it.
  private static SecureFolder folder(Path path) throws IOException {
    return new SecureFolder(
        (SecureDirectoryStream<Path>) Files.newDirectoryStream(path), Path.of("."));
  }

  @Test
  void holdsTheFolderThatStandsThere() throws IOException {
    try (SecureFolder root = folder(tree.root())) {
      assertEquals(root, Root.proved(root, tree.root()).folder());
    }
  }

  @Test
  void doesNotHoldAFolderThatWasReachedByALink() throws IOException {
    Path link = Files.createSymbolicLink(tree.root().resolveSibling("link"), tree.outside());
    SecureFolder outside = folder(link);

    assertThrows(TreeChangedException.class, () -> Root.proved(outside, tree.root()));
    assertThrows(ClosedDirectoryStreamException.class, outside::attributes);
  }

  @Test
  void doesNotHoldAFolderWhereALinkToItStands() throws IOException {
    Path link = Files.createSymbolicLink(tree.root().resolveSibling("link"), tree.root());
    SecureFolder root = folder(tree.root());

    assertThrows(NoSuchFileException.class, () -> Root.proved(root, link));
    assertThrows(ClosedDirectoryStreamException.class, root::attributes);
  }
}
