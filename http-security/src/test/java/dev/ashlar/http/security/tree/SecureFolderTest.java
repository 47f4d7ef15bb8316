package dev.ashlar.http.security.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.security.TestTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens between look and open, one step at a time.
@Timeout(60)
class SecureFolderTest {
  private static final Path NAME = Path.of("name");
  private TestTree tree;
  private Root root;
  private OpenFolder folder;

  /// What a folder is replaced by after it was looked at.
  enum Replacement {
    FILE {
      @Override
      void place(TestTree tree) throws IOException {
        tree.file("name", "");
      }
    },
    FIFO {
      @Override
      void place(TestTree tree) throws IOException, InterruptedException {
        tree.fifo("name");
      }
    },
    SOCKET {
      @Override
      void place(TestTree tree) throws IOException {
        tree.socket("name");
      }
    },
    ANOTHER_FOLDER_BY_LINK {
      @Override
      void place(TestTree tree) throws IOException {
        tree.link("name", "../outside");
      }
    },
    ITSELF_BY_LINK {
      @Override
      void place(TestTree tree) throws IOException {
        tree.link("name", "../away");
      }
    },
    A_FILE_BY_LINK {
      @Override
      void place(TestTree tree) throws IOException {
        tree.link("name", "../outside/secret");
      }
    },
    LOOP {
      @Override
      void place(TestTree tree) throws IOException {
        tree.link("name", "name");
      }
    };

    abstract void place(TestTree tree) throws IOException, InterruptedException;
  }

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    tree = TestTree.in(temporary);
    root = Root.open(tree.root(), true);
    folder = root.folder();
    assertTrue(folder instanceof SecureFolder, "this file system has no SecureDirectoryStream");
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  @ParameterizedTest
  @EnumSource(Replacement.class)
  void noticesThatAFolderWasReplaced(Replacement replacement)
      throws IOException, InterruptedException {
    Path path = tree.folder("name");
    Files.move(path, tree.root().resolveSibling("away"));
    replacement.place(tree);

    assertLeaksNothing(
        () -> assertThrows(TreeChangedException.class, () -> folder.openFolder(NAME)));
  }

  /// The link is there only for the moment of opening: both looks see the folder.
  @Test
  void noticesThatAFolderWasALinkWhileItWasOpened() throws IOException {
    tree.folder("name");
    tree.link("link", "../outside");
    Path dot = Path.of(".");
    assertLeaksNothing(() -> {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(tree.root())) {
        SecureFolder swapping =
            new SecureFolder(
                new SwappingStream((SecureDirectoryStream<Path>) stream, this::swapNameAndLink),
                dot);
        assertTrue(swapping.look(NAME).isDirectory());
        assertThrows(TreeChangedException.class, () -> swapping.openFolder(NAME));
        assertTrue(swapping.look(NAME).isDirectory());
      }
    });
  }

  private void swapNameAndLink() throws IOException {
    Path name = tree.root().resolve("name");
    Path link = tree.root().resolve("link");
    Path spare = tree.root().resolve("spare");
    Files.move(name, spare);
    Files.move(link, name);
    Files.move(spare, link);
  }

  /// Swaps before and after it opens a folder.
  private record SwappingStream(SecureDirectoryStream<Path> stream, Action swap)
      implements SecureDirectoryStream<Path> {
    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options)
        throws IOException {
      swap.run();
      try {
        return stream.newDirectoryStream(path, options);
      } finally {
        swap.run();
      }
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return stream.getFileAttributeView(path, type, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
      return stream.getFileAttributeView(type);
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteFile(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteDirectory(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, SecureDirectoryStream<Path> target, Path name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<Path> iterator() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  @Test
  void opensTheFolderThatStandsThere() throws IOException {
    tree.file("name/file", "");
    try (OpenFolder opened = folder.openFolder(NAME)) {
      assertTrue(OpenFolder.same(folder.look(NAME), opened.attributes()));
      assertTrue(opened.look(Path.of("file")).isRegularFile());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCKET", "ANOTHER_FOLDER_BY_LINK", "A_FILE_BY_LINK", "LOOP"})
  void opensNoFileThroughALink(Replacement replacement) throws IOException, InterruptedException {
    replacement.place(tree);

    assertLeaksNothing(() -> assertThrows(TreeChangedException.class, () -> folder.openFile(NAME)));
  }

  @Test
  void staysWithTheFolderItHoldsWhenItsPathIsTaken() throws IOException {
    tree.file("name/file", "inside");
    try (OpenFolder held = folder.openFolder(NAME)) {
      Files.move(tree.root().resolve("name"), tree.root().resolve("moved"));
      tree.link("name", "../outside");
      Files.writeString(tree.outside().resolve("file"), TestTree.SECRET);

      try (FileChannel channel = held.openFile(Path.of("file"))) {
        assertEquals("inside".length(), channel.size());
      }
    }
  }

  @Test
  void readsItsEntries() throws IOException {
    tree.file("b", "");
    tree.file("a", "");
    List<String> names = new ArrayList<>();
    try (OpenFolder again = folder.reopen();
        var entries = again.entries()) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    assertEquals(List.of("a", "b"), names.stream().sorted().toList());
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void assertLeaksNothing(Action action) throws IOException {
    // The first time classes are loaded, for which files may stay open.
    action.run();
    long before = TestTree.descriptors();
    for (int i = 0; i < 50; i++) {
      action.run();
    }
    assertEquals(before, TestTree.descriptors());
  }
}
