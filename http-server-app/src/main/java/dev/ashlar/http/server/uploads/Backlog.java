package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// The uploads that are committed but not yet in their files.
///
/// The committing thread adds and writes; any thread may look one up.
final class Backlog {
  private static final Logger LOG = LogManager.getLogger(Uploads.LOG_NAME);

  private final UploadFolder folder;
  private final IdempotencyKeys keys;
  private final Usage usage;
  private final Deque<PendingUpload> queue = new ArrayDeque<>();
  private final Map<UploadId, PendingUpload> index = new ConcurrentHashMap<>();
  private long memory;

  Backlog(UploadFolder folder, IdempotencyKeys keys, Usage usage) {
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
    queue.add(upload);
    index.put(upload.record().id(), upload);
    memory += upload.memoryLength();
  }

  /// Puts the oldest into its file, and notes its key.
  ///
  /// An upload whose content somebody has removed meanwhile is given up, as if it had been removed
  /// from its place: it must not keep all others waiting.
  ///
  /// @return false if there is none
  /// @throws IOException if the oldest cannot be written now, and this has to be tried again
  boolean step() throws IOException {
    PendingUpload upload = queue.peek();
    if (upload == null) {
      return false;
    }
    boolean written = putIntoFile(upload);
    // After the file, so that the key is not noted again whenever writing the file is tried again.
    keys.remember(upload.record());
    queue.remove();
    index.remove(upload.record().id());
    memory -= upload.memoryLength();
    if (written) {
      usage.settle(upload.length());
    } else {
      usage.giveBack(upload.length());
    }
    upload.discard();
    return true;
  }

  /// Returns false if somebody has removed its content.
  private boolean putIntoFile(PendingUpload upload) throws IOException {
    UploadFile file = new UploadFile(folder, upload.record());
    try {
      file.put(upload.memory());
      return true;
    } catch (NoSuchFileException e) {
      folder.open(); // makes what is missing, unless the whole folder is
    }
    if (!upload.inFile() || file.isTemporaryThere()) {
      file.put(upload.memory());
      return true;
    }
    if (file.isThere()) {
      return true; // it was written before, and its key could not be noted
    }
    LOG.error(
        "Upload {} is lost: its content was removed from {}", upload.record().id(), folder.spool());
    return false;
  }
}
