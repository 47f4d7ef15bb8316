package dev.ashlar.http.security;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the folder at the end of a walk.
///
/// @param beyond looks at what a link in that folder leads to
record ListDestination(Beyond beyond, int limit, Consumer<? super FolderEntry> consumer)
    implements Destination<Listing> {

  /// What a link leads to, if the policy follows it.
  interface Beyond {
    Optional<BasicFileAttributes> look(String name) throws IOException;
  }

  @Override
  public Listing arrive(OpenFolder parent, Path name, BasicFileAttributes seen) throws IOException {
    if (!seen.isDirectory()) {
      return absent(Lookup.Reason.NOT_A_FOLDER);
    }
    try (OpenFolder folder = parent.openFolder(name, seen)) {
      return read(folder);
    }
  }

  @Override
  public Listing arriveAtRoot(OpenFolder root) throws IOException {
    return read(root);
  }

  private Listing read(OpenFolder folder) throws IOException {
    FileStamp stamp = FileStamp.of(folder.attributes());
    try (DirectoryStream<Path> entries = folder.entries()) {
      int handedOver = 0;
      for (Iterator<Path> names = entries.iterator(); names.hasNext(); handedOver++) {
        if (handedOver == limit) {
          return new Listing.Listed(stamp, false);
        }
        consumer.accept(entry(folder, names.next().getFileName()));
      }
      return new Listing.Listed(stamp, true);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private FolderEntry entry(OpenFolder folder, Path path) {
    String name = path.toString();
    try {
      BasicFileAttributes seen = folder.look(path);
      if (!seen.isSymbolicLink()) {
        return entry(name, seen, kind(path, seen));
      }
      return beyond
          .look(name)
          .map(target -> entry(name, target, kind(path, target)))
          .orElseGet(() -> entry(name, seen, FolderEntry.Kind.LINK));
    } catch (IOException e) {
      // Gone again, or the folder may be read but not searched: it has a name and nothing else.
      return new FolderEntry(name, FolderEntry.Kind.OTHER, 0, Instant.EPOCH);
    }
  }

  private static FolderEntry entry(String name, BasicFileAttributes seen, FolderEntry.Kind kind) {
    long size = kind == FolderEntry.Kind.FILE ? seen.size() : 0;
    return new FolderEntry(name, kind, size, seen.lastModifiedTime().toInstant());
  }

  private static FolderEntry.Kind kind(Path path, BasicFileAttributes seen) {
    if (!isText(path)) {
      return FolderEntry.Kind.OTHER;
    }
    if (seen.isRegularFile()) {
      return FolderEntry.Kind.FILE;
    }
    return seen.isDirectory() ? FolderEntry.Kind.FOLDER : FolderEntry.Kind.OTHER;
  }

  /// Whether the name survives the way to text and back, so that a lookup can find it.
  private static boolean isText(Path name) {
    try {
      return name.getFileSystem().getPath(name.toString()).equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public Listing absent(Lookup.Reason reason) {
    return new Lookup.Absent(reason);
  }
}
