package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Which upload came with which idempotency key, for as long as [KeyMemory] says.
///
/// A key is in the segment to which its upload is committed, so committing it takes no flush of its
/// own. It is added here when the upload is put into its file, and flushed before the segment is
/// deleted.
///
/// For one thread at a time.
final class KeyJournal {
  /// About how many generations there are at once. A key is forgotten with its whole generation, so
  /// the fewer there are, the longer a key stays beyond its time.
  private static final int GENERATIONS = 8;

  private final UploadFolder folder;
  private final KeyMemory memory;
  private final InstantSource clock;

  /// Newest first.
  private final Deque<KeyGeneration> generations = new ArrayDeque<>();

  /// Whether adding a key has failed, so that no flush can make all keys durable.
  private boolean lost;

  KeyJournal(UploadFolder folder, KeyMemory memory, InstantSource clock) {
    this.folder = folder;
    this.memory = memory;
    this.clock = clock;
  }

  /// Reads what earlier servers have left.
  void open() throws IOException {
    abandon(); // of an attempt that failed
    generations.clear();
    for (Path file : folder.keyFiles()) {
      Instant begun = Instant.ofEpochMilli(UploadFolder.keyFileTime(file));
      generations.addFirst(KeyGeneration.read(file, begun, folder.workEntries()));
    }
    dropExpired();
  }

  /// How many keys are remembered.
  long size() {
    return generations.stream().mapToLong(KeyGeneration::size).sum();
  }

  /// The upload that came with a key, if that was not too long ago.
  @Nullable SegmentRecord find(Sha256 key) throws IOException {
    Instant oldest = clock.instant().minus(memory.time());
    for (KeyGeneration generation : generations) {
      SegmentRecord record = generation.find(key);
      if (record != null) {
        return record.id().time().isBefore(oldest) ? null : record;
      }
    }
    return null;
  }

  /// Adds the key of an upload.
  ///
  /// @throws IOException if that must be tried again later
  void add(SegmentRecord record, Sha256 key) throws IOException {
    try {
      writable().add(record, key);
    } catch (IOException | RuntimeException | Error e) {
      lost = true;
      throw e;
    }
  }

  private KeyGeneration writable() throws IOException {
    KeyGeneration newest = generations.peek();
    Instant now = clock.instant();
    return newest != null
            && newest.isWritten()
            && Duration.between(newest.begun(), now).compareTo(span()) <= 0
        ? newest
        : begin(now, newest);
  }

  private KeyGeneration begin(Instant now, @Nullable KeyGeneration last) throws IOException {
    dropExpired();
    if (last != null) {
      last.flush();
      last.stop();
      if (last.size() == 0) { // as after each attempt on a full disk
        last.delete();
        generations.remove(last);
      }
    }
    long millis =
        last == null
            ? now.toEpochMilli()
            : Math.max(now.toEpochMilli(), last.begun().toEpochMilli() + 1);
    KeyGeneration next =
        KeyGeneration.create(
            folder.keyFile(millis), Instant.ofEpochMilli(millis), folder.workEntries());
    generations.addFirst(next);
    return next;
  }

  /// Makes all keys durable.
  ///
  /// @throws IOException if keys may be lost that were added since the last flush: then all whose
  ///   segments are still there must be added again
  void flush() throws IOException {
    if (lost) {
      lost = false;
      throw new IOException("Keys could not be written");
    }
    KeyGeneration newest = generations.peek();
    if (newest != null) {
      newest.flush();
    }
  }

  /// Writes what follows to a new file, because the present one has vanished with its folder.
  void abandon() {
    generations.forEach(KeyGeneration::stop);
  }

  /// Forgets what is too old.
  void dropExpired() throws IOException {
    Instant oldest = clock.instant().minus(memory.time()).minus(span());
    Iterator<KeyGeneration> backwards = generations.descendingIterator();
    while (backwards.hasNext()) {
      KeyGeneration generation = backwards.next();
      if (!generation.begun().isBefore(oldest)) {
        return;
      }
      generation.delete();
      backwards.remove();
    }
  }

  private Duration span() {
    return memory.time().dividedBy(GENERATIONS);
  }
}
