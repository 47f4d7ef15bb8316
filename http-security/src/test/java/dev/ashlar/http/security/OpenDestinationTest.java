package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.tree.OpenFolder;
import dev.ashlar.http.security.tree.Root;
import dev.ashlar.http.security.tree.TreeChangedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A file that is changed after it was looked at.
class OpenDestinationTest {
  private static final Path NAME = Path.of("name");
  private TestTree tree;
  private Root root;
  private OpenFolder folder;

  enum Change {
    REPLACED {
      @Override
      void make(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Path next = Files.writeString(file.resolveSibling("next"), "four");
        Files.setLastModifiedTime(next, time);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      }
    },
    GROWN {
      @Override
      void make(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "more", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, time);
      }
    },
    TOUCHED {
      @Override
      void make(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      }
    },
    TURNED_INTO_A_LINK {
      @Override
      void make(Path file) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("../outside/secret"));
      }
    },
    DELETED {
      @Override
      void make(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void make(Path file) throws IOException;
  }

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    tree = TestTree.in(temporary);
    root = Root.open(tree.root(), true);
    folder = root.folder();
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void noticesThatAFileWasChangedAfterTheLook(Change change) throws IOException {
    Path file = tree.file("name", "four");
    BasicFileAttributes seen = folder.look(NAME);
    change.make(file);
    long before = TestTree.descriptors();

    assertThrows(
        TreeChangedException.class, () -> new OpenDestination().arrive(folder, NAME, seen));
    assertEquals(before, TestTree.descriptors());
  }

  /// Both looks see the file; its size gives the other one away.
  @Test
  void noticesThatAnotherFileStoodThereWhileItWasOpened() throws IOException {
    tree.file("name", "four");
    tree.file("other", "seven..");
    BasicFileAttributes seen = folder.look(NAME);
    OpenFolder swapping = new OpensAnother(folder, Path.of("other"));
    long before = TestTree.descriptors();

    assertThrows(
        TreeChangedException.class, () -> new OpenDestination().arrive(swapping, NAME, seen));
    assertEquals(before, TestTree.descriptors());
  }

  /// Whatever is opened, it opens the other one.
  private static final class OpensAnother extends DelegatingFolder {
    private final Path other;

    OpensAnother(OpenFolder folder, Path other) {
      super(folder);
      this.other = other;
    }

    @Override
    public FileChannel openFile(Path name) throws IOException {
      return super.openFile(other);
    }
  }

  @Test
  void opensAFileThatWasNot() throws IOException {
    tree.file("name", "four");

    Lookup lookup = new OpenDestination().arrive(folder, NAME, folder.look(NAME));

    try (FileChannel channel = assertInstanceOf(Lookup.OpenFile.class, lookup).channel()) {
      assertEquals(4, channel.size());
    }
  }
}
