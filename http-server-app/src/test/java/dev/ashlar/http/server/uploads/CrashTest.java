package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.ForgetfulDisk.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Stops the store at each operation on the disk, forgets what was not flushed, and looks whether
/// every acknowledged upload is there, and nothing that should not be.
class CrashTest {
  @Test
  void deniesNoUploadThatItCannotRecoverYet() throws IOException {
    ForgetfulDisk before = new ForgetfulDisk();
    Life life = Life.opened(before);
    life.commit(90);
    UploadId id = life.sent.getFirst().record().id();
    ForgetfulDisk disk = before.crash(Crash.LOSES_ALL, new Random(1));
    disk.setFree(0);
    try (FolderStore store =
        new FolderStore(
            UploadOptions.of(disk.path(Life.FOLDER)),
            InstantSource.system(),
            Lives.LARGE_SEGMENTS)) {
      assertThrows(IOException.class, () -> Lives.read(store, id));
      assertThrows(IOException.class, () -> store.list(null, 1));
      disk.setFree(1 << 20);
      assertEquals(90, Lives.read(store, id).length);
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 1000000", "300, 1000000", "300, 600"})
  void keepsWhatItAcknowledgedWhereverThePowerFails(long segment, long log) throws IOException {
    StoreLimits limits = Lives.limits(segment, log);
    int operations = Lives.operations(limits);
    assertTrue(operations > 60, "there is something to interrupt: " + operations);
    for (int at = 1; at <= operations + 1; at++) {
      for (int kind = 0; kind < Lives.CRASHES.size(); kind++) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failPowerAt(at);
        List<Life> lives = Lives.live(disk, limits);
        Crash crash = Lives.CRASHES.get(kind);
        Lives.crashAndVerify(disk, lives, crash, 100_000L * at + kind, true);
      }
    }
  }

  /// Whoever got no answer sends the same with the same key once more, and is not told that it is
  /// stored because the head of a torn record was found.
  @Test
  void forgetsTheKeysOfABatchThatIsTorn() throws IOException {
    int torn = 0;
    for (int seed = 0; seed < 40; seed++) {
      ForgetfulDisk before = new ForgetfulDisk();
      Life first = Life.opened(before);
      first.commit(90);
      before.failPowerAt(before.operations() + 2);
      first.commit(9000, 90, 9000, 90);
      ForgetfulDisk disk = before.crash(Crash.LOSES_SOMETHING, new Random(seed));

      Life second = new Life(2, disk, Lives.LARGE_SEGMENTS);
      second.work.open();
      second.idle(20);
      torn += Life.assertStoredIfTheKeyIsKnown(first, second);
      second.folder.close();
    }
    assertTrue(torn > 20, "there was something torn: " + torn);
  }

  /// By the operator, or by a server that was killed before it had flushed what it made.
  @ParameterizedTest
  @ValueSource(strings = {Life.FOLDER, Life.FOLDER + "/.ashlar", Life.FOLDER + "/.ashlar/spool"})
  void keepsWhatItAcknowledgedInFoldersThatWereMadeAMomentBefore(String made) throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Files.createDirectories(disk.path(made));
    Life life = Life.opened(disk);
    life.commit(90, 70_000);
    assertFalse(Life.failed(life.sent.getLast()));
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
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
    StoreLimits limits = Lives.limits(segment, log);
    int operations = Lives.operations(limits);
    int found = 0;
    for (int at = 1; at <= operations + 1; at++) {
      for (Crash crash : Crash.values()) {
        ForgetfulDisk disk = new ForgetfulDisk();
        if (diskFails) {
          disk.failFor(1_000_000, at, false);
        } else {
          disk.failPowerAt(at);
        }
        List<Life> lives = Lives.live(disk, limits);
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
        Lives.crashAndVerify(disk, lives, crash, at, true);
      }
    }
    assertTrue(found > 0, "clients were answered for what they had no answer for: " + found);
  }

  /// By the operator, while the server runs.
  @Test
  void keepsWhatItAcknowledgedInAFolderThatWasReplacedAMomentBefore() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Life life = Life.opened(disk);
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
    assertFalse(Life.failed(life.sent.getLast()));
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
  }

  @Test
  void survivesACrashDuringRecoveryTime() throws IOException {
    StoreLimits limits = Lives.limits(300, 1_000_000);
    ForgetfulDisk before = new ForgetfulDisk();
    List<Life> lives = Lives.live(before, limits);
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
      Lives.verify(again.crash(Crash.LOSES_SOMETHING, new Random(at)), lives, true);
    }
  }
}
