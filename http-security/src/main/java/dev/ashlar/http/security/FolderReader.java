package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import dev.ashlar.http.security.tree.Root;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the entries of a folder, one at a time, and hands them over.
///
/// @param root what the folder is below
/// @param beyond looks at what a link in that folder leads to
/// @param limit the most entries to hand over
/// @param consumer takes them
record FolderReader(Root root, Beyond beyond, int limit, Consumer<? super FolderEntry> consumer) {

  /// What a link leads to, if the policy follows it.
  interface Beyond {
    Optional<BasicFileAttributes> look(String name) throws IOException;
  }

  /// Reads a folder.
  ///
  /// @param entries those of the folder
  /// @param stamp the folder's state before they are read
  Listing read(OpenFolder folder, DirectoryStream<Path> entries, FileStamp stamp)
      throws IOException {
    Iterator<Path> paths = entries.iterator();
    for (int handedOver = 0; hasNext(paths); handedOver++) {
      if (handedOver == limit) {
        return new Listing.Listed(stamp, false);
      }
      consumer.accept(entry(folder, paths.next().getFileName()));
    }
    return new Listing.Listed(stamp, true);
  }

  /// Only here is it this folder that fails to be read: the consumer may throw the same, of a
  /// folder of its own. Once there is a next path, taking it cannot fail.
  private static boolean hasNext(Iterator<Path> paths) throws IOException {
    try {
      return paths.hasNext();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private FolderEntry entry(OpenFolder folder, Path path) throws IOException {
    String name = path.toString();
    Optional<BasicFileAttributes> look = look(folder, path);
    if (look.isEmpty()) {
      return new FolderEntry(name, FolderEntry.Kind.OTHER, 0, Instant.EPOCH);
    }
    BasicFileAttributes seen = look.get();
    if (!isText(path)) {
      return entry(name, FolderEntry.Kind.OTHER, seen);
    }
    if (!seen.isSymbolicLink()) {
      return entry(name, kind(seen), seen);
    }
    return beyond
        .look(name)
        .map(target -> entry(name, kind(target), target))
        .orElseGet(() -> entry(name, FolderEntry.Kind.LINK, seen));
  }

  /// What stands under a name; nothing if it is gone again, or in a folder that may be read but not
  /// searched, or has a path that is too long. Then it has a name and nothing else.
  ///
  /// Whatever else fails is thrown: a listing that seems complete and is not would be believed for
  /// as long as the folder's stamp holds.
  private Optional<BasicFileAttributes> look(OpenFolder folder, Path name) throws IOException {
    try {
      return Optional.of(folder.look(name));
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (root.saysNameTooLong(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static FolderEntry entry(String name, FolderEntry.Kind kind, BasicFileAttributes seen) {
    long size = kind == FolderEntry.Kind.FILE ? seen.size() : 0;
    return new FolderEntry(name, kind, size, seen.lastModifiedTime().toInstant());
  }

  private static FolderEntry.Kind kind(BasicFileAttributes seen) {
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
}
