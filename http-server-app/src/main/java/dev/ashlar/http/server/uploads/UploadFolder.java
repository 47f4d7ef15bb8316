package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The folder of the uploads, and what is in it.
///
/// ```text
/// uploads/
///   ID.json                 an upload
///   .ashlar/
///     lock                  held while a server uses the folder
///     spool/ID              content that is not complete, or not yet at its place
///     segment-0000000001    uploads that are acknowledged, see Segment
///     keys-1764000000000    idempotency keys, see KeyJournal
/// ```
///
/// One server uses a folder at a time, for who starts removes what looks unfinished.
final class UploadFolder implements Closeable {
  private static final String SEGMENT_PREFIX = "segment-";
  private static final String KEYS_PREFIX = "keys-";

  /// The lock files of this process, by what tells them apart. None is opened a second time to see
  /// whether it is locked: on POSIX systems, to close it would end the first one's lock.
  private static final Set<Object> LOCKED = new HashSet<>();

  private final Path root;
  private final Path work;
  private final Path spool;
  private @Nullable Lock lock;
  private boolean opened;
  private boolean wayFlushed;

  /// What this server holds while it uses the folder.
  ///
  /// @param identity of the file; its name may stand for another server's one day
  private record Lock(FileChannel file, @Nullable Object identity) {}

  UploadFolder(Path root) {
    this.root = root;
    this.work = root.resolve(".ashlar");
    this.spool = work.resolve("spool");
  }

  /// The folder itself.
  Path root() {
    return root;
  }

  /// What is hidden in it.
  Path work() {
    return work;
  }

  /// Where content is collected.
  Path spool() {
    return spool;
  }

  /// The ID of the upload whose file it is, or null if it is none.
  static @Nullable UploadId idOf(Path file) {
    return idOf(file.getFileName().toString());
  }

  /// The ID in a file's name, or null if there is none.
  static @Nullable UploadId idOf(String name) {
    return name.endsWith(UploadId.SUFFIX)
        ? UploadId.parse(name.substring(0, name.length() - UploadId.SUFFIX.length()))
        : null;
  }

  /// The file of an upload.
  Path file(UploadId id) {
    return root.resolve(id + UploadId.SUFFIX);
  }

  /// Gives the ID of each upload that is in a file, in no order, and keeps none in memory. A folder
  /// that has not been made yet has none.
  void forEach(Consumer<UploadId> action) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
      for (Path file : files) {
        UploadId id = idOf(file);
        if (id != null) {
          action.accept(id);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      if (wasOpened()) {
        throw e;
      }
    }
  }

  private synchronized boolean wasOpened() {
    return opened;
  }

  /// A temporary file.
  Path temporary(UploadId id) {
    return spool.resolve(id.text());
  }

  /// A segment.
  Path segment(long number) {
    return work.resolve(Sentence.of(SEGMENT_PREFIX + "%010d", number));
  }

  /// The number of a segment, or -1 if the file is none.
  static long segmentNumber(Path file) {
    return number(file, SEGMENT_PREFIX);
  }

  /// All segments, oldest first.
  List<Path> segments() throws IOException {
    return numbered(SEGMENT_PREFIX);
  }

  /// Whether there are segments: uploads that are perhaps in no file yet.
  boolean hasSegments() throws IOException {
    return Files.isDirectory(work) && !segments().isEmpty();
  }

  /// A file of keys.
  ///
  /// @param millis when it is begun, since 1970
  Path keyFile(long millis) {
    return work.resolve(Sentence.of(KEYS_PREFIX + "%013d", millis));
  }

  /// When a file of keys was begun, in milliseconds since 1970.
  static long keyFileTime(Path file) {
    return number(file, KEYS_PREFIX);
  }

  /// All files of keys, oldest first.
  List<Path> keyFiles() throws IOException {
    return numbered(KEYS_PREFIX);
  }

  private List<Path> numbered(String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(work, file -> number(file, prefix) >= 0)) {
      files.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparingLong(file -> number(file, prefix)));
    return found;
  }

  private static long number(Path file, String prefix) {
    String name = file.getFileName().toString();
    if (!name.startsWith(prefix)) {
      return -1;
    }
    try {
      return Long.parseLong(name.substring(prefix.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /// Whether it is there.
  boolean exists() {
    return Files.exists(root);
  }

  /// Makes what is missing, durably, and locks the folder for this server. May be called again, by
  /// any thread.
  ///
  /// The folder itself is made only once: where it has vanished while the server runs, as when a
  /// disk is unmounted, another in its place would hide that.
  ///
  /// @throws IOException if another server has it, it has vanished, or it cannot be written
  synchronized void open() throws IOException {
    if (opened && !exists()) {
      throw new NoSuchFileException(root.toString(), null, "the upload folder has vanished");
    }
    make(root);
    make(work);
    make(spool);
    if (!isLocked()) {
      close();
      lock = lock();
      wayFlushed = false; // it may be another folder, under the same name
    }
    if (!wayFlushed) {
      flushWay();
      wayFlushed = true;
    }
    opened = true;
  }

  /// Makes the way to the work durable as far as it was there: somebody may have made it a moment
  /// ago, such as the operator, or a server that was killed before it had flushed what it made.
  private void flushWay() throws IOException {
    flush(work);
    flush(root);
    Path above = root.toRealPath().getParent();
    while (above != null) {
      try {
        flush(above);
      } catch (IOException e) {
        // It is not this server's, and need not be readable.
      }
      above = above.getParent();
    }
  }

  /// Whether it is this server's: not if it was removed, for another server may have made it anew.
  synchronized boolean isLocked() throws IOException {
    try {
      return lock != null && Objects.equals(lock.identity(), identity(lockFile()));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// What tells the present lock from those before and after; null if there is none.
  synchronized @Nullable Object hold() {
    return lock;
  }

  /// Whether it has been this server's ever since: not if any thread had to lock it again, for what
  /// is in it may have gone meanwhile, and others may have made files with the same names.
  synchronized boolean isLockedSince(@Nullable Object hold) throws IOException {
    return isLocked() && Objects.equals(hold, lock);
  }

  /// Tells a file from another under the same name, where the system can.
  static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      flush(parent);
    }
  }

  private Path lockFile() {
    return work.resolve("lock");
  }

  private Lock lock() throws IOException {
    synchronized (LOCKED) {
      if (Files.exists(lockFile()) && LOCKED.contains(identity(lockFile()))) {
        throw new FolderInUseException(root);
      }
      FileChannel file =
          FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (file.tryLock() == null) {
          throw new FolderInUseException(root);
        }
        Object identity = identity(lockFile());
        if (identity != null) {
          LOCKED.add(identity);
        }
        return new Lock(file, identity);
      } catch (OverlappingFileLockException e) { // where the system cannot tell files apart
        file.close();
        throw new FolderInUseException(root);
      } catch (IOException | RuntimeException | Error e) {
        file.close();
        throw e;
      }
    }
  }

  /// Gives a temporary file its final name, and the time of the upload, so that it looks the same
  /// whenever it is written out.
  void publish(Path temporary, UploadId id) throws IOException {
    Files.setLastModifiedTime(temporary, FileTime.from(id.time()));
    Files.move(temporary, file(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Makes a folder's entries durable.
  static void flush(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /// Makes an upload's content and attributes durable. One that was removed meanwhile needs not.
  void flush(UploadId id) throws IOException {
    try (FileChannel file = FileChannel.open(file(id), StandardOpenOption.READ)) {
      file.force(true);
    } catch (NoSuchFileException e) {
      // Whoever removed it wants it to stay away.
    }
  }

  /// Unlocks it.
  @Override
  public synchronized void close() throws IOException {
    Lock held = lock;
    lock = null;
    if (held != null) {
      synchronized (LOCKED) {
        LOCKED.remove(held.identity());
        held.file().close();
      }
    }
  }
}
