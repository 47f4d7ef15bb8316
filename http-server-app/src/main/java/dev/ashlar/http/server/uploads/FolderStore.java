package dev.ashlar.http.server.uploads;

import dev.ashlar.http.security.FileStamp;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.TooMuchUnreadException;
import dev.ashlar.http.server.representation.UnopenedFile;
import dev.ashlar.http.server.resources.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Keeps each upload as a plain file `ID.json` in one folder.
///
/// An upload is acknowledged as soon as it is flushed to a segment, together with all others that
/// arrived while the disk was busy. Its file is written afterwards, mostly within milliseconds;
/// until then it is read from memory. After a crash the segments are read, and the files written
/// that are missing, before the store is used.
final class FolderStore implements UploadStore {
  private static final Outcome STOPPING =
      new Failed(new IOException("The server is being stopped"));

  private final UploadFolder folder;
  private final Budget memory;
  private final UploadIds ids;
  private final IdempotencyKeys keys;
  private final Usage usage;
  private final Backlog backlog;
  private final TemporaryFiles temporaryFiles;
  private final UnreadUploads unread;
  private final Committer committer;
  private final WriteAheadLogging work;

  /// A store in a folder that need not exist yet.
  FolderStore(UploadOptions options, InstantSource clock, StoreLimits limits) {
    this(options, clock, limits, Committer.THREADS);
  }

  /// @param threads makes the thread that commits
  FolderStore(
      UploadOptions options, InstantSource clock, StoreLimits limits, ThreadFactory threads) {
    this.folder = new UploadFolder(options.folder());
    this.memory = new Budget(limits.memory());
    this.ids = new UploadIds(clock, new SecureRandom());
    this.keys = new IdempotencyKeys(folder, options.keys(), clock);
    this.usage = new Usage(options.quota(), folder);
    // Shared by uploads that arrive and uploads that are read: either may have the slow clients.
    Budget openFiles = new Budget(options.openFiles());
    this.temporaryFiles = new TemporaryFiles(openFiles);
    this.unread = new UnreadUploads(limits.unread(), openFiles);
    this.backlog = new Backlog(folder, keys, usage);
    this.work = new WriteAheadLogging(folder, ids, keys, usage, backlog, limits);
    this.committer = new Committer(work, threads);
  }

  /// Opens the folder, makes it if need be, and brings it into order. Done by the first upload
  /// otherwise.
  ///
  /// @throws IOException if it cannot be used, or another server uses it
  void open() throws IOException {
    if (work.open()) {
      committer.start();
    }
  }

  @Override
  public @Nullable NoRoom refusal(long length) {
    return usage.refusal(length);
  }

  @Override
  public Spool begin() {
    return new Spool(memory, temporaryFiles);
  }

  private final class TemporaryFiles implements Spool.TemporaryFiles {
    private final Budget openFiles;

    TemporaryFiles(Budget openFiles) {
      this.openFiles = openFiles;
    }

    @Override
    public Path newFile() throws IOException {
      open();
      if (!Files.isDirectory(folder.spool())) {
        folder.open();
      }
      return folder.temporary(ids.next());
    }

    @Override
    public boolean mayStayOpen() {
      return openFiles.take(1);
    }

    @Override
    public void closed() {
      openFiles.giveBack(1);
    }

    @Override
    public void takeRoom(long bytes) throws IOException {
      open();
      NoRoom noRoom = usage.takeDisk(bytes);
      if (noRoom != null) {
        throw new NoRoomException(noRoom.detail());
      }
    }

    @Override
    public void giveRoom(long bytes) {
      usage.giveDisk(bytes);
    }
  }

  @Override
  public CompletionStage<Outcome> commit(Spool content, Sha256 sha256, @Nullable Sha256 key) {
    PendingUpload upload = new PendingUpload(content, sha256, key);
    boolean roomTaken = false;
    try {
      open();
      CompletableFuture<Outcome> known = keys.claim(upload);
      if (known != null) {
        upload.discard();
        return known;
      }
      NoRoom noRoom = usage.take(upload.length(), upload.memoryLength());
      if (noRoom != null) {
        return refuse(upload, noRoom);
      }
      roomTaken = true;
      upload.flushFile();
      return committer.submit(upload) ? upload.outcome() : giveUp(upload, STOPPING);
    } catch (IOException | RuntimeException | Error e) {
      return roomTaken ? giveUp(upload, Outcome.of(e)) : refuse(upload, Outcome.of(e));
    }
  }

  private CompletionStage<Outcome> giveUp(PendingUpload upload, Outcome outcome) {
    usage.giveBack(upload.length());
    return refuse(upload, outcome);
  }

  /// The key is released first, because other uploads may be waiting for it.
  private CompletionStage<Outcome> refuse(PendingUpload upload, Outcome outcome) {
    keys.release(upload);
    upload.outcome().complete(outcome);
    upload.discard();
    return upload.outcome();
  }

  /// Opens the folder before it is read, if it still holds segments of an earlier server. Without
  /// the recovery, an upload that is only in a segment would be taken for missing, and a file might
  /// not be whole. A folder without segments can be read even if it cannot be opened.
  private void openToRead() throws IOException {
    if (!work.isOpen() && folder.hasSegments()) {
      open();
    }
  }

  @Override
  public @Nullable Stored find(UploadId id) throws IOException {
    openToRead();
    PendingUpload pending = backlog.find(id);
    ByteBuffer memory = pending == null ? null : pending.memory();
    if (memory != null) {
      UnreadUploads.Share share = unread.take(memory.remaining());
      if (share == null) {
        throw new TooMuchUnreadException();
      }
      return new Stored(new Body.InMemory(memory), id.time(), share);
    }
    Stored stored = open(folder.file(id), true);
    UploadId temporary = pending == null ? null : pending.record().file();
    if (stored == null && temporary != null) {
      stored = open(folder.temporary(temporary), false);
      return stored != null
          ? new Stored(stored.body(), id.time(), stored.share()) // as it will be
          : open(folder.file(id), true); // moved meanwhile
    }
    return stored;
  }

  @Override
  public Page list(@Nullable UploadId after, int limit) throws IOException {
    openToRead();
    NewestUploads newest = new NewestUploads(after, limit);
    // First those that have no file yet. One that gets its file meanwhile is met twice, and the
    // other way round it might be missed.
    backlog.forEach(newest::add);
    folder.forEach(newest::add);
    List<Listed> uploads = new ArrayList<>();
    List<UploadId> ids = newest.all();
    for (UploadId id : ids) {
      Listed upload = look(id);
      if (upload != null) {
        uploads.add(upload);
      }
    }
    return new Page(uploads, newest.more() ? ids.getLast() : null);
  }

  /// @return null if it is gone, or is no upload
  private @Nullable Listed look(UploadId id) throws IOException {
    PendingUpload pending = backlog.find(id);
    if (pending != null) {
      return new Listed(id, pending.length());
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              folder.file(id), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? new Listed(id, attributes.size()) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /// Opens the file of an upload. If no memory or descriptor is left for it, the file is opened
  /// anew for each piece, which takes one that stays where it is.
  ///
  /// @param lasting whether it does; a temporary file will be moved
  /// @return null if there is no such file
  /// @throws TooMuchUnreadException if nothing is left for a file that does not stay
  private @Nullable Stored open(Path path, boolean lasting) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return null; // opening a FIFO would block for good
      }
      Instant modified = attributes.lastModifiedTime().toInstant();
      UnreadUploads.Share share = unread.take(attributes.size());
      if (share == null && !lasting) {
        throw new TooMuchUnreadException();
      }
      if (share == null) {
        Body body = new UnopenedFile(path, attributes.size());
        return new Stored(body, modified, UnreadUploads.Share.ofNothing());
      }
      return new Stored(opened(path, modified, share), modified, share);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static Body opened(Path path, Instant modified, UnreadUploads.Share share)
      throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      return Body.of(new OpenFile(channel, new FileStamp(channel.size(), modified, path)));
    } catch (IOException | RuntimeException | Error e) {
      share.close();
      throw e;
    }
  }

  /// Commits what is queued, writes all files, flushes them, and gives the folder free.
  @Override
  public void close() throws IOException {
    committer.close();
    work.close();
  }
}
