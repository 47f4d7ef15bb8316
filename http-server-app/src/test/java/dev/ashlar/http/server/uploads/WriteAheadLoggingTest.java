package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the committing thread does when somebody removes what it works with.
class WriteAheadLoggingTest {
  private static final StoreLimits LIMITS =
      new StoreLimits(
          1 << 20,
          1 << 20,
          200_000,
          1000,
          1_000_000,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofHours(1));

  /// The work in a folder, without its thread.
  private static final class Driver {
    final UploadFolder folder;
    final UploadIds ids = new UploadIds(InstantSource.system(), new SecureRandom());
    final Backlog backlog;
    final WriteAheadLogging work;

    Driver(Path root) throws IOException {
      folder = new UploadFolder(root);
      IdempotencyKeys keys = new IdempotencyKeys(folder, KeyMemory.DEFAULT, InstantSource.system());
      Usage usage = new Usage(UploadQuota.DEFAULT, folder);
      backlog = new Backlog(folder, keys, usage);
      work = new WriteAheadLogging(folder, ids, keys, usage, backlog, LIMITS);
      work.open();
    }

    Outcome commit(String content, @Nullable Sha256 key) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
      Spool spool = new Spool(new Budget(1 << 20), () -> folder.temporary(ids.next()));
      spool.write(bytes.duplicate());
      PendingUpload upload = new PendingUpload(spool, Sha256.of(bytes), key);
      upload.flushFile();
      work.commit(List.of(upload));
      return upload.outcome().join();
    }

    UploadId committed(String content) throws IOException {
      return assertInstanceOf(Receipt.class, commit(content, null)).id();
    }

    void idle() {
      for (int i = 0; i < 20; i++) {
        work.idle();
      }
    }

    List<String> hidden(String prefix) throws IOException {
      return names(folder.work()).stream().filter(name -> name.startsWith(prefix)).toList();
    }
  }

  @TempDir Path parent;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void givesUpAnUploadWhoseContentWasRemovedAndGoesOnWithTheOthers() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    UploadId lost = driver.committed("1".repeat(70_000));
    for (String name : names(driver.folder.spool())) {
      Files.delete(driver.folder.spool().resolve(name));
    }
    UploadId next = driver.committed("2");
    driver.idle();
    assertNull(driver.backlog.oldest());
    assertFalse(Files.exists(driver.folder.file(lost)));
    assertEquals("2", Files.readString(driver.folder.file(next)));
    assertEquals(List.of(), driver.hidden("segment-"));
  }

  @Test
  void makesTheSpoolFolderAgain() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    UploadId first = driver.committed("1");
    remove(driver.folder.spool());
    UploadId next = driver.committed("2");
    driver.idle();
    assertEquals("1", Files.readString(driver.folder.file(first)));
    assertEquals("2", Files.readString(driver.folder.file(next)));
  }

  @Test
  void makesTheHiddenFolderAgainIfItIsRemovedWhileThereIsNothingToDo() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    driver.committed("1");
    driver.idle();
    driver.folder.close();
    remove(driver.folder.work());
    UploadId next = driver.committed("2");
    driver.idle();
    assertEquals("2", Files.readString(driver.folder.file(next)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesTheFolderToAnotherServerThatHasMadeItAnew(boolean idle) throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    driver.committed("1");
    if (idle) {
      driver.idle();
    }
    remove(driver.folder.root());
    try (UploadFolder others = new UploadFolder(driver.folder.root())) {
      others.open();
      Path segment = Files.createFile(others.segment(1));

      Outcome outcome = driver.commit("2", null);
      assertInstanceOf(
          FolderInUseException.class, assertInstanceOf(UploadStore.Failed.class, outcome).cause());
      driver.idle();
      assertEquals(List.of("segment-0000000001"), driver.hidden("segment-"));
      Files.delete(segment);
    }
    UploadId later = driver.committed("3");
    driver.idle();
    assertEquals("3", Files.readString(driver.folder.file(later)));
  }

  @Test
  void deletesNoSegmentOfAnotherServerThatHasMadeTheFolderAnew() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    driver.committed("1");
    remove(driver.folder.root());
    try (UploadFolder others = new UploadFolder(driver.folder.root())) {
      others.open();
      Files.createFile(others.segment(1));
      driver.idle();
      assertEquals(List.of("segment-0000000001"), driver.hidden("segment-"));
    }
  }

  @Test
  void takesUploadsWhileOneCannotBePutIntoItsFileAndNotesItsKeyOnce() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    Sha256 key = Sha256.of(ByteBuffer.wrap(new byte[1]));
    UploadId first = assertInstanceOf(Receipt.class, driver.commit("1", key)).id();
    Path inTheWay = Files.createDirectories(driver.folder.file(first).resolve("in-the-way"));
    driver.idle();
    assertEquals(List.of(), driver.hidden("keys-"), "noted when it is in its file");
    UploadId next = driver.committed("2");
    Files.delete(inTheWay);
    Files.delete(driver.folder.file(first));
    driver.idle();
    assertEquals("1", Files.readString(driver.folder.file(first)));
    assertEquals("2", Files.readString(driver.folder.file(next)));
    long noted = Files.size(driver.folder.work().resolve(driver.hidden("keys-").getFirst()));
    assertEquals(Segment.HEAD_LENGTH + SegmentRecord.HEAD_LENGTH, noted);
  }

  @Test
  void leavesNoFileOfKeysBehindForEachTimeThatOneCannotBeWritten() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Driver driver = new Driver(disk.path("/uploads"));
    Sha256 key = Sha256.of(ByteBuffer.wrap(new byte[1]));
    assertInstanceOf(Receipt.class, driver.commit("1".repeat(70_000), key));
    disk.setFree(0);
    driver.idle();
    assertTrue(driver.hidden("keys-").size() <= 1, () -> disk.trace().toString());
    disk.setFree(1 << 20);
    driver.idle();
    assertEquals(1, driver.hidden("keys-").size());
    assertEquals(List.of(), driver.hidden("segment-"));
  }

  @Test
  void goesOnIfSomebodyHasRemovedTheLock() throws IOException {
    Path root = parent.resolve("uploads");
    Driver driver = new Driver(root);
    List<UploadId> uploads = new ArrayList<>();
    uploads.add(driver.committed("1".repeat(1000)));
    uploads.add(driver.committed("2"));
    Files.delete(driver.folder.work().resolve("lock"));
    for (int i = 0; i < 40; i++) {
      uploads.add(driver.committed("3".repeat(60_000)));
    }
    driver.folder.close();

    Driver next = new Driver(root);
    next.idle();
    for (UploadId upload : uploads) {
      assertTrue(Files.exists(next.folder.file(upload)));
    }
  }

  @Test
  void leavesTheFolderToAnotherServerThatHasLockedItAnew() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    driver.committed("1");
    Files.delete(driver.folder.work().resolve("lock"));
    try (UploadFolder others = new UploadFolder(driver.folder.root())) {
      others.open();
      UploadStore.Failed failed =
          assertInstanceOf(UploadStore.Failed.class, driver.commit("2", null));
      assertInstanceOf(FolderInUseException.class, failed.cause());
    }
    driver.committed("3");
  }

  /// The one who makes it again is whoever needs a place for content.
  @Test
  void remembersKeysAfterTheHiddenFolderWasRemovedAndMadeAgain() throws IOException {
    Path root = parent.resolve("uploads");
    Sha256 key = Sha256.of(ByteBuffer.wrap(new byte[1]));
    Driver driver = new Driver(root);
    driver.commit("1", Sha256.of(ByteBuffer.wrap(new byte[2])));
    driver.idle();
    remove(driver.folder.work());
    driver.folder.open();
    driver.commit("2", key);
    driver.idle();
    assertEquals(1, driver.hidden("keys-").size());
    driver.folder.close();

    IdempotencyKeys keys =
        new IdempotencyKeys(driver.folder, KeyMemory.DEFAULT, InstantSource.system());
    keys.open();
    Spool spool = new Spool(new Budget(1 << 20), () -> root);
    assertNotNull(keys.claim(new PendingUpload(spool, key, key)), "the key is known");
  }

  @Test
  void goesOnWithTheNextSegmentIfSomebodyHasRemovedOne() throws IOException {
    Driver driver = new Driver(parent.resolve("uploads"));
    UploadId first = driver.committed("1".repeat(1000));
    UploadId next = driver.committed("2");
    List<String> segments = driver.hidden("segment-").stream().sorted().toList();
    assertEquals(2, segments.size());
    Files.delete(driver.folder.work().resolve(segments.getFirst()));
    driver.idle();
    assertEquals("1".repeat(1000), Files.readString(driver.folder.file(first)));
    assertEquals("2", Files.readString(driver.folder.file(next)));
    assertEquals(List.of(), driver.hidden("segment-"));
  }

  @Test
  void leavesNoSegmentBehindWhenItFailsToReplaceThoseThatVanished() throws IOException {
    int failed = 0;
    boolean met = true;
    for (int at = 1; met; at++) {
      ForgetfulDisk disk = new ForgetfulDisk();
      Driver driver = new Driver(disk.path("/uploads"));
      driver.committed("1");
      driver.folder.close();
      Path segment = driver.folder.work().resolve(driver.hidden("segment-").getFirst());
      Files.delete(segment);
      int failing = disk.operations() + at;
      disk.failOnceAt(failing, false);
      failed += driver.commit("2", null) instanceof Receipt ? 0 : 1;
      driver.commit("3", null);
      met = disk.operations() >= failing;
      driver.idle();
      assertEquals(List.of(), driver.hidden("segment-"), () -> disk.trace().toString());
    }
    assertTrue(failed > 3, "failures were met: " + failed);
  }
}
