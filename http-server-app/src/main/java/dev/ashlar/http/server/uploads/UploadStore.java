package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.representation.Body;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Where uploads are kept. The rest of the server sees nothing else of it.
///
/// Safe for all threads.
interface UploadStore extends Closeable {

  /// Why there is surely no room for content of a length. Does not block.
  ///
  /// @return null if there may be
  @Nullable NoRoom refusal(long length);

  /// A place for the content of one upload while it arrives. Does not block.
  Spool begin();

  /// Stores valid content. May block, but does not wait for the disk's flush: that is what the
  /// stage is for.
  ///
  /// @param content complete; owned by the store from now on
  /// @param sha256 of the content
  /// @param key the idempotency key, hashed; null without one
  /// @return never completed exceptionally; completed by any thread
  CompletionStage<Outcome> commit(Spool content, Sha256 sha256, @Nullable Sha256 key);

  /// Finds an upload that was stored. May block.
  ///
  /// @return null if there is none
  @Nullable Stored find(UploadId id) throws IOException;

  /// The newest uploads there are, or those after one of them. May block; memory is bounded by the
  /// limit, however many there are.
  ///
  /// @param after only older ones are listed; null for all
  /// @param limit how many at most, 1 or more
  Page list(@Nullable UploadId after, int limit) throws IOException;

  /// An upload in a list.
  ///
  /// @param size of its content, in bytes
  record Listed(UploadId id, long size) {}

  /// Some uploads, newest first.
  ///
  /// @param last after which there are more; null if there are none
  record Page(List<Listed> uploads, @Nullable UploadId last) {
    /// Copies the list.
    public Page {
      uploads = List.copyOf(uploads);
    }
  }

  /// What became of an upload.
  sealed interface Outcome {
    /// What a failure makes of it, mostly one of the disk.
    static Outcome of(Throwable failure) {
      if (failure instanceof NoRoomException noRoom) {
        return new NoRoom(String.valueOf(noRoom.getMessage()));
      }
      return DiskFull.causes(failure)
          ? new NoRoom("The server has no room for this upload.")
          : new Failed(failure);
    }
  }

  /// It is on disk, and will be there after a crash.
  record Receipt(UploadId id, long size, Sha256 sha256) implements Outcome {
    /// That of a committed upload.
    static Receipt of(SegmentRecord record) {
      return new Receipt(record.id(), record.length(), record.sha256());
    }
  }

  /// Its idempotency key came with other content before; nothing is left of it.
  record KeyReused() implements Outcome {}

  /// There is no room for it; nothing is left of it.
  ///
  /// @param detail a sentence for the client
  /// @param limit what it would exceed; null if that is no number of ours
  record NoRoom(String detail, @Nullable Long limit) implements Outcome {
    /// One that has to do with no limit.
    NoRoom(String detail) {
      this(detail, null);
    }
  }

  /// It could not be stored; nothing is left of it.
  ///
  /// @param cause for the log
  record Failed(Throwable cause) implements Outcome {}

  /// An upload that was stored.
  ///
  /// @param body its bytes; closed by the caller
  /// @param modified when it was stored
  /// @param share of memory or files that the body takes; closed by the caller
  record Stored(Body body, Instant modified, UnreadUploads.Share share) implements Closeable {
    @Override
    public void close() throws IOException {
      try (share) {
        body.close();
      }
    }
  }
}
