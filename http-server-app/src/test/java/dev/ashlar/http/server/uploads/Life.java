package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One life of a store, driven without its thread, so that each run is the same.
final class Life {
  static final String FOLDER = "/data/uploads";

  private static final InstantSource CLOCK = InstantSource.system();

  final int life;
  final UploadFolder folder;
  final IdempotencyKeys keys;
  final Backlog backlog;
  int finishing;
  int finished;
  final UploadIds ids = new UploadIds(CLOCK, new SecureRandom());
  final WriteAheadLogging work;
  final List<PendingUpload> sent = new ArrayList<>();
  final Map<PendingUpload, byte[]> contents = new HashMap<>();

  /// What those were answered by a later server who tried again.
  final Map<PendingUpload, Outcome> answers = new HashMap<>();

  Life(int life, ForgetfulDisk disk, StoreLimits limits) {
    this.life = life;
    folder = new UploadFolder(disk.path(FOLDER));
    keys = new IdempotencyKeys(folder, KeyMemory.DEFAULT, CLOCK);
    Usage usage = new Usage(UploadQuota.DEFAULT, folder);
    backlog = new Backlog(folder, keys, usage);
    work = new WriteAheadLogging(folder, ids, keys, usage, backlog, limits);
  }

  /// The first life on a disk, in large segments, once it has opened the folder.
  static Life opened(ForgetfulDisk disk) throws IOException {
    Life life = new Life(1, disk, Lives.LARGE_SEGMENTS);
    life.work.open();
    return life;
  }

  /// Commits a batch of uploads with so many bytes of content each.
  void commit(int... lengths) {
    List<PendingUpload> batch = receive(lengths);
    if (!batch.isEmpty()) {
      work.commit(batch);
    }
  }

  /// Receives uploads with so many bytes of content each, and leaves out those that fail.
  List<PendingUpload> receive(int... lengths) {
    List<PendingUpload> batch = new ArrayList<>();
    for (int length : lengths) {
      String number = String.format(Locale.ROOT, "%09d", sent.size());
      byte[] content = number.repeat(length / 9).getBytes(UTF_8);
      Spool spool = new Spool(new Budget(1 << 20), () -> folder.temporary(ids.next()));
      try {
        spool.write(ByteBuffer.wrap(content));
        Sha256 key = length % 2 == 0 ? key(sent.size() + batch.size()) : null;
        PendingUpload upload = new PendingUpload(spool, Sha256.of(ByteBuffer.wrap(content)), key);
        assertNull(keys.claim(upload));
        upload.flushFile();
        batch.add(upload);
        contents.put(upload, content);
      } catch (IOException e) {
        // As the receiver does: the client is told.
      }
    }
    sent.addAll(batch);
    return batch;
  }

  private Sha256 key(int number) {
    return Sha256.of(ByteBuffer.wrap((life + " " + number).getBytes(UTF_8)));
  }

  /// Tells those who have uploaded to an earlier one, and try again with their keys, what is known.
  ///
  /// @return how many learn that their uploads were stored who did not know it
  int answer(Life earlier) throws IOException {
    int learned = 0;
    for (PendingUpload upload : earlier.sent) {
      var known = keys.claim(upload);
      if (known != null) {
        earlier.answers.put(upload, known.join());
        learned += failed(upload) ? 1 : 0;
      }
    }
    return learned;
  }

  void idle(int times) {
    for (int i = 0; i < times; i++) {
      work.idle();
    }
  }

  /// Whether an upload was not acknowledged.
  static boolean failed(PendingUpload upload) {
    return !(upload.outcome().getNow(new UploadStore.NoRoom("none")) instanceof Receipt);
  }

  /// Whoever tries again with a later server is told that an upload is stored only if it is.
  ///
  /// @return how many keys it does not know
  static int assertStoredIfTheKeyIsKnown(Life before, Life after) throws IOException {
    int unknown = 0;
    for (PendingUpload upload : before.sent) {
      boolean known = after.keys.claim(upload) != null;
      unknown += known ? 0 : 1;
      assertTrue(
          !known || Files.exists(after.folder.file(upload.record().id())),
          "stored, if the key is known");
    }
    return unknown;
  }
}
