package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Valid content on its way to a file: first to be committed, then to be written out.
///
/// A worker makes it and hands it to the committing thread, which alone changes it from then on.
/// Any thread may call what never changes: [#sha256], [#key], [#outcome] and [#memory]; and
/// [#record] and [#length], if it found the upload in [Backlog], which publishes them.
final class PendingUpload {
  private final Spool content;
  private final @Nullable ByteBuffer memory;
  private final Sha256 sha256;
  private final @Nullable Sha256 key;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private @Nullable UploadId file;
  private @Nullable SegmentRecord record;
  private long identifiedAt;

  /// Takes content over.
  ///
  /// @param key the idempotency key, hashed; null without one
  PendingUpload(Spool content, Sha256 sha256, @Nullable Sha256 key) {
    this.content = content;
    this.memory = content.memory();
    this.sha256 = sha256;
    this.key = key;
  }

  /// Flushes the content if it is in a file: needed before it is committed. May block.
  void flushFile() throws IOException {
    if (content.inFile()) {
      file = new UploadId(content.flushFile().getFileName().toString());
    }
  }

  /// The SHA-256 of the content.
  Sha256 sha256() {
    return sha256;
  }

  /// The idempotency key, hashed; null without one.
  @Nullable Sha256 key() {
    return key;
  }

  /// How much content it has.
  long length() {
    return content.length();
  }

  /// How much of it is in memory.
  long memoryLength() {
    return memory == null ? 0 : memory.remaining();
  }

  /// Whether the content is in a temporary file.
  boolean inFile() {
    return file != null;
  }

  /// The content, if it is in memory.
  @Nullable ByteBuffer memory() {
    return memory == null ? null : memory.duplicate();
  }

  /// Gives it its ID.
  void identify(UploadId id) {
    record = new SegmentRecord(id, content.length(), sha256, file, key);
    identifiedAt = System.nanoTime();
  }

  /// How long ago that was, in nanoseconds.
  long age() {
    return System.nanoTime() - identifiedAt;
  }

  /// Whether it has an ID.
  boolean isIdentified() {
    return record != null;
  }

  /// The record with its ID.
  SegmentRecord record() {
    if (record == null) {
      throw new IllegalStateException("not committed yet");
    }
    return record;
  }

  /// Completed when it is committed, or has failed.
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /// Removes all that is left of it.
  void discard() {
    content.discard();
  }
}
