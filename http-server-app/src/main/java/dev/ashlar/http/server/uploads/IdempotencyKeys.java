package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.uploads.UploadStore.KeyReused;
import dev.ashlar.http.server.uploads.UploadStore.NoRoom;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sees to it that a key and a content make one upload, however often they are sent, also at once,
/// and that a key is not used for another content.
///
/// | what is known of the key | the answer |
/// |---|---|
/// | nothing | the upload is stored |
/// | its upload is being stored | the same as to that one, when it is known |
/// | its upload was stored | the same as then |
/// | it came with other content | [KeyReused] |
///
/// An upload that failed leaves its key free. Safe for all threads; reads the disk for a key that
/// is known.
final class IdempotencyKeys {
  private final KeyMemory memory;
  private final KeyJournal journal;

  /// Uploads that are not in the journal yet, by their keys.
  private final Map<Sha256, PendingUpload> claims = new HashMap<>();

  IdempotencyKeys(UploadFolder folder, KeyMemory memory, InstantSource clock) {
    this.memory = memory;
    this.journal = new KeyJournal(folder, memory, clock);
  }

  /// Reads what earlier servers have left.
  synchronized void open() throws IOException {
    journal.open();
  }

  /// Claims an upload's key for it, until it is [remembered][#remember] or [released][#release].
  ///
  /// @return null if the upload is to be stored; otherwise what is answered instead
  synchronized @Nullable CompletableFuture<Outcome> claim(PendingUpload upload) throws IOException {
    Sha256 key = upload.key();
    if (key == null) {
      return null;
    }
    PendingUpload first = claims.get(key);
    if (first != null) {
      return first.sha256().equals(upload.sha256()) ? first.outcome() : answer(new KeyReused());
    }
    SegmentRecord known = journal.find(key);
    if (known != null) {
      return answer(known.sha256().equals(upload.sha256()) ? Receipt.of(known) : new KeyReused());
    }
    if (isFull()) {
      return answer(new NoRoom("The server cannot remember more idempotency keys for now."));
    }
    claims.put(key, upload);
    return null;
  }

  private static CompletableFuture<Outcome> answer(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private boolean isFull() throws IOException {
    if (journal.size() + claims.size() < memory.count()) {
      return false;
    }
    journal.dropExpired();
    return journal.size() + claims.size() >= memory.count();
  }

  /// Gives the key of an upload free, because it was not stored.
  synchronized void release(PendingUpload upload) {
    if (upload.key() != null) {
      claims.remove(upload.key(), upload);
    }
  }

  /// Notes the key of an upload that is committed.
  ///
  /// @throws IOException if that must be tried again, before the upload's segment is deleted
  synchronized void remember(SegmentRecord record) throws IOException {
    if (record.key() != null) {
      journal.add(record, record.key());
      claims.remove(record.key());
    }
  }

  /// Notes the key of an upload once more, because flushing the keys has failed and the first note
  /// may be lost. Does nothing if a later upload has come with the same key since.
  ///
  /// @throws IOException if that must be tried again, before the upload's segment is deleted
  synchronized void rememberAgain(SegmentRecord record) throws IOException {
    if (record.key() == null) {
      return;
    }
    SegmentRecord known = journal.find(record.key());
    if (known == null || !known.id().time().isAfter(record.id().time())) {
      journal.add(record, record.key());
    }
  }

  /// Notes the key of an upload that was found in a segment, if it is not noted yet. Does nothing
  /// if a later upload has come with the same key since: after a crash, a segment may be there
  /// again that had been deleted, while a younger one is gone.
  synchronized void recover(SegmentRecord record) throws IOException {
    if (record.key() == null) {
      return;
    }
    SegmentRecord known = journal.find(record.key());
    if (known == null || known.id().time().isBefore(record.id().time())) {
      journal.add(record, record.key());
    }
  }

  /// Makes what is noted durable.
  ///
  /// @throws IOException if keys may be lost whose segments are not deleted: then all those must be
  ///   noted again
  synchronized void flush() throws IOException {
    journal.flush();
  }

  /// Begins a new file, because the folder has vanished.
  synchronized void abandon() {
    journal.abandon();
  }
}
