package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.resources.Resources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lock with which one server has an upload folder for itself, among those in this process and
/// in others.
///
/// It is the lock of a file, and holds for as long as that file is there under its name. If
/// somebody removes the file, another server may make a new one and lock that.
final class FolderLock implements Closeable {
  /// The lock files of this process, by what tells them apart. None is opened a second time to see
  /// whether it is locked: on POSIX systems, to close it would end the first one's lock.
  private static final Set<Object> LOCKED = new HashSet<>();

  private final Path path;
  private final FileChannel file;
  private final @Nullable Object identity;

  private FolderLock(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    this.identity = UploadFolder.identity(path);
  }

  /// Takes it.
  ///
  /// @param path of the file, which is made if it is missing
  /// @param folder that it is for
  /// @throws FolderInUseException if another server has it
  static FolderLock take(Path path, Path folder) throws IOException {
    synchronized (LOCKED) {
      if (Files.exists(path) && LOCKED.contains(UploadFolder.identity(path))) {
        throw new FolderInUseException(folder);
      }
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!isLocked(file)) {
          throw new FolderInUseException(folder);
        }
        FolderLock lock = new FolderLock(path, file);
        if (lock.identity != null) {
          LOCKED.add(lock.identity);
        }
        return lock;
      } catch (IOException | RuntimeException | Error e) {
        Resources.closeAfter(e, file);
        throw e;
      }
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) { // where the system cannot tell files apart
      return false;
    }
  }

  /// Whether it is still this server's.
  boolean isHeld() throws IOException {
    try {
      return Objects.equals(identity, UploadFolder.identity(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Gives it up.
  @Override
  public void close() throws IOException {
    synchronized (LOCKED) {
      if (identity != null) {
        LOCKED.remove(identity);
      }
      file.close();
    }
  }
}
