package dev.ashlar.http.security.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// A folder known only by its path, for file systems without [java.nio.file.SecureDirectoryStream].
///
/// After each opening the path is compared with its real path. A folder above the entry that is
/// replaced by a link before the opening, and put back before the comparison, is not noticed: this
/// is the race that remains here.
///
/// @param path the real path of the folder
record CheckedFolder(Path path) implements OpenFolder {

  @Override
  public BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public BasicFileAttributes look(Path name) throws IOException {
    return Files.readAttributes(
        path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public OpenFolder openFolder(Path name) throws IOException {
    CheckedFolder folder = new CheckedFolder(path.resolve(name));
    if (!folder.attributes().isDirectory()) {
      throw new TreeChangedException("a folder was replaced");
    }
    requireNoLink(folder.path);
    return folder;
  }

  @Override
  public OpenFolder reopen() {
    return this;
  }

  @Override
  public FileChannel openFile(Path name) throws IOException {
    Path file = path.resolve(name);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw TreeChangedException.onOpening(e);
    }
    try {
      requireNoLink(file);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // The caller closes it.
  public DirectoryStream<Path> entries() throws IOException {
    DirectoryStream<Path> entries = Files.newDirectoryStream(path);
    try {
      requireNoLink(path);
      return entries;
    } catch (IOException | RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  private static void requireNoLink(Path path) throws IOException {
    if (!path.toRealPath().equals(path)) {
      throw new TreeChangedException("a folder was replaced by a link");
    }
  }

  /// Nothing is held open.
  @Override
  public void close() {}
}
