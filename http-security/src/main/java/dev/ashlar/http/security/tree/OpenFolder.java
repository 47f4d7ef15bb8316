package dev.ashlar.http.security.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/// One folder of the tree, and the operations on the names right below it. None of them follows a
/// symbolic link.
public interface OpenFolder extends Closeable {

  /// The attributes of the folder itself.
  BasicFileAttributes attributes() throws IOException;

  /// The attributes of the entry with this name; of the link where it is a link.
  BasicFileAttributes look(Path name) throws IOException;

  /// Opens the folder with this name, after [#look] saw one there.
  ///
  /// @throws TreeChangedException if there is none now, or none that is reached without a link
  OpenFolder openFolder(Path name) throws IOException;

  /// Opens this folder once more, independent of this one's closing.
  OpenFolder reopen() throws IOException;

  /// Opens the regular file with this name for reading, after [#look] saw one there.
  ///
  /// @throws TreeChangedException if there is none now, or none that is reached without a link
  FileChannel openFile(Path name) throws IOException;

  /// The entries, once. The caller closes the stream before the folder.
  DirectoryStream<Path> entries() throws IOException;

  /// Whether two looks saw the same entry.
  static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
    return identity(one).equals(identity(other));
  }

  /// What tells one entry from another: its device and inode number, or where there are none, the
  /// time of its creation.
  static Object identity(BasicFileAttributes seen) {
    return Objects.requireNonNullElseGet(seen.fileKey(), seen::creationTime);
  }
}
