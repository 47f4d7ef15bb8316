package dev.ashlar.http.server.files;

import dev.ashlar.http.server.BareFileSystem;
import dev.ashlar.http.server.BareProvider;
import dev.ashlar.http.server.DisguisedPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Set;

/// The file system of this machine, read only, with somebody who is told before each look at an
/// entry, and may do what others do at the worst moment.
final class RestlessFileSystem extends BareFileSystem {
  /// Whoever is told.
  @FunctionalInterface
  interface Somebody {
    /// Called before the attributes of an entry are read.
    ///
    /// @param path of this machine
    void beforeLook(Path path) throws IOException;

    /// Whether this process may read what is there now.
    ///
    /// @param path of this machine
    default boolean permits(Path path) {
      return true;
    }
  }

  private final Provider provider = new Provider();
  private final Somebody somebody;

  RestlessFileSystem(Somebody somebody) {
    this.somebody = somebody;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  private final class Provider extends BareProvider {
    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      Path unwrapped = DisguisedPath.unwrap(path);
      somebody.beforeLook(unwrapped);
      return Files.readAttributes(unwrapped, type, options);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      checkAccess(path, AccessMode.READ);
      return FileChannel.open(DisguisedPath.unwrap(path), options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      Path unwrapped = DisguisedPath.unwrap(path);
      if (!somebody.permits(unwrapped)) {
        throw new AccessDeniedException(unwrapped.toString());
      }
    }

    /// One that has no entries, and by which nothing below it can be reached.
    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) {
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
      };
    }
  }
}
