package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.uploads.UploadStore.NoRoom;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How much the uploads take, and whether another fits the [UploadQuota].
///
/// Uploads are counted when the folder is opened, if there is a quota for them; and again, at most
/// once a minute, when one does not fit, for the operator may have removed some. Never are fewer
/// counted than there are. Safe for all threads.
final class Usage {
  private static final long COUNT_AGAIN = Duration.ofMinutes(1).toNanos();

  private final UploadQuota quota;
  private final UploadFolder folder;
  private long countedAt;

  private volatile @Nullable FileStore disk;

  /// The room that is promised to content that is being received and is not on the disk yet, in
  /// bytes.
  private final AtomicLong promised = new AtomicLong();

  /// Held while the disk is asked for its free room and some of that is promised, which may block.
  /// A lock of its own, so that nothing else waits for the disk.
  private final Object promising = new Object();

  /// All uploads, whether they are in their files or on their way there.
  private Sum all = Sum.NONE;

  /// Those that are on their way.
  private Sum pending = Sum.NONE;

  /// So many bytes in so many uploads.
  private record Sum(long bytes, long count) {
    static final Sum NONE = new Sum(0, 0);

    Sum plus(Sum other) {
      return new Sum(bytes + other.bytes, count + other.count);
    }

    Sum minus(Sum other) {
      return new Sum(bytes - other.bytes, count - other.count);
    }
  }

  Usage(UploadQuota quota, UploadFolder folder) {
    this.quota = quota;
    this.folder = folder;
  }

  /// Counts what is there. Called before the first upload.
  void open() throws IOException {
    disk = Files.getFileStore(folder.root());
    if (quota.counts()) {
      count();
    }
  }

  /// Why content of a length does not fit as far as is known, before it is received. Does not
  /// block.
  ///
  /// @return null if it may fit
  synchronized @Nullable NoRoom refusal(long length) {
    return mayCountAgain() ? null : exceeded(length);
  }

  /// Takes room for an upload, until it [is in its file][#settle] or [failed][#giveBack]. May
  /// block.
  ///
  /// @param inMemory how much of it is not on the disk yet
  /// @return null if there is room; otherwise what is answered
  @Nullable NoRoom take(long length, long inMemory) throws IOException {
    NoRoom noSpace = checkDisk(2 * inMemory); // in a segment, and in its file
    if (noSpace != null) {
      return noSpace;
    }
    NoRoom exceeded = tryTake(length);
    if (exceeded != null && claimCount()) {
      count();
      exceeded = tryTake(length);
    }
    return exceeded;
  }

  /// Promises room on the disk to content that is being received, until it [has been
  /// written][#giveDisk] or is given up. May block.
  ///
  /// @return null if there is so much; otherwise what is answered
  @Nullable NoRoom takeDisk(long bytes) throws IOException {
    synchronized (promising) {
      NoRoom noSpace = checkDisk(bytes);
      if (noSpace == null) {
        promised.addAndGet(bytes);
      }
      return noSpace;
    }
  }

  /// So much less is promised. Does not block.
  void giveDisk(long bytes) {
    promised.addAndGet(-bytes);
  }

  /// Whether so much more can be written than is promised.
  ///
  /// @return null if it can; otherwise what is answered
  private @Nullable NoRoom checkDisk(long bytes) throws IOException {
    FileStore store = disk;
    return store == null || store.getUsableSpace() - promised.get() - bytes >= quota.reserve()
        ? null
        : new NoRoom("The disk of this server is nearly full.");
  }

  private synchronized @Nullable NoRoom tryTake(long length) {
    NoRoom exceeded = exceeded(length);
    if (exceeded != null) {
      return exceeded;
    }
    Sum upload = new Sum(length, 1);
    all = all.plus(upload);
    pending = pending.plus(upload);
    return null;
  }

  private @Nullable NoRoom exceeded(long length) {
    if (all.count() >= quota.count()) {
      return new NoRoom(
          Sentence.of(
              "The quota of this server is used up: it keeps at most %,d uploads.", quota.count()),
          quota.count());
    }
    if (length > quota.bytes() - all.bytes()) {
      return new NoRoom(
          Sentence.of(
              "The quota of this server has no room for %,d bytes more: it keeps at most %,d.",
              length, quota.bytes()),
          quota.bytes());
    }
    return null;
  }

  /// An upload is in its file.
  synchronized void settle(long length) {
    pending = pending.minus(new Sum(length, 1));
  }

  /// An upload failed.
  synchronized void giveBack(long length) {
    Sum upload = new Sum(length, 1);
    all = all.minus(upload);
    pending = pending.minus(upload);
  }

  private boolean mayCountAgain() {
    return quota.counts() && System.nanoTime() - countedAt > COUNT_AGAIN;
  }

  private synchronized boolean claimCount() {
    boolean may = mayCountAgain();
    if (may) {
      countedAt = System.nanoTime();
    }
    return may;
  }

  /// Counts the files in the folder, and adds the uploads that are on their way to one. An upload
  /// that gets its file meanwhile may count twice until the next count, which is better than not at
  /// all.
  private void count() throws IOException {
    Sum before;
    Sum underway;
    synchronized (this) {
      before = all;
      underway = pending;
    }
    Sum found = Sum.NONE;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.root())) {
      for (Path file : files) {
        found = found.plus(sizeOf(file));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    synchronized (this) {
      all = found.plus(underway).plus(all.minus(before));
      countedAt = System.nanoTime();
    }
  }

  private static Sum sizeOf(Path file) throws IOException {
    if (UploadFolder.idOf(file) == null) {
      return Sum.NONE;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? new Sum(attributes.size(), 1) : Sum.NONE;
    } catch (NoSuchFileException e) {
      return Sum.NONE;
    }
  }
}
