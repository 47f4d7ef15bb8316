package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.tree.OpenFolder;
import dev.ashlar.http.security.tree.Root;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder with an entry that fails to be looked at.
class FolderReaderTest {
  private final List<FolderEntry> handedOver = new ArrayList<>();
  private Root root;
  private FileStamp stamp;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    root = Root.open(folder, true);
    stamp = FileStamp.of(root.folder().attributes());
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  private Listing read(IOException failure) throws IOException {
    OpenFolder folder = new FailsToLook(root.folder(), failure);
    try (DirectoryStream<Path> entries = folder.entries()) {
      return new FolderReader(root, link -> Optional.empty(), 10, handedOver::add)
          .read(folder, entries, stamp);
    }
  }

  @Test
  void handsOverTheNameOfWhatIsGoneOrMayNotBeLookedAt() throws IOException {
    IOException tooLong =
        assertThrows(
            FileSystemException.class, () -> root.folder().look(Path.of("x".repeat(1_000))));
    for (IOException failure :
        List.of(new NoSuchFileException("name"), new AccessDeniedException("name"), tooLong)) {
      handedOver.clear();

      assertEquals(new Listing.Listed(stamp, true), read(failure));
      assertEquals(
          List.of(new FolderEntry("name", FolderEntry.Kind.OTHER, 0, Instant.EPOCH)), handedOver);
    }
  }

  @Test
  void throwsWhateverElseFails() {
    for (IOException failure :
        List.of(
            new FileSystemException("name", null, "Too many open files"),
            new FileSystemException("name", null, "Input/output error"),
            new IOException())) {
      assertSame(failure, assertThrows(IOException.class, () -> read(failure)));
      assertEquals(List.of(), handedOver);
    }
  }

  /// Has one entry, which cannot be looked at.
  private static final class FailsToLook extends DelegatingFolder {
    private final IOException failure;

    FailsToLook(OpenFolder folder, IOException failure) {
      super(folder);
      this.failure = failure;
    }

    @Override
    public BasicFileAttributes look(Path name) throws IOException {
      throw failure;
    }

    @Override
    public DirectoryStream<Path> entries() {
      return new OneEntry();
    }
  }

  private record OneEntry() implements DirectoryStream<Path> {
    @Override
    public Iterator<Path> iterator() {
      return List.of(Path.of("name")).iterator();
    }

    @Override
    public void close() {}
  }
}
