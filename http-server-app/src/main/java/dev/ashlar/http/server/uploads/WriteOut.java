package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The uploads that are committed but not yet in their files.
///
/// The committing thread adds and writes; any thread may look one up.
final class WriteOut {
  private final UploadFolder folder;
  private final IdempotencyKeys keys;
  private final Usage usage;
  private final Deque<PendingUpload> queue = new ArrayDeque<>();
  private final Map<UploadId, PendingUpload> index = new ConcurrentHashMap<>();
  private long memory;

  WriteOut(UploadFolder folder, IdempotencyKeys keys, Usage usage) {
    this.folder = folder;
    this.keys = keys;
    this.usage = usage;
  }

  /// The upload, if it is not in its file yet.
  @Nullable PendingUpload find(UploadId id) {
    return index.get(id);
  }

  /// All of them, as far as any thread may see them, in no order.
  void forEach(Consumer<UploadId> action) {
    index.keySet().forEach(action);
  }

  /// How much content waits in memory, in bytes.
  long memory() {
    return memory;
  }

  /// The oldest, or null.
  @Nullable PendingUpload oldest() {
    return queue.peek();
  }

  /// All of them, oldest first.
  Collection<PendingUpload> all() {
    return Collections.unmodifiableCollection(queue);
  }

  /// Adds one that was committed.
  void add(PendingUpload upload) {
    index.put(upload.record().id(), upload);
    queue.add(upload);
    memory += upload.memoryLength();
  }

  /// Puts the oldest into its file, and notes its key.
  ///
  /// @return false if there is none
  /// @throws IOException if it has to wait
  boolean step() throws IOException {
    PendingUpload upload = queue.peek();
    if (upload == null) {
      return false;
    }
    keys.remember(upload.record());
    write(folder, upload.record(), upload.memory());
    queue.remove();
    index.remove(upload.record().id());
    memory -= upload.memoryLength();
    usage.settle(upload.length());
    upload.discard();
    return true;
  }

  /// Puts an upload into its file, which is whole as soon as it appears. It is not flushed.
  ///
  /// @param content null if it is in the record's temporary file
  static void write(UploadFolder folder, SegmentRecord record, @Nullable ByteBuffer content)
      throws IOException {
    UploadId temporary = record.file() == null ? record.id() : record.file();
    Path path = folder.temporary(temporary);
    if (content != null) {
      write(path, content);
    }
    folder.publish(path, record.id());
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
}
