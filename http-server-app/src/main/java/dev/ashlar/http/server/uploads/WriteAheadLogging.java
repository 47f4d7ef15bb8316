package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.resources.Resources;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// What the committing thread does in a folder, in this order for each upload:
///
/// 1. commit: to a segment of the log, with one flush for the batch; then it is acknowledged;
/// 2. write out: from the backlog to its own file;
/// 3. retire: flush that file, and in the end delete the segment.
///
/// The second and third wait for idle moments, but not for ever: see [StoreLimits].
final class WriteAheadLogging implements Committer.Work {
  private static final Logger LOG = LogManager.getLogger(Uploads.LOG_NAME);

  private final UploadFolder folder;
  private final UploadIds ids;
  private final IdempotencyKeys keys;
  private final Usage usage;
  private final Backlog backlog;
  private final StoreLimits limits;
  private volatile @Nullable CommitLog log;
  private @Nullable Retirement retirement;

  /// Guarded by this.
  private boolean closed;

  /// The temporary files with older names may lose them in a crash, because flushing their folder
  /// failed: who was told so was another upload, and the next flush succeeds.
  private @Nullable UploadId firstCertain;

  private boolean vanished;
  private boolean quiet;
  private boolean failing;

  WriteAheadLogging(
      UploadFolder folder,
      UploadIds ids,
      IdempotencyKeys keys,
      Usage usage,
      Backlog backlog,
      StoreLimits limits) {
    this.folder = folder;
    this.ids = ids;
    this.keys = keys;
    this.usage = usage;
    this.backlog = backlog;
    this.limits = limits;
  }

  /// Whether the folder was opened.
  boolean isOpen() {
    return log != null;
  }

  /// Opens the folder and recovers what is in it, the first time. Any thread may call this, and the
  /// committing thread does nothing before.
  ///
  /// @return whether there is something to retire
  boolean open() throws IOException {
    return !isOpen() && openFirst();
  }

  private synchronized boolean openFirst() throws IOException {
    if (log != null) {
      return false;
    }
    if (closed) {
      throw new IOException("The server is being stopped");
    }
    folder.open();
    CommitLog recovered;
    try {
      recovered = recover();
    } catch (IOException | RuntimeException | Error e) {
      // Unlocked: somebody else may have more luck with it.
      Resources.closeAfter(e, folder);
      throw e;
    }
    retirement = new Retirement(folder, recovered, keys);
    log = recovered;
    return recovered.oldest() != null;
  }

  private CommitLog recover() throws IOException {
    Recovery recovery = new Recovery(folder, keys);
    CommitLog recovered = recovery.run(limits.segment());
    if (recovery.recovered() > 0) {
      LOG.info("Recovered {} uploads in {}", recovery.recovered(), folder.root());
    }
    usage.open();
    return recovered;
  }

  /// Gives the folder free when nothing is committed any more. Who is late, since a worker was
  /// still at his upload, does not open it again.
  synchronized void close() throws IOException {
    closed = true;
    folder.close();
  }

  @Override
  public void commit(List<PendingUpload> batch) {
    quiet = false;
    try {
      CommitLog log = Objects.requireNonNull(this.log);
      catchUp(log, 2 * batch.size());
      identify(batch);
      flushSpool(batch);
      log.commit(batch);
    } catch (IOException | RuntimeException e) {
      fail(batch, Outcome.of(e));
      return;
    }
    for (PendingUpload upload : batch) {
      backlog.add(upload);
      upload.outcome().complete(Receipt.of(upload.record()));
    }
  }

  @Override
  public void fail(List<PendingUpload> batch, Throwable failure) {
    fail(batch, Outcome.of(failure));
  }

  private void fail(List<PendingUpload> batch, Outcome outcome) {
    for (PendingUpload upload : batch) {
      if (!upload.outcome().isDone()) {
        keys.release(upload);
        usage.giveBack(upload.length());
        upload.discard();
        upload.outcome().complete(outcome);
      }
    }
  }

  private void identify(List<PendingUpload> batch) {
    for (PendingUpload upload : batch) {
      upload.identify(ids.next());
    }
  }

  /// Makes the names of the batch's temporary files durable. Their content was flushed by the
  /// workers.
  private void flushSpool(List<PendingUpload> batch) throws IOException {
    List<UploadId> files =
        batch.stream().map(upload -> upload.record().file()).filter(Objects::nonNull).toList();
    if (files.isEmpty()) {
      return;
    }
    try {
      FolderEntries.flush(folder.spool());
    } catch (IOException | RuntimeException | Error e) {
      firstCertain = ids.next();
      throw e;
    }
    UploadId certain = firstCertain;
    if (certain != null && files.stream().anyMatch(file -> file.compareTo(certain) < 0)) {
      throw new IOException("The name of a temporary file may be lost");
    }
  }

  /// Does what cannot wait any longer before more is committed.
  ///
  /// @param mostLate how many files are written at most only because they are late: few enough that
  ///   no upload waits for long, and more than the batch adds, so that the backlog shrinks
  private void catchUp(CommitLog log, int mostLate) throws IOException {
    if (vanished || !log.isInPlace()) {
      replaceVanished(log);
    }
    try {
      writeLate(mostLate);
    } catch (IOException e) {
      report(e); // It is safe in the log nevertheless, and so is more while the log has room.
    }
    while (log.length() > limits.log()) {
      putAway(log);
    }
  }

  private void writeLate(int mostLate) throws IOException {
    for (int written = 0; isLate(backlog.oldest()) && written < mostLate; written++) {
      backlog.step();
    }
    while (backlog.memory() > limits.backlog()) {
      backlog.step();
    }
  }

  private boolean isLate(@Nullable PendingUpload oldest) {
    return oldest != null && oldest.age() > limits.delay().toNanos();
  }

  /// Commits anew what is not in its file yet, because the segments were removed with their folder:
  /// these uploads were acknowledged, and nothing on the disk stands for that any more.
  private void replaceVanished(CommitLog log) throws IOException {
    boolean again = vanished;
    vanished = true;
    log.abandon(again);
    Objects.requireNonNull(retirement).restart();
    keys.abandon();
    folder.open();
    log.commitAgain(backlog.all());
    vanished = false;
  }

  @Override
  public long idle() {
    CommitLog log = Objects.requireNonNull(this.log);
    try {
      boolean active = log.isActive() && log.oldest() == null && backlog.oldest() == null;
      if (active && !quiet) {
        quiet = true;
        return limits.quiet().toMillis();
      }
      boolean more = putAway(log);
      failing = false;
      return more ? 0 : Committer.UNTIL_NEXT;
    } catch (IOException | RuntimeException | Error e) {
      report(e);
      return Committer.PAUSE;
    }
  }

  /// Takes one step. Nothing is retired before everything is written out, so that no segment is
  /// deleted while it is needed.
  ///
  /// @return whether there was anything to do
  private boolean putAway(CommitLog log) throws IOException {
    if (backlog.step()) {
      return true;
    }
    if (log.oldest() == null) {
      log.seal();
    }
    return Objects.requireNonNull(retirement).step();
  }

  private void report(Throwable e) {
    if (!failing) {
      LOG.error("Uploads are safe, but cannot be put into their files: {}", e.toString());
    }
    failing = true;
  }

  @Override
  public void finish() {
    CommitLog log = Objects.requireNonNull(this.log);
    long end = System.nanoTime() + limits.finish().toNanos();
    try {
      log.seal(); // first: what was refused must not be found by the next server, whatever follows
    } catch (IOException | RuntimeException | Error e) {
      report(e);
    }
    try {
      boolean more = true;
      while (more && (backlog.oldest() != null || System.nanoTime() - end < 0)) {
        more = putAway(log);
      }
      Objects.requireNonNull(retirement).restart();
    } catch (IOException | RuntimeException | Error e) {
      report(e);
    }
  }
}
