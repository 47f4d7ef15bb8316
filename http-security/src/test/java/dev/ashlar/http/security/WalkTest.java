package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.tree.OpenFolder;
import dev.ashlar.http.security.tree.Root;
import dev.ashlar.http.security.tree.TreeChangedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often a walk begins again because of what others do meanwhile.
class WalkTest {
  private Path file;
  private Root root;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    TestTree tree = TestTree.in(temporary);
    file = tree.file("name", "four");
    root = Root.open(tree.root(), true);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  /// Opens a file that somebody changes so many times, each time after the first look at it.
  private static final class Restless implements Destination<Lookup> {
    private final OpenDestination destination = new OpenDestination();
    private final Path file;
    private int changesLeft;

    Restless(Path file, int changes) {
      this.file = file;
      this.changesLeft = changes;
    }

    @Override
    public Lookup arrive(OpenFolder parent, Path name, BasicFileAttributes seen)
        throws IOException {
      if (changesLeft > 0) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(changesLeft));
        changesLeft--;
      }
      return destination.arrive(parent, name, seen);
    }

    @Override
    public Lookup arriveAtRoot(OpenFolder root) throws IOException {
      return destination.arriveAtRoot(root);
    }

    @Override
    public Lookup absent(Lookup.Reason reason) {
      return destination.absent(reason);
    }
  }

  private Lookup lookup(int changes) throws IOException {
    return new Walk<>(root, LinkPolicy.NONE, new Restless(file, changes)).follow(List.of("name"));
  }

  @Test
  void opensAFileThatIsStillAtTheLastAttempt() throws IOException {
    Lookup lookup = lookup(16);

    try (FileChannel channel = assertInstanceOf(Lookup.OpenFile.class, lookup).channel()) {
      assertEquals(4, channel.size());
    }
  }

  /// Want of descriptors looks like a change, and may pass; what is there is never taken for
  /// absent.
  @Test
  void throwsWhatFailedAtEachAttemptToOpen() throws IOException {
    IOException failure = new IOException("too many open files");
    Destination<Lookup> failing =
        new Destination<>() {
          @Override
          public Lookup arrive(OpenFolder parent, Path name, BasicFileAttributes seen)
              throws IOException {
            throw TreeChangedException.onOpening(failure);
          }

          @Override
          public Lookup arriveAtRoot(OpenFolder root) {
            throw new AssertionError("asked for a file");
          }

          @Override
          public Lookup absent(Lookup.Reason reason) {
            throw new AssertionError(reason);
          }
        };
    Walk<Lookup> walk = new Walk<>(root, LinkPolicy.NONE, failing);

    assertSame(failure, assertThrows(IOException.class, () -> walk.follow(List.of("name"))));
  }

  @Test
  void saysOfAFileThatChangesAtEachAttemptThatItDoes() throws IOException {
    long before = TestTree.descriptors();

    assertEquals(new Lookup.Absent(Lookup.Reason.CHANGING), lookup(17));
    assertEquals(before, TestTree.descriptors());
  }
}
