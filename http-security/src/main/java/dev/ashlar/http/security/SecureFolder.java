package dev.ashlar.http.security;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// A folder held by a descriptor: every name is resolved against it (`openat`), whatever happens to
/// the paths above.
record SecureFolder(SecureDirectoryStream<Path> stream) implements OpenFolder {

  @Override
  public BasicFileAttributes attributes() throws IOException {
    return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  @Override
  public BasicFileAttributes look(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /// Opens `name/.` and not `name`. If the name has become a regular file, the JDK would open it,
  /// leak the descriptor and close another twice, which by then may be a stranger's (JDK-8392711);
  /// if it has become a FIFO, opening would block for good. `name/.` fails at once for both.
  ///
  /// If the name has become a link, though, `name/.` follows it. So nothing is read before a second
  /// look: the entry has to be a folder, not a link, and the very one that is now held open. A held
  /// folder's number cannot be given to another, so an equal identity proves that what is held
  /// stood below its parent, reached by no link.
  @Override
  public OpenFolder openFolder(Path name, BasicFileAttributes seen) throws IOException {
    SecureFolder folder;
    try {
      folder =
          new SecureFolder(stream.newDirectoryStream(name.resolve("."), LinkOption.NOFOLLOW_LINKS));
    } catch (NotDirectoryException e) {
      throw new TreeChangedException("a folder was replaced");
    }
    try {
      BasicFileAttributes again = look(name);
      if (again.isDirectory()
          && FileStamp.identity(again).equals(FileStamp.identity(folder.attributes()))) {
        return folder;
      }
      throw new TreeChangedException("a folder was replaced");
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  @Override
  public FileChannel openFile(Path name) throws IOException {
    SeekableByteChannel channel =
        stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("The file system opens no file channels.");
  }

  /// A stream of its own, since each can be iterated only once.
  @Override
  public DirectoryStream<Path> entries() throws IOException {
    return stream.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
