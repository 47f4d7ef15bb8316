package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// The file of an upload, which is to be what a record says.
///
/// @param folder has it
/// @param record what it is to be
record UploadFile(UploadFolder folder, SegmentRecord record) {
  private Path path() {
    return folder.file(record.id());
  }

  private Path temporary() {
    return folder.temporary(record.temporary());
  }

  /// Puts the upload into its file, which is whole as soon as it appears. It is not flushed.
  ///
  /// @param content null if it is in the record's temporary file
  void put(@Nullable ByteBuffer content) throws IOException {
    if (content != null) {
      try (FileChannel file = openNew(temporary())) {
        write(content, file);
      } catch (IOException e) {
        Files.deleteIfExists(temporary());
        throw e;
      }
    }
    publish(temporary());
  }

  /// Puts a copy of the file in its place, which gives it its name once more. To move the file
  /// itself away and back would take it from its readers for a moment.
  ///
  /// The power may fail meanwhile, and there is no other copy. So this one is flushed before it
  /// takes the place of the file, and has a name of its own until then: what has that of the
  /// temporary file is taken for whole by the next server.
  ///
  /// @return false if it cannot be read; then it is left as it is
  boolean putCopy() throws IOException {
    Path copy = temporary().resolveSibling(record.temporary() + "-copy");
    boolean copied;
    try (FileChannel source = FileChannel.open(path(), StandardOpenOption.READ);
        FileChannel target = openNew(copy)) {
      copied = copy(source, target);
      target.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    if (copied) {
      publish(copy);
    } else {
      Files.deleteIfExists(copy);
    }
    return copied;
  }

  /// Returns false if the source cannot be read.
  private static boolean copy(FileChannel source, FileChannel target) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(Spool.MEMORY_LIMIT);
    while (true) {
      try {
        if (source.read(some.clear()) < 0) {
          return true;
        }
      } catch (IOException unreadable) {
        return false;
      }
      write(some.flip(), target);
    }
  }

  private static FileChannel openNew(Path path) throws IOException {
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void write(ByteBuffer content, FileChannel target) throws IOException {
    while (content.hasRemaining()) {
      target.write(content);
    }
  }

  /// Gives a file in the spool folder its final name, and the time of the upload, so that it looks
  /// the same whenever it is written out.
  private void publish(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(record.id().time()));
    Files.move(file, path(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Has the file moved to its place once more, where its content is not in the segment, from which
  /// it would be put there anew. The server before may have been told that flushing the folder
  /// failed; now it would succeed, whatever became of the file's name. Nobody may be reading it.
  void secureName() throws IOException {
    if (isFlushedBefore()) {
      Files.move(path(), temporary(), StandardCopyOption.ATOMIC_MOVE);
      publish(temporary());
    }
  }

  /// Whether there is such a file.
  ///
  /// @throws IOException if nobody can tell
  boolean isThere() throws IOException {
    return isThere(path());
  }

  /// Whether there is the temporary file from which it is made.
  ///
  /// @throws IOException if nobody can tell
  boolean isTemporaryThere() throws IOException {
    return isThere(temporary());
  }

  /// Unlike [Files#exists], this does not take what cannot be looked at for missing: of an upload's
  /// content, that would be the end.
  private static boolean isThere(Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Makes content and attributes durable. An upload that was removed meanwhile needs not.
  ///
  /// What is flushed is read again. Before, the system has perhaps written it by itself; where that
  /// has failed, and the system has needed the memory for something else, it has forgotten both the
  /// content and the failure: the flush succeeds, and what the disk has is read. As long as it
  /// remembers one of them, the flush fails, or what is read was there to be flushed.
  ///
  /// @throws IOException if they may be lost
  void flush() throws IOException {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ)) {
      file.force(true);
      if (!isFlushedBefore() && !holds(file) && !isEdited()) {
        throw new IOException("What was written to " + path() + " was lost");
      }
    } catch (NoSuchFileException e) {
      // Whoever removed it wants it to stay away.
    }
  }

  /// Whether the file is whole: a crash may leave it shorter, or with zeros.
  boolean isWhole() throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          && attributes.size() == record.length()
          && (isFlushedBefore() || holds());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Whether the content was flushed before its record was.
  private boolean isFlushedBefore() {
    return record.file() != null;
  }

  private boolean holds() throws IOException {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ)) {
      return holds(file);
    }
  }

  /// Whether a file has the content, which is a small one, and no more. That takes one read as a
  /// rule.
  private boolean holds(FileChannel file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) record.length() + 1);
    int read = 0;
    while (read >= 0 && content.position() < record.length()) {
      read = file.read(content);
    }
    return Sha256.of(content.flip()).equals(record.sha256());
  }

  /// Whether somebody else has changed it since it got its name.
  private boolean isEdited() throws IOException {
    return Files.getLastModifiedTime(path()).toInstant().isAfter(record.id().time());
  }
}
