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
  /// @param suspect whether flushing one of its uploads' files, or its keys, may have failed: then
  ///   they are written anew before the segment is deleted
  /// @param failuresBefore how often flushing the folder's entries had failed when it was begun: if
  ///   that has failed since, the names of its uploads' files may be lost
  record Sealed(Path path, long length, boolean suspect, int failuresBefore) {}

  private final UploadFolder folder;
  private final long segmentSize;
  private final Deque<Sealed> sealed = new ArrayDeque<>();

  /// Segments whose uploads are about to be committed to a later one as well.
  private final Deque<Path> superseded = new ArrayDeque<>();

  /// The lock of the folder under which the segments were made, as [UploadFolder#hold] gives it.
  private @Nullable Object hold;

  private @Nullable Segment active;
  private boolean activeSuspect;
  private int activeFailuresBefore;
  private long nextNumber;
  private long sealedBytes;

  /// How much of the active segment is surely on disk, while it may also hold a batch whose flush
  /// failed and whose clients were told so; -1 otherwise. That batch has to be removed before
  /// anything follows.
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

  /// Makes a batch of uploads durable: either all of them, or none that any later server could
  /// find.
  ///
  /// @throws IOException if none is durable; their clients have to be told
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
      // What the flush did is unknown. Another flush would not tell: the kernel reports a failure
      // once, and then answers for what was written since. So whatever is left of the batch has to
      // be removed before anything follows.
      doubtfulAfter = start;
      try {
        removeDoubtful();
      } catch (IOException | RuntimeException | Error again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /// Commits uploads once more, because the segments that they were committed to have vanished.
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
      int failuresBefore = folder.workEntries().failures();
      Segment segment = Segment.create(folder.segment(nextNumber++), segmentSize);
      try {
        folder.workEntries().flush(failuresBefore);
      } catch (IOException e) {
        segment.close();
        Files.deleteIfExists(segment.path());
        throw e;
      }
      active = segment;
      activeFailuresBefore = folder.rootEntries().failures();
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
  /// @throws IOException if it may hold a batch that was refused and that cannot be removed: then
  ///   it stays the active one
  void seal() throws IOException {
    removeDoubtful();
    Segment segment = active;
    if (segment == null) {
      return;
    }
    sealed.add(new Sealed(segment.path(), segment.length(), activeSuspect, activeFailuresBefore));
    activeSuspect = false;
    sealedBytes += segment.length();
    active = null;
    segment.close();
  }

  /// The oldest segment that is not written any more, or null.
  @Nullable Sealed oldest() {
    return sealed.peek();
  }

  /// Notes that flushing a file or the keys has failed, so that no earlier flush of the kind is
  /// trusted.
  void suspectAll() {
    List<Sealed> all = List.copyOf(sealed);
    sealed.clear();
    for (Sealed segment : all) {
      sealed.add(new Sealed(segment.path(), segment.length(), true, segment.failuresBefore()));
    }
    activeSuspect = active != null;
  }

  /// Forgets the oldest.
  void removeOldest() {
    sealedBytes -= sealed.remove().length();
  }
}
