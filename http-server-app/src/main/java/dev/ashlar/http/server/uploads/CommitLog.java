package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments to which uploads are committed: one that is written, and those that are full.
///
/// For the committing thread.
final class CommitLog {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /// A segment that is not written any more.
  ///
  /// @param suspect whether a flush may have failed of its uploads' files or keys
  record Sealed(Path path, long length, boolean suspect) {}

  private final UploadFolder folder;
  private final long segmentSize;
  private final Deque<Sealed> sealed = new ArrayDeque<>();

  /// Segments with nothing that is not in a later one too.
  private final Deque<Path> superseded = new ArrayDeque<>();

  /// Which lock of the folder protects the segments.
  private @Nullable Object hold;

  private @Nullable Segment active;
  private boolean activeSuspect;
  private long nextNumber;
  private long sealedBytes;

  /// The length of the active segment with what is surely on disk, while there may be more in it
  /// that was refused; -1 otherwise.
  private long doubtfulAfter = -1;

  /// @param segmentSize when a segment is full, in bytes
  /// @param found segments of an earlier server, oldest first
  /// @param nextNumber greater than theirs
  CommitLog(UploadFolder folder, long segmentSize, List<Sealed> found, long nextNumber) {
    this.folder = folder;
    this.segmentSize = segmentSize;
    this.nextNumber = nextNumber;
    this.hold = folder.hold();
    for (Sealed segment : found) {
      sealed.add(segment);
      sealedBytes += segment.length();
    }
  }

  /// How much there is on disk, in bytes.
  long length() {
    return sealedBytes + (active == null ? 0 : active.length());
  }

  /// Whether uploads were committed to the segment that is written.
  boolean isActive() {
    return active != null;
  }

  /// Makes records and their content durable: all, or none that could ever be found again.
  ///
  /// @throws IOException if none is; those who sent them must be told
  void commit(List<PendingUpload> batch) throws IOException {
    Segment segment = segment();
    long start = segment.length();
    try {
      appendAll(segment, batch);
      segment.flush();
      if (!isInPlace()) {
        throw new IOException("The segment has vanished from the upload folder");
      }
    } catch (IOException | RuntimeException | Error e) {
      // What the flush did is unknown, and asking it again would answer for what was written since
      // (the kernel tells a failure once): whatever the batch left must go before anything follows.
      doubtfulAfter = start;
      try {
        removeDoubtful();
      } catch (IOException | RuntimeException | Error again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /// Commits once more what was committed to segments that have vanished.
  void commitAgain(Collection<PendingUpload> uploads) throws IOException {
    hold = folder.hold();
    Segment segment = segment();
    appendAll(segment, uploads);
    segment.flush();
    while (!superseded.isEmpty()) {
      Files.deleteIfExists(superseded.getFirst());
      superseded.removeFirst();
    }
  }

  private static void appendAll(Segment segment, Collection<PendingUpload> uploads)
      throws IOException {
    for (PendingUpload upload : uploads) {
      ByteBuffer content = upload.memory();
      segment.append(upload.record(), content == null ? NOTHING : content);
    }
  }

  private Segment segment() throws IOException {
    removeDoubtful();
    if (active != null && active.length() >= segmentSize) {
      seal();
    }
    if (active == null) {
      Segment segment = Segment.create(folder.segment(nextNumber++), segmentSize);
      try {
        UploadFolder.flush(folder.work());
      } catch (IOException e) {
        segment.close();
        Files.deleteIfExists(segment.path());
        throw e;
      }
      active = segment;
    }
    return active;
  }

  private void removeDoubtful() throws IOException {
    if (doubtfulAfter >= 0 && active != null) {
      active.rollBack(doubtfulAfter);
      doubtfulAfter = -1;
      seal();
    }
  }

  /// Whether the segments are this server's, and no others under the same names.
  boolean isHeld() throws IOException {
    return folder.isLockedSince(hold);
  }

  /// Whether what is written goes to the folder; not if that was removed or replaced.
  boolean isInPlace() throws IOException {
    return isHeld() && (active == null || active.isInPlace());
  }

  /// Forgets all segments, because the folder they were in has vanished. What is still there, since
  /// only the lock was removed, is left to the next server.
  ///
  /// @param again whether that has been done before: then the segment was begun since, and is kept
  ///   until what is in it is [committed once more][#commitAgain]
  void abandon(boolean again) throws IOException {
    sealed.clear();
    sealedBytes = 0;
    activeSuspect = false;
    doubtfulAfter = -1;
    Segment segment = active;
    active = null;
    if (segment != null) {
      if (again && segment.isInPlace()) {
        superseded.add(segment.path());
      }
      segment.close();
    }
  }

  /// Writes no more to the present segment, so that it can be retired.
  ///
  /// @throws IOException if it may hold what was refused and cannot be rid of it: then it stays
  void seal() throws IOException {
    removeDoubtful();
    Segment segment = active;
    if (segment == null) {
      return;
    }
    sealed.add(new Sealed(segment.path(), segment.length(), activeSuspect));
    activeSuspect = false;
    sealedBytes += segment.length();
    active = null;
    segment.close();
  }

  /// The oldest segment that is not written any more, or null.
  @Nullable Sealed oldest() {
    return sealed.peek();
  }

  /// Notes that a flush has failed of what the segments are kept for.
  void suspectAll() {
    List<Sealed> all = List.copyOf(sealed);
    sealed.clear();
    for (Sealed segment : all) {
      sealed.add(new Sealed(segment.path(), segment.length(), true));
    }
    activeSuspect = active != null;
  }

  /// Forgets the oldest.
  void removeOldest() {
    sealedBytes -= sealed.remove().length();
  }
}
