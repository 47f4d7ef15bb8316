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
      write(temporary(), content);
    }
    publish(temporary());
  }

  private static void write(Path path, ByteBuffer content) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        file.write(content);
      }
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /// Gives a temporary file its final name, and the time of the upload, so that it looks the same
  /// whenever it is written out.
  private void publish(Path temporary) throws IOException {
    Files.setLastModifiedTime(temporary, FileTime.from(record.id().time()));
    Files.move(temporary, path(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Makes content and attributes durable. An upload that was removed meanwhile needs not.
  void flush() throws IOException {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ)) {
      file.force(true);
    } catch (NoSuchFileException e) {
      // Whoever removed it wants it to stay away.
    }
  }

  /// Whether the file is whole: a crash may leave it shorter, or with zeros.
  boolean isWhole() throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() && attributes.size() == record.length() && holds();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean holds() throws IOException {
    return record.file() != null // flushed before its record was
        || Sha256.of(() -> Files.newByteChannel(path())).equals(record.sha256());
  }
}
