package dev.ashlar.http.security.tree;

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
public final class Root implements Closeable {
  private final Path path;
  private final boolean secure;
  private final Optional<String> nameTooLong;
  private final Object lock = new Object();
  private volatile Held held;
  private volatile boolean closed;

  record Held(OpenFolder folder, Object identity) {}

  private Root(Path path, boolean secure, Held held) {
    this.path = path;
    this.secure = secure;
    this.held = held;
    this.nameTooLong = nameTooLong(held.folder, path.getFileSystem().getPath("x".repeat(70_000)));
  }

  /// Opens a root.
  ///
  /// @param secure whether to hold the folder by a descriptor where the file system can; false is
  ///   for tests
  public static Root open(Path root, boolean secure) throws IOException {
    Path path = root.toRealPath();
    if (!Files.isDirectory(path)) {
      throw new NotDirectoryException(path.toString());
    }
    return new Root(path, secure, hold(path, secure));
  }

  /// The real path, without any link.
  public Path path() {
    return path;
  }

  /// The folder that stands at the path now.
  ///
  /// Another thread closes it when it finds the folder replaced: a method of it then throws
  /// [ClosedDirectoryStreamException], and the caller asks again.
  ///
  /// @throws ClosedDirectoryStreamException if this root is closed
  /// @throws NoSuchFileException if there is no folder now
  public OpenFolder folder() throws IOException {
    requireOpen();
    Held now = held;
    return now.identity.equals(identity(path)) ? now.folder : replaced();
  }

  private OpenFolder replaced() throws IOException {
    synchronized (lock) {
      requireOpen();
      if (!held.identity.equals(identity(path))) {
        Held old = held;
        held = hold(path, secure);
        old.folder.close();
      }
      return held.folder;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedDirectoryStreamException();
    }
  }

  /// Whether [#close] was called.
  public boolean isClosed() {
    return closed;
  }

  private static Object identity(Path path) throws IOException {
    BasicFileAttributes seen =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!seen.isDirectory()) {
      throw new NoSuchFileException(path.toString(), null, "no longer a folder");
    }
    return OpenFolder.identity(seen);
  }

  private static Held hold(Path path, boolean secure) throws IOException {
    return proved(secure ? openSecure(path) : new CheckedFolder(path), path);
  }

  /// Looks at the path once more, now that the folder is held: see [SecureFolder#openFolder].
  /// Closes the folder if it is not the one that stands there.
  static Held proved(OpenFolder folder, Path path) throws IOException {
    try {
      Object identity = identity(path);
      if (identity.equals(OpenFolder.identity(folder.attributes()))) {
        return new Held(folder, identity);
      }
      throw new TreeChangedException("the root was replaced while it was opened");
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  @SuppressWarnings("StreamResourceLeak") // The folder closes it.
  private static OpenFolder openSecure(Path path) throws IOException {
    Path dot = path.getFileSystem().getPath(".");
    DirectoryStream<Path> stream = Files.newDirectoryStream(path.resolve(dot));
    if (stream instanceof SecureDirectoryStream<Path> secureStream) {
      return new SecureFolder(secureStream, dot);
    }
    stream.close();
    return new CheckedFolder(path);
  }

  /// Whether this is how the system says that a name is too long.
  ///
  /// The JDK has no exception of its own for it, the bound differs from one file system to the
  /// next, and the words from one locale to the next. So the words are learnt in advance, by asking
  /// for a name that is too long for all of them.
  public boolean saysNameTooLong(FileSystemException e) {
    return nameTooLong.isPresent() && nameTooLong.get().equals(e.getReason());
  }

  private static Optional<String> nameTooLong(OpenFolder folder, Path longName) {
    try {
      folder.look(longName);
      return Optional.empty();
    } catch (FileSystemException e) {
      return Optional.ofNullable(e.getReason());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      held.folder.close();
    }
  }
}
