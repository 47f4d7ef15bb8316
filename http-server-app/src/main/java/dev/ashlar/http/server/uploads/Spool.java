package dev.ashlar.http.server.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The content of one upload: in memory while it is small, in a temporary file once it is not.
///
/// One thread at a time may use it.
final class Spool implements Closeable, JsonChecker.Source {
  /// What is kept in memory at most, in bytes.
  static final int MEMORY_LIMIT = 64 * 1024;

  private static final int INITIAL_CAPACITY = 1024;

  /// After so many bytes it is asked again whether there is room for more.
  private static final int ROOM_STEP = 4 << 20;

  /// Where temporary files are made.
  @FunctionalInterface
  interface TemporaryFiles {
    /// A new name for a file that does not exist, in a folder that does. May block.
    Path newFile() throws IOException;

    /// Sees to it that so many bytes can be written.
    ///
    /// @throws IOException if they cannot
    default void ensureRoom(long bytes) throws IOException {}
  }

  private final SpoolBudget budget;
  private final TemporaryFiles files;
  private byte[] memory = new byte[0];
  private long length;
  private long roomUntil;
  private @Nullable Path path;
  private @Nullable FileChannel file;

  /// An empty spool.
  ///
  /// @param budget where memory is taken from
  /// @param files where a file is made when memory does not do
  Spool(SpoolBudget budget, TemporaryFiles files) {
    this.budget = budget;
    this.files = files;
  }

  /// Makes room for more content.
  ///
  /// @return whether it fits in memory, so that writing it will not block
  boolean reserve(int more) {
    if (file != null || length + more > MEMORY_LIMIT) {
      return false;
    }
    int needed = (int) length + more;
    if (needed <= memory.length) {
      return true;
    }
    int capacity =
        Math.min(MEMORY_LIMIT, Math.max(INITIAL_CAPACITY, Integer.highestOneBit(needed - 1) << 1));
    if (!budget.take(capacity - memory.length)) {
      return false;
    }
    int taken = capacity - memory.length;
    try {
      memory = Arrays.copyOf(memory, capacity);
    } catch (OutOfMemoryError e) {
      budget.give(taken);
      throw e;
    }
    return true;
  }

  /// Adds content. Blocks only if [#reserve] said so.
  void write(ByteBuffer content) throws IOException {
    int more = content.remaining();
    if (reserve(more)) {
      content.get(memory, (int) length, more);
    } else {
      FileChannel target = file != null ? file : spill();
      if (length + more > roomUntil) {
        files.ensureRoom(more + ROOM_STEP);
        roomUntil = length + more + ROOM_STEP;
      }
      while (content.hasRemaining()) {
        target.write(content);
      }
    }
    length += more;
  }

  private FileChannel spill() throws IOException {
    Path name = files.newFile();
    FileChannel target =
        FileChannel.open(
            name, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    path = name;
    file = target;
    ByteBuffer start = ByteBuffer.wrap(memory, 0, (int) length);
    while (start.hasRemaining()) {
      target.write(start);
    }
    releaseMemory();
    return target;
  }

  /// How much content there is, in bytes.
  @Override
  public long length() {
    return length;
  }

  /// Whether the content is in a file.
  boolean inFile() {
    return file != null;
  }

  /// The content, if it is in memory; null if it is in a file. Must not be changed.
  @Nullable ByteBuffer memory() {
    return file == null ? ByteBuffer.wrap(memory, 0, (int) length).asReadOnlyBuffer() : null;
  }

  /// The content from its beginning.
  @Override
  public ReadableByteChannel open() throws IOException {
    if (path != null) {
      return FileChannel.open(path, StandardOpenOption.READ);
    }
    return new MemoryChannel(ByteBuffer.wrap(memory, 0, (int) length));
  }

  /// Flushes the file's content to the disk and closes it; no more can be written.
  ///
  /// @return the temporary file; [#close] deletes it, unless it was moved away
  /// @throws IllegalStateException if the content is in memory
  Path flushFile() throws IOException {
    if (file == null || path == null) {
      throw new IllegalStateException("the content is in memory");
    }
    file.force(true);
    file.close();
    return path;
  }

  private void releaseMemory() {
    budget.give(memory.length);
    memory = new byte[0];
  }

  /// Gives back the memory, or deletes the file unless it was moved away. May be called again.
  @Override
  public void close() throws IOException {
    releaseMemory();
    Path abandoned = path;
    path = null;
    if (file != null) {
      file.close();
    }
    if (abandoned != null) {
      Files.deleteIfExists(abandoned);
    }
  }
}
