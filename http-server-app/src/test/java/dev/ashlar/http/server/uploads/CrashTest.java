package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.ForgetfulDisk.Crash;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Stops the store at each operation on the disk, forgets what was not flushed, and looks whether
/// every acknowledged upload is there, and nothing that should not be.
class CrashTest {
  /// What is lost at each point: all, nothing, and so many times something else. The long form is
  /// `-Dashlar.crash.losses=100`.
  private static final List<Crash> CRASHES =
      Stream.concat(
              Stream.of(Crash.LOSES_ALL, Crash.LOSES_NOTHING, Crash.LOSES_CONTENT),
              Collections.nCopies(
                  Integer.getInteger("ashlar.crash.losses", 4), Crash.LOSES_SOMETHING)
                  .stream())
          .toList();

  private static final String FOLDER = "/data/uploads";

  /// One life of a store, driven without its thread, so that each run is the same.
  private static final class Life {
    final int life;
    final UploadFolder folder;
    final IdempotencyKeys keys;
    final WriteOut writeOut;
    int finishing;
    int finished;
    final UploadIds ids = new UploadIds(InstantSource.system(), new SecureRandom());
    final FolderWork work;
    final List<PendingUpload> sent = new ArrayList<>();
    final Map<PendingUpload, byte[]> contents = new HashMap<>();

    /// What those were answered by a later server who tried again.
    final Map<PendingUpload, Outcome> answers = new HashMap<>();

    Life(int life, ForgetfulDisk disk, StoreLimits limits) {
      this.life = life;
      folder = new UploadFolder(disk.path(FOLDER));
      keys = new IdempotencyKeys(folder, KeyMemory.DEFAULT, InstantSource.system());
      Usage usage = new Usage(UploadQuota.DEFAULT, folder);
      writeOut = new WriteOut(folder, keys, usage);
      work = new FolderWork(folder, ids, keys, usage, writeOut, limits);
    }

    /// Commits a batch of uploads with so many bytes of content each.
    void commit(int... lengths) {
      List<PendingUpload> batch = new ArrayList<>();
      for (int length : lengths) {
        String number = String.format(Locale.ROOT, "%09d", sent.size());
        byte[] content = number.repeat(length / 9).getBytes(UTF_8);
        Spool spool = new Spool(new SpoolBudget(1 << 20), () -> folder.temporary(ids.next()));
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
      if (!batch.isEmpty()) {
        work.commit(batch);
      }
    }

    private Sha256 key(int number) {
      return Sha256.of(ByteBuffer.wrap((life + " " + number).getBytes(UTF_8)));
    }

    /// Tells those who have uploaded to an earlier one, and try again with their keys, what is
    /// known.
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
  }

  /// A new segment is filled with zeros: the usual 4 MiB would be most of the work here.
  private static final StoreLimits LARGE_SEGMENTS = limits(100_000, 1_000_000);

  private static StoreLimits limits(long segment, long log) {
    return new StoreLimits(
        1 << 20, 200_000, segment, log, Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1));
  }

  /// All that a store does in its life: commit, write out, retire, begin new segments, stop in
  /// order, start again, and just end.
  private static List<Life> live(ForgetfulDisk disk, StoreLimits limits) throws IOException {
    List<Life> lives = new ArrayList<>();
    Life first = new Life(1, disk, limits);
    lives.add(first);
    try {
      first.work.open();
    } catch (IOException e) {
      return lives;
    }
    first.commit(90);
    first.idle(3);
    first.commit(900, 70_000, 9);
    first.idle(2);
    first.commit(45);
    first.idle(15);
    first.commit(180, 80_010);
    first.finishing = disk.operations();
    first.work.finish();
    first.folder.close();
    first.finished = disk.operations();

    Life second = new Life(2, disk, limits);
    lives.add(second);
    try {
      second.work.open();
    } catch (IOException e) {
      return lives;
    }
    second.commit(27, 36);
    second.idle(1);
    second.commit(70_002);
    second.commit(27); // if it fails, it is the last that was written before the end
    return lives;
  }

  /// Looks at the disk as a new server would.
  ///
  /// @param failedMayBeThere whether uploads may be there that were not acknowledged
  private static void verify(ForgetfulDisk disk, List<Life> lives, boolean failedMayBeThere)
      throws IOException {
    Map<String, byte[]> possible = new HashMap<>();
    Path root = disk.path(FOLDER);
    try (FolderStore store =
        new FolderStore(UploadOptions.of(root), InstantSource.system(), LARGE_SEGMENTS)) {
      store.open();
      for (Life life : lives) {
        for (PendingUpload upload : life.sent) {
          byte[] content = Objects.requireNonNull(life.contents.get(upload));
          Outcome first = upload.outcome().getNow(new UploadStore.NoRoom("none"));
          Outcome outcome = life.answers.getOrDefault(upload, first);
          if (outcome instanceof Receipt receipt) {
            assertArrayEquals(
                content, read(store, receipt.id()), "an acknowledged upload is whole");
            possible.put(receipt.id() + ".json", content);
            if (upload.key() != null) {
              assertEquals(receipt, send(store, content, upload.key()), "a retry");
            }
          } else if (failedMayBeThere && upload.isIdentified()) {
            possible.put(upload.record().id() + ".json", content);
          }
        }
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(root, Files::isRegularFile)) {
        for (Path file : files) {
          byte[] expected = possible.get(String.valueOf(file.getFileName()));
          assertNotNull(expected, "not acknowledged, but there: " + file);
          assertArrayEquals(expected, Files.readAllBytes(file));
        }
      }
      Outcome outcome = send(store, "1".getBytes(UTF_8), null);
      assertEquals(1, read(store, assertInstanceOf(Receipt.class, outcome).id()).length);
    }
    try (DirectoryStream<Path> spool = Files.newDirectoryStream(root.resolve(".ashlar/spool"))) {
      assertFalse(spool.iterator().hasNext(), "nothing is left over");
    }
    try (DirectoryStream<Path> work = Files.newDirectoryStream(root.resolve(".ashlar"))) {
      Set<String> names = new HashSet<>();
      work.forEach(file -> names.add(String.valueOf(file.getFileName())));
      names.removeIf(name -> name.startsWith("keys-"));
      assertEquals(Set.of("lock", "spool"), names, "all is in plain files after a stop");
    }
  }

  private static Outcome send(FolderStore store, byte[] content, @Nullable Sha256 key)
      throws IOException {
    Spool spool = store.begin();
    spool.write(ByteBuffer.wrap(content));
    return store.commit(spool, Sha256.of(spool), key).toCompletableFuture().join();
  }

  private static byte[] read(FolderStore store, UploadId id) throws IOException {
    try (UploadStore.Stored stored = store.find(id)) {
      assertNotNull(stored, "found");
      dev.ashlar.http.server.api.Content content = stored.body().region(0, stored.body().length());
      return Client.read(Objects.requireNonNull(content));
    }
  }

  private static void crashAndVerify(
      ForgetfulDisk disk, List<Life> lives, Crash crash, long seed, boolean failedMayBeThere)
      throws IOException {
    verify(disk.crash(crash, new Random(seed)), lives, failedMayBeThere);
  }

  @Test
  void deniesNoUploadThatItCannotRecoverYet() throws IOException {
    ForgetfulDisk before = new ForgetfulDisk();
    Life life = new Life(1, before, LARGE_SEGMENTS);
    life.work.open();
    life.commit(90);
    UploadId id = life.sent.getFirst().record().id();
    ForgetfulDisk disk = before.crash(Crash.LOSES_ALL, new Random(1));
    disk.setFree(0);
    try (FolderStore store =
        new FolderStore(
            UploadOptions.of(disk.path(FOLDER)), InstantSource.system(), LARGE_SEGMENTS)) {
      assertThrows(IOException.class, () -> read(store, id));
      assertThrows(IOException.class, () -> store.list(null, 1));
      disk.setFree(1 << 20);
      assertEquals(90, read(store, id).length);
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 1000000", "300, 1000000", "300, 600"})
  void keepsWhatItAcknowledgedWhereverThePowerFails(long segment, long log) throws IOException {
    StoreLimits limits = limits(segment, log);
    ForgetfulDisk measured = new ForgetfulDisk();
    live(measured, limits);
    int operations = measured.operations();
    assertTrue(operations > 60, "there is something to interrupt: " + operations);
    for (int at = 1; at <= operations + 1; at++) {
      for (int kind = 0; kind < CRASHES.size(); kind++) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failPowerAt(at);
        List<Life> lives = live(disk, limits);
        Crash crash = CRASHES.get(kind);
        try {
          crashAndVerify(disk, lives, crash, 100_000L * at + kind, true);
        } catch (AssertionError | IOException e) {
          throw new AssertionError("power failed at " + disk.trace().getLast() + ", " + crash, e);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100000, 1000000, false",
    "100000, 1000000, true",
    "300, 600, false",
    "300, 600, true"
  })
  void leavesNothingOfWhatFailedAndKeepsTheRestWhicheverOperationFails(
      long segment, long log, boolean writtenAllTheSame) throws IOException {
    StoreLimits limits = limits(segment, log);
    ForgetfulDisk measured = new ForgetfulDisk();
    live(measured, limits);
    int operations = measured.operations();
    int failed = 0;
    for (int at = 1; at <= operations; at++) {
      for (Crash crash : Crash.values()) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failOnceAt(at, writtenAllTheSame);
        List<Life> lives = live(disk, limits);
        for (Life life : lives) {
          failed += (int) life.sent.stream().filter(CrashTest::failed).count();
        }
        try {
          crashAndVerify(disk, lives, crash, at, false);
        } catch (AssertionError | IOException e) {
          throw new AssertionError("failed: " + disk.trace().get(at - 1) + ", " + crash, e);
        }
      }
    }
    assertTrue(failed > 50, "failures were met: " + failed);
  }

  /// The disk fails for a while, so that what is done about a failure fails too.
  @ParameterizedTest
  @CsvSource({
    "100000, 1000000, false",
    "100000, 1000000, true",
    "300, 600, false",
    "300, 600, true"
  })
  void leavesNothingOfWhatFailedAndKeepsTheRestWhenTheDiskWorksAgain(
      long segment, long log, boolean writtenAllTheSame) throws IOException {
    StoreLimits limits = limits(segment, log);
    ForgetfulDisk measured = new ForgetfulDisk();
    live(measured, limits);
    int operations = measured.operations();
    int judged = 0;
    for (int at = 1; at <= operations; at++) {
      for (int many = 2; many <= 6; many++) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failFor(many, at, writtenAllTheSame);
        List<Life> lives = live(disk, limits);
        int ended = disk.operations();
        lives.getLast().idle(lives.getLast().work.isOpen() ? 20 : 0);
        // Nothing can be undone on a disk that fails to the end.
        Life first = lives.getFirst();
        boolean toTheEnd =
            at + many > ended || (at <= first.finished && at + many > first.finishing);
        judged += toTheEnd ? 0 : 1;
        Crash crash = CRASHES.get((at + many) % CRASHES.size());
        try {
          crashAndVerify(disk, lives, crash, at, toTheEnd);
        } catch (AssertionError | IOException e) {
          throw new AssertionError(
              many + " failed from " + disk.trace().get(at - 1) + " on, " + crash, e);
        }
      }
    }
    assertTrue(judged > operations, "the disk worked again in time: " + judged);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsWhatFollowsABatchThatCouldNotBeRolledBackAtOnce(boolean writtenAllTheSame)
      throws IOException {
    for (Crash crash : Crash.values()) {
      ForgetfulDisk disk = new ForgetfulDisk();
      Life life = new Life(1, disk, LARGE_SEGMENTS);
      life.work.open();
      life.commit(90);
      life.idle(1);
      int written = disk.operations() + 1;
      disk.failFor(2, written + 1, writtenAllTheSame);
      life.commit(45);
      assertTrue(failed(life.sent.getLast()), "its flush failed");
      life.idle(2);
      life.commit(27);
      life.commit(36);
      assertFalse(failed(life.sent.getLast()), "the disk works again");
      crashAndVerify(disk, List.of(life), crash, 1, false);
    }
  }

  private static boolean failed(PendingUpload upload) {
    return !(upload.outcome().getNow(new UploadStore.NoRoom("none")) instanceof Receipt);
  }

  /// Whoever tries again with a later server is told that an upload is stored only if it is.
  ///
  /// @return how many keys it does not know
  private static int assertStoredIfTheKeyIsKnown(Life before, Life after) throws IOException {
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

  /// Whoever got no answer sends the same with the same key once more, and is not told that it is
  /// stored because the head of a torn record was found.
  @Test
  void forgetsTheKeysOfABatchThatIsTorn() throws IOException {
    int torn = 0;
    for (int seed = 0; seed < 40; seed++) {
      ForgetfulDisk before = new ForgetfulDisk();
      Life first = new Life(1, before, LARGE_SEGMENTS);
      first.work.open();
      first.commit(90);
      before.failPowerAt(before.operations() + 2);
      first.commit(9000, 90, 9000, 90);
      ForgetfulDisk disk = before.crash(Crash.LOSES_SOMETHING, new Random(seed));

      Life second = new Life(2, disk, LARGE_SEGMENTS);
      second.work.open();
      second.idle(20);
      torn += assertStoredIfTheKeyIsKnown(first, second);
      second.folder.close();
    }
    assertTrue(torn > 20, "there was something torn: " + torn);
  }

  /// Its record may have been written although its flush failed, and be found again because it
  /// could not be undone; its file was deleted when it was refused.
  @Test
  void forgetsTheKeyOfWhatWasRefusedAndIsNowhere() throws IOException {
    int refused = 0;
    for (int at = 1; at < 12; at++) {
      for (int many = 1; many <= 3; many++) {
        ForgetfulDisk before = new ForgetfulDisk();
        Life first = new Life(1, before, LARGE_SEGMENTS);
        first.work.open();
        before.failFor(many, before.operations() + at, true);
        first.commit(70_002);
        refused += (int) first.sent.stream().filter(CrashTest::failed).count();

        Life second = new Life(2, before.crash(Crash.LOSES_NOTHING, new Random(1)), LARGE_SEGMENTS);
        second.work.open();
        second.idle(20);
        assertStoredIfTheKeyIsKnown(first, second);
        second.folder.close();
      }
    }
    assertTrue(refused > 0, "failures were met");
  }

  /// By the operator, or by a server that was killed before it had flushed what it made.
  @ParameterizedTest
  @ValueSource(strings = {FOLDER, FOLDER + "/.ashlar", FOLDER + "/.ashlar/spool"})
  void keepsWhatItAcknowledgedInFoldersThatWereMadeAMomentBefore(String made) throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Files.createDirectories(disk.path(made));
    Life life = new Life(1, disk, LARGE_SEGMENTS);
    life.work.open();
    life.commit(90, 70_000);
    assertFalse(failed(life.sent.getLast()));
    crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
  }

  /// The server is killed, or the disk fails until it is, and clients try again with the next one.
  /// What that tells them is true also if the power fails at once.
  @ParameterizedTest
  @CsvSource({
    "100000, 1000000, false",
    "100000, 1000000, true",
    "300, 600, false",
    "300, 600, true"
  })
  void answersOnlyForWhatIsOnTheDiskAfterItsPredecessorWasKilled(
      long segment, long log, boolean diskFails) throws IOException {
    StoreLimits limits = limits(segment, log);
    ForgetfulDisk measured = new ForgetfulDisk();
    live(measured, limits);
    int found = 0;
    for (int at = 1; at <= measured.operations() + 1; at++) {
      for (Crash crash : Crash.values()) {
        ForgetfulDisk disk = new ForgetfulDisk();
        if (diskFails) {
          disk.failFor(1_000_000, at, false);
        } else {
          disk.failPowerAt(at);
        }
        List<Life> lives = live(disk, limits);
        for (Life life : lives) {
          life.folder.close();
        }
        disk.workAgain();
        Life next = new Life(3, disk, limits);
        next.work.open();
        for (Life life : lives) {
          found += next.answer(life);
        }
        next.folder.close();
        try {
          crashAndVerify(disk, lives, crash, at, true);
        } catch (AssertionError | IOException e) {
          throw new AssertionError("killed at " + disk.trace().get(at - 1) + ", " + crash, e);
        }
      }
    }
    assertTrue(found > 0, "clients were answered for what they had no answer for: " + found);
  }

  /// By the operator, while the server runs.
  @Test
  void keepsWhatItAcknowledgedInAFolderThatWasReplacedAMomentBefore() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Life life = new Life(1, disk, LARGE_SEGMENTS);
    life.work.open();
    for (Path path :
        List.of(
            life.folder.spool(),
            life.folder.work().resolve("lock"),
            life.folder.work(),
            life.folder.root())) {
      Files.delete(path);
    }
    Files.createDirectory(life.folder.root());
    life.commit(90, 70_000);
    assertFalse(failed(life.sent.getLast()));
    crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
  }

  @Test
  void survivesACrashDuringRecoveryTime() throws IOException {
    StoreLimits limits = limits(300, 1_000_000);
    ForgetfulDisk before = new ForgetfulDisk();
    List<Life> lives = live(before, limits);
    ForgetfulDisk crashed = before.crash(Crash.LOSES_CONTENT, new Random(1));
    for (int at = 1; at < 60; at++) {
      ForgetfulDisk again = crashed.crash(Crash.LOSES_NOTHING, new Random(1));
      again.failPowerAt(at);
      Life recovering = new Life(3, again, limits);
      try {
        recovering.work.open();
        recovering.work.finish();
      } catch (IOException e) {
        // The power failed again.
      }
      verify(again.crash(Crash.LOSES_SOMETHING, new Random(at)), lives, true);
    }
  }
}
