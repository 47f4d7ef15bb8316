package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

  private final Path root;
  private final Path work;
  private final Path spool;
  private final FolderEntries rootEntries;
  private final FolderEntries workEntries;
  private @Nullable FolderLock lock;
  private boolean opened;

  /// Whether all folders from the root of the file system to this one's work are durable.
  private boolean wayFlushed;

  UploadFolder(Path root) {
    this.root = root;
    this.work = root.resolve(".ashlar");
    this.spool = work.resolve("spool");
    this.rootEntries = new FolderEntries(root);
    this.workEntries = new FolderEntries(work);
  }

  /// The folder itself.
  Path root() {
    return root;
  }

  /// The hidden folder in it that keeps everything but the uploads themselves.
  Path work() {
    return work;
  }

  /// What is in the folder itself.
  FolderEntries rootEntries() {
    return rootEntries;
  }

  /// What is in the hidden folder.
  FolderEntries workEntries() {
    return workEntries;
  }

  /// The folder of the temporary files.
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
      lock = FolderLock.take(lockFile(), root);
      wayFlushed = false; // it may be another folder, under the same name
    }
    if (!wayFlushed) {
      flushWay();
      wayFlushed = true;
    }
    opened = true;
  }

  /// Makes durable all folders that lead here and were there already. Somebody may have made them a
  /// moment ago and not flushed them, such as the operator, or a server that was killed.
  private void flushWay() throws IOException {
    workEntries.flush();
    rootEntries.flush();
    Path above = root.toRealPath().getParent();
    while (above != null) {
      try {
        FolderEntries.flush(above);
      } catch (IOException e) {
        // It is not this server's, and need not be readable.
      }
      above = above.getParent();
    }
  }

  /// Whether this server has the folder. It has lost it when the lock's file was removed, because
  /// another server may have made a new one.
  synchronized boolean isLocked() throws IOException {
    return lock != null && lock.isHeld();
  }

  /// A token of the present lock, for [#isLockedSince]; null if the folder is not locked.
  synchronized @Nullable Object hold() {
    return lock;
  }

  /// Whether this server has had the folder without a break since a token was given. If a thread
  /// had to lock it anew, its files may have gone meanwhile, and others may have made files of the
  /// same names.
  ///
  /// @param hold the token
  synchronized boolean isLockedSince(@Nullable Object hold) throws IOException {
    return isLocked() && Objects.equals(hold, lock);
  }

  /// Tells a file from another under the same name, where the system can.
  static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private void make(Path folder) throws IOException {
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
        throw new FileSystemException(
            folder.toString(), null, "it is already there, and is no folder");
      }
    }
    if (parent != null) {
      flushAfterMaking(folder, parent);
    }
  }

  /// If that fails, the folder is removed again: another attempt would find it, and a second flush
  /// would say that it is durable.
  private void flushAfterMaking(Path folder, Path parent) throws IOException {
    try {
      entriesOf(parent).flush();
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private FolderEntries entriesOf(Path folder) {
    if (folder.equals(work.toAbsolutePath())) {
      return workEntries;
    }
    return folder.equals(root.toAbsolutePath()) ? rootEntries : new FolderEntries(folder);
  }

  private Path lockFile() {
    return work.resolve("lock");
  }

  /// Unlocks it.
  @Override
  public synchronized void close() throws IOException {
    FolderLock held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }
}
