package dev.ashlar.http.security.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// A folder held by a descriptor: every name is resolved against it (`openat`), whatever happens to
/// the paths above.
///
/// @param stream the folder
/// @param dot the path `.` of its file system
record SecureFolder(SecureDirectoryStream<Path> stream, Path dot) implements OpenFolder {

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

  /// Opens `name/.` and not `name`. If the name has become a regular file, the JDK would open that,
  /// leak the descriptor and close another one twice, which by then may be a stranger's
  /// (JDK-8392711); if it has become a FIFO, opening would block for good. `name/.` fails at once
  /// for both.
  ///
  /// If the name has become a link, though, `name/.` follows it. So nothing is read before a second
  /// look, which follows none: the entry has to be the very folder that is now held open. The
  /// number of a folder that is held open is given to no other, so an equal identity proves that
  /// what is held stands below its parent, reached by no link.
  @Override
  public OpenFolder openFolder(Path name) throws IOException {
    SecureFolder folder;
    try {
      folder = open(name.resolve(dot));
    } catch (IOException e) {
      throw TreeChangedException.onOpening(e);
    }
    try {
      if (OpenFolder.same(look(name), folder.attributes())) {
        return folder;
      }
      throw new TreeChangedException("a folder was replaced while it was opened");
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private SecureFolder open(Path path) throws IOException {
    return new SecureFolder(stream.newDirectoryStream(path, LinkOption.NOFOLLOW_LINKS), dot);
  }

  @Override
  public OpenFolder reopen() throws IOException {
    return open(dot);
  }

  @Override
  public FileChannel openFile(Path name) throws IOException {
    SeekableByteChannel channel;
    try {
      channel =
          stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw TreeChangedException.onOpening(e);
    }
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("The file system opens no file channels.");
  }

  @Override
  public DirectoryStream<Path> entries() {
    return stream;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
