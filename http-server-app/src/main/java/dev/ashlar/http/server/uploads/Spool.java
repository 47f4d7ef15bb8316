package dev.ashlar.http.server.uploads;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ashlar.http.server.json.JsonChecker;
import dev.ashlar.http.server.resources.Budget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The content of one upload: in memory while it is small, in a temporary file once it is not.
///
/// One thread at a time may use it.
final class Spool implements Closeable, JsonChecker.Source {
  /// What is kept in memory at most, in bytes.
  static final int MEMORY_LIMIT = 64 * 1024;

  /// When the memory has to grow, it has at least this size, in bytes.
  private static final int LEAST_GROWTH = 1024;

  /// How much room on the disk is taken beyond what is needed at the moment, in bytes, so that it
  /// is not asked for at each write.
  private static final int ROOM_STEP = 256 << 10;

  /// Where temporary files are made.
  @FunctionalInterface
  interface TemporaryFiles {
    /// A new name for a file that does not exist, in a folder that does. May block.
    Path newFile() throws IOException;

    /// Whether a file may stay open until [#closed] is called, while its client is slow perhaps:
    /// the process has only so many descriptors. Otherwise it is opened for each write.
    default boolean mayStayOpen() {
      return true;
    }

    /// A file that might stay open has been closed.
    default void closed() {}

    /// Takes room on the disk, so that nobody else is promised the same.
    ///
    /// @throws IOException if there is not so much
    default void takeRoom(long bytes) throws IOException {}

    /// Gives room back: it was written to, or is not needed.
    default void giveRoom(long bytes) {}
  }

  private final Budget budget;
  private final TemporaryFiles files;
  private byte[] memory = new byte[0];
  private long length;

  /// Room on the disk that is taken and not written to.
  private long room;

  private @Nullable Path path;

  /// The file, if it may stay open.
  private @Nullable FileChannel file;

  /// An empty spool.
  ///
  /// @param budget where memory is taken from
  /// @param files where a file is made when memory does not do
  Spool(Budget budget, TemporaryFiles files) {
    this.budget = budget;
    this.files = files;
  }

  /// Makes room for more content.
  ///
  /// @return whether it fits in memory, so that writing it will not block
  boolean reserve(int more) {
    if (path != null || length + more > MEMORY_LIMIT) {
      return false;
    }
    int needed = (int) length + more;
    if (needed <= memory.length) {
      return true;
    }
    int capacity = capacityFor(needed);
    if (!budget.take(capacity - memory.length)) {
      return false;
    }
    int taken = capacity - memory.length;
    try {
      memory = Arrays.copyOf(memory, capacity);
    } catch (OutOfMemoryError e) {
      budget.giveBack(taken);
      throw e;
    }
    return true;
  }

  /// The first piece is mostly the whole upload, and is kept until its file is written, so it gets
  /// no more memory than it needs. An upload that comes in several pieces gets room for more of
  /// them.
  private int capacityFor(int needed) {
    if (length == 0) {
      return needed;
    }
    int doubled = Integer.highestOneBit(needed - 1) << 1;
    return Math.min(MEMORY_LIMIT, Math.max(LEAST_GROWTH, doubled));
  }

  /// Adds content. Blocks only if [#reserve] said so.
  void write(ByteBuffer content) throws IOException {
    int more = content.remaining();
    if (reserve(more)) {
      content.get(memory, (int) length, more);
    } else {
      writeToFile(content);
    }
    length += more;
  }

  private void writeToFile(ByteBuffer content) throws IOException {
    int more = content.remaining();
    if (path == null) {
      takeRoom(length + more);
      path = files.newFile();
      FileChannel created = FileChannel.open(path, CREATE_NEW, READ, WRITE);
      if (files.mayStayOpen()) {
        file = created;
      } else {
        created.close();
      }
      append(ByteBuffer.wrap(memory, 0, (int) length), path);
      releaseMemory();
    }
    append(content, path);
  }

  private void append(ByteBuffer content, Path target) throws IOException {
    int more = content.remaining();
    takeRoom(more);
    if (file != null) {
      writeAll(content, file);
    } else {
      try (FileChannel opened = FileChannel.open(target, APPEND)) {
        writeAll(content, opened);
      }
    }
    giveRoom(more);
  }

  private static void writeAll(ByteBuffer content, FileChannel target) throws IOException {
    while (content.hasRemaining()) {
      target.write(content);
    }
  }

  private void takeRoom(long bytes) throws IOException {
    if (bytes > room) {
      long missing = bytes - room + ROOM_STEP;
      files.takeRoom(missing);
      room += missing;
    }
  }

  private void giveRoom(long bytes) {
    room -= bytes;
    files.giveRoom(bytes);
  }

  /// How much content there is, in bytes.
  @Override
  public long length() {
    return length;
  }

  /// Whether the content is in a file.
  boolean inFile() {
    return path != null;
  }

  /// The content, if it is in memory; null if it is in a file. Must not be changed.
  @Nullable ByteBuffer memory() {
    return path == null ? ByteBuffer.wrap(memory, 0, (int) length).asReadOnlyBuffer() : null;
  }

  /// The content from its beginning.
  @Override
  public ReadableByteChannel open() throws IOException {
    if (path != null) {
      return FileChannel.open(path, READ);
    }
    return new MemoryChannel(ByteBuffer.wrap(memory, 0, (int) length));
  }

  /// Flushes the file's content to the disk and closes it; no more can be written.
  ///
  /// @return the temporary file; [#close] deletes it, unless it was moved away
  /// @throws IllegalStateException if the content is in memory
  Path flushFile() throws IOException {
    if (path == null) {
      throw new IllegalStateException("the content is in memory");
    }
    giveRoom(room);
    try (FileChannel written = file != null ? file : FileChannel.open(path, WRITE)) {
      written.force(true);
    } finally {
      closeFile();
    }
    return path;
  }

  private void closeFile() throws IOException {
    FileChannel open = file;
    file = null;
    if (open != null) {
      files.closed();
      open.close();
    }
  }

  private void releaseMemory() {
    budget.giveBack(memory.length);
    memory = new byte[0];
  }

  /// Gives the content up, as [#close] does. A temporary file that cannot be removed now is removed
  /// at the next start.
  void discard() {
    try {
      close();
    } catch (IOException e) {
      // Whatever became of the upload, that changes nothing.
    }
  }

  /// Gives back the memory, or deletes the file unless it was moved away. May be called again.
  @Override
  public void close() throws IOException {
    releaseMemory();
    giveRoom(room);
    Path abandoned = path;
    path = null;
    closeFile();
    if (abandoned != null) {
      Files.deleteIfExists(abandoned);
    }
  }
}
