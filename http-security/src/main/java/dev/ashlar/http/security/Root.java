package dev.ashlar.http.security;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// The top of the tree: held open, and opened again when another folder has taken its path, as
/// happens when a site is built anew and moved into place.
final class Root implements Closeable {
  private final Path path;
  private final boolean secure;
  private final Optional<String> nameTooLong;
  private final Object lock = new Object();
  private volatile Held held;
  private volatile boolean closed;

  private record Held(OpenFolder folder, Object identity) {}

  private Root(Path path, boolean secure, Held held) {
    this.path = path;
    this.secure = secure;
    this.held = held;
    this.nameTooLong = nameTooLong(held.folder);
  }

  /// The system's own words for a name that is too long. There is no exception of its own for it,
  /// the bound differs from one file system to the next, and the words from one locale to the next:
  /// ask for what no file system has.
  private static Optional<String> nameTooLong(OpenFolder folder) {
    try {
      folder.look(Path.of("x".repeat(70_000)));
      return Optional.empty();
    } catch (FileSystemException e) {
      return Optional.ofNullable(e.getReason());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean saysNameTooLong(FileSystemException e) {
    return nameTooLong.isPresent() && nameTooLong.get().equals(e.getReason());
  }

  static Root open(Path root, boolean secure) throws IOException {
    Path path = root.toRealPath();
    return new Root(path, secure, hold(path, secure));
  }

  Path path() {
    return path;
  }

  /// The folder that stands at the path now. It is closed by others when it is replaced: its
  /// methods may then throw [ClosedDirectoryStreamException], and the caller asks again.
  OpenFolder folder() throws IOException {
    if (closed) {
      throw new ClosedDirectoryStreamException();
    }
    Held now = held;
    return now.identity.equals(identity(path)) ? now.folder : replaced();
  }

  private OpenFolder replaced() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new ClosedDirectoryStreamException();
      }
      Held old = held;
      if (!old.identity.equals(identity(path))) {
        held = hold(path, secure);
        old.folder.close();
      }
      return held.folder;
    }
  }

  boolean isClosed() {
    return closed;
  }

  private static Object identity(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()) {
      throw new NoSuchFileException(path.toString(), null, "no longer a folder");
    }
    return FileStamp.identity(attributes);
  }

  @SuppressWarnings("StreamResourceLeak") // Root closes it.
  private static Held hold(Path path, boolean secure) throws IOException {
    // Looked at first: a FIFO would block, and a file cannot be opened as a folder.
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(path.toString());
    }
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (secure && stream instanceof SecureDirectoryStream<Path> secureStream) {
      OpenFolder folder = new SecureFolder(secureStream);
      return new Held(folder, FileStamp.identity(folder.attributes()));
    }
    stream.close();
    return new Held(new CheckedFolder(path), identity(path));
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      held.folder.close();
    }
  }
}
