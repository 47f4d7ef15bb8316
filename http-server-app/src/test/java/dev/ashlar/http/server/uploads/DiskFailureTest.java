package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.ForgetfulDisk.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lets operations on the disk fail, one or several, and looks whether every acknowledged upload is
/// there all the same, and nothing of those that were refused.
class DiskFailureTest {
  @ParameterizedTest
  @CsvSource({
    "100000, 1000000, false",
    "100000, 1000000, true",
    "300, 600, false",
    "300, 600, true"
  })
  void leavesNothingOfWhatFailedAndKeepsTheRestWhicheverOperationFails(
      long segment, long log, boolean writtenAllTheSame) throws IOException {
    StoreLimits limits = Lives.limits(segment, log);
    int operations = Lives.operations(limits);
    int failed = 0;
    for (int at = 1; at <= operations; at++) {
      for (Crash crash : Crash.values()) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failOnceAt(at, writtenAllTheSame);
        List<Life> lives = Lives.live(disk, limits);
        for (Life life : lives) {
          failed += (int) life.sent.stream().filter(Life::failed).count();
        }
        Lives.crashAndVerify(disk, lives, crash, at, false);
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
    StoreLimits limits = Lives.limits(segment, log);
    int operations = Lives.operations(limits);
    int judged = 0;
    for (int at = 1; at <= operations; at++) {
      for (int many = 2; many <= 6; many++) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failFor(many, at, writtenAllTheSame);
        List<Life> lives = Lives.live(disk, limits);
        int ended = disk.operations();
        lives.getLast().idle(lives.getLast().work.isOpen() ? 20 : 0);
        // Nothing can be undone on a disk that fails to the end.
        Life first = lives.getFirst();
        boolean toTheEnd =
            at + many > ended || (at <= first.finished && at + many > first.finishing);
        judged += toTheEnd ? 0 : 1;
        Crash crash = Lives.CRASHES.get((at + many) % Lives.CRASHES.size());
        Lives.crashAndVerify(disk, lives, crash, at, toTheEnd);
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
      Life life = Life.opened(disk);
      life.commit(90);
      life.idle(1);
      int written = disk.operations() + 1;
      disk.failFor(2, written + 1, writtenAllTheSame);
      life.commit(45);
      assertTrue(Life.failed(life.sent.getLast()), "its flush failed");
      life.idle(2);
      life.commit(27);
      life.commit(36);
      assertFalse(Life.failed(life.sent.getLast()), "the disk works again");
      Lives.crashAndVerify(disk, List.of(life), crash, 1, false);
    }
  }

  /// Its record may have been written although its flush failed, and be found again because it
  /// could not be undone; its file was deleted when it was refused.
  @Test
  void forgetsTheKeyOfWhatWasRefusedAndIsNowhere() throws IOException {
    int refused = 0;
    for (int at = 1; at < 12; at++) {
      for (int many = 1; many <= 3; many++) {
        ForgetfulDisk before = new ForgetfulDisk();
        Life first = Life.opened(before);
        before.failFor(many, before.operations() + at, true);
        first.commit(70_002);
        refused += (int) first.sent.stream().filter(Life::failed).count();

        Life second =
            new Life(2, before.crash(Crash.LOSES_NOTHING, new Random(1)), Lives.LARGE_SEGMENTS);
        second.work.open();
        second.idle(20);
        Life.assertStoredIfTheKeyIsKnown(first, second);
        second.folder.close();
      }
    }
    assertTrue(refused > 0, "failures were met");
  }

  /// The other one is told of the failure, and then flushing succeeds.
  @Test
  void keepsNoUploadWhoseNameAnotherOneHasFailedToFlush() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Life life = Life.opened(disk);
    List<PendingUpload> one = life.receive(70_002);
    List<PendingUpload> other = life.receive(80_010);
    disk.failOnceAt(disk.operations() + 1, false);
    life.work.commit(one);
    assertTrue(Life.failed(life.sent.getFirst()), "flushing the folder failed");
    life.work.commit(other);
    life.commit(70_002);
    assertFalse(Life.failed(life.sent.getLast()), "what came afterwards is safe");
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
  }

  /// A worker, for one, that makes the folder of temporary files anew.
  @Test
  void keepsNoUploadInASegmentWhoseNameAnotherOneHasFailedToFlush() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Life life = Life.opened(disk);
    disk.before(
        "flush " + life.folder.work(),
        () -> {
          disk.failOnceAt(disk.operations() + 1, false);
          assertThrows(IOException.class, () -> life.folder.workEntries().flush());
        });
    life.commit(90);
    life.commit(45);
    assertFalse(Life.failed(life.sent.getLast()), "the disk works again");
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
  }

  /// As the first upload does with the default folder.
  @Test
  void keepsWhatItAcknowledgedInAFolderThatItOpenedAtTheSecondAttempt() throws IOException {
    ForgetfulDisk whole = new ForgetfulDisk();
    Life.opened(whole);
    int failed = 0;
    for (int at = 1; at <= whole.operations(); at++) {
      ForgetfulDisk disk = new ForgetfulDisk();
      disk.failOnceAt(at, false);
      Life life = new Life(1, disk, Lives.LARGE_SEGMENTS);
      try {
        life.work.open();
      } catch (IOException e) {
        failed++;
        life.work.open();
      }
      life.commit(90, 70_000);
      assertFalse(Life.failed(life.sent.getLast()), "the disk works again");
      Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, at, false);
    }
    assertTrue(failed > 5, "there were second attempts: " + failed);
  }

  @ParameterizedTest
  @ValueSource(strings = {Life.FOLDER + "/.ashlar", Life.FOLDER + "/.ashlar/spool"})
  void saysThatAFolderCannotBeRead(String folder) throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Files.createDirectories(disk.path(folder));
    disk.makeUnreadable(disk.path(folder));
    Life life = new Life(1, disk, Lives.LARGE_SEGMENTS);
    assertThrows(IOException.class, life.work::open);
  }

  /// When flushing the folder has failed, a large upload is copied to its place. Until the copy is
  /// durable there, nothing else may be needed and gone.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsALargeUploadThatIsCopiedWhereverThePowerFails(boolean writtenAllTheSame)
      throws IOException {
    int flush = flushOfTheFolder(70_002);
    for (int at = flush + 1; at < flush + 12; at++) {
      for (Crash crash : Lives.CRASHES) {
        ForgetfulDisk disk = new ForgetfulDisk();
        disk.failOnceAt(flush, writtenAllTheSame);
        disk.failPowerAt(at);
        Life life = livesToRetire(disk, 70_002);
        Lives.crashAndVerify(disk, List.of(life), crash, at, false);
      }
    }
  }

  /// The number of the operation that makes the names of all files durable.
  private static int flushOfTheFolder(int length) throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    livesToRetire(disk, length);
    List<String> trace = disk.trace();
    int flush = trace.size();
    while (!trace.get(flush - 1).endsWith(" flush " + Life.FOLDER)) {
      flush--;
    }
    return flush;
  }

  /// A life in which an upload is acknowledged, and all is done that can wait.
  private static Life livesToRetire(ForgetfulDisk disk, int length) throws IOException {
    Life life = Life.opened(disk);
    life.commit(length);
    assertFalse(Life.failed(life.sent.getFirst()));
    life.idle(20);
    return life;
  }

  /// What cannot be looked at need not be gone.
  @Test
  void recoversNothingBeforeItCanLookForContentInAFile() throws IOException {
    ForgetfulDisk before = new ForgetfulDisk();
    Life life = Life.opened(before);
    life.commit(70_002);
    PendingUpload upload = life.sent.getFirst();
    assertFalse(Life.failed(upload));
    ForgetfulDisk disk = before.crash(Crash.LOSES_ALL, new Random(1));
    Life second = new Life(2, disk, Lives.LARGE_SEGMENTS);
    disk.makeUnreadable(second.folder.temporary(upload.record().temporary()));
    assertThrows(IOException.class, second.work::open);
    disk.makeUnreadable(null);
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_ALL, 1, false);
  }

  @Test
  void writesAnewWhatTheSystemHasFailedToWriteByItselfAndForgotten() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Life life = Life.opened(disk);
    life.commit(90, 900);
    PendingUpload upload = life.sent.getFirst();
    Path file = life.folder.file(upload.record().id());
    while (life.backlog.oldest() != null) {
      life.idle(1);
    }
    disk.forget(file);
    assertEquals(0, Files.size(file));
    life.idle(20);
    assertEquals(List.of(), life.folder.segments(), "all is flushed");
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_CONTENT, 1, false);
  }

  /// Flushing the folder has failed, and then the system has needed the memory for its entries.
  @Test
  void putsBackWhatHasNoNameAnyMoreBecauseTheFolderCouldNotBeFlushed() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    disk.failOnceAt(flushOfTheFolder(90), false);
    Life life = Life.opened(disk);
    life.commit(90);
    while (disk.failures().startsWith("no ")) {
      life.idle(1);
    }
    disk.forget(life.folder.root());
    assertFalse(Files.exists(life.folder.file(life.sent.getFirst().record().id())));
    life.idle(20);
    assertEquals(List.of(), life.folder.segments(), "all is flushed");
    Lives.crashAndVerify(disk, List.of(life), Crash.LOSES_CONTENT, 1, false);
  }

  /// Then it is the operator's, and not written anew.
  @Test
  void leavesAnUploadAloneThatWasEdited() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Life life = Life.opened(disk);
    life.commit(90);
    life.idle(2);
    UploadId id = life.sent.getFirst().record().id();
    Path file = life.folder.file(id);
    Files.write(file, new byte[3]);
    Files.setLastModifiedTime(file, FileTime.from(id.time().plusMillis(1)));
    life.idle(20);
    assertEquals(List.of(), life.folder.segments(), "all is flushed");
    assertEquals(3, Files.size(file));
  }
}
