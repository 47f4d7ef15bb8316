package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Two servers that are to keep their uploads in one folder.
class FolderInUseTest {
  @TempDir Path parent;

  private Uploads open() throws IOException {
    return new Uploads(UploadOptions.of(parent.resolve("uploads")), InstantSource.system());
  }

  @Test
  void keepsTheSecondFromStarting() throws Exception {
    try (Uploads first = open()) {
      assertEquals(201, new Client(first).post("1").status());
      IOException refusal = assertThrows(FolderInUseException.class, this::open);
      assertTrue(String.valueOf(refusal.getMessage()).contains("in use by another server"));
    }
  }

  /// On POSIX systems a process loses its lock when it closes the file, however it was opened.
  @Test
  @EnabledOnOs(OS.LINUX)
  void keepsOtherProcessesOutAfterASecondInThisOneWasTurnedAway() throws Exception {
    try (Uploads first = open()) {
      assertEquals(201, new Client(first).post("1").status());
      assertTrue(isLockedForOthers());
      assertThrows(FolderInUseException.class, this::open);
      assertTrue(isLockedForOthers());
    }
    assertFalse(isLockedForOthers());
  }

  private boolean isLockedForOthers() throws IOException {
    Object inode = Files.getAttribute(parent.resolve("uploads/.ashlar/lock"), "unix:ino");
    try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
      return locks.anyMatch(lock -> lock.contains(" POSIX ") && lock.contains(":" + inode + " "));
    }
  }

  /// A folder where a segment should be opens like one, and cannot be read.
  @Test
  void isFreeAgainAfterAStartThatFailed() throws IOException {
    Path broken = parent.resolve("uploads/.ashlar/segment-0000000001");
    Files.createDirectories(broken);
    UploadOptions options = UploadOptions.builder(parent.resolve("uploads")).named(true).build();
    for (int i = 0; i < 3; i++) {
      IOException failure =
          assertThrows(
              IOException.class, () -> new Uploads(options, InstantSource.system()).close());
      assertFalse(failure instanceof FolderInUseException, failure.toString());
    }
    assertEquals(0, descriptorsOf(broken));
    Files.delete(broken);

    new Uploads(options, InstantSource.system()).close();
  }

  private static long descriptorsOf(Path path) throws IOException {
    Path real = path.toRealPath();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(descriptor -> leadsTo(descriptor, real)).count();
    }
  }

  private static boolean leadsTo(Path descriptor, Path target) {
    try {
      return Files.readSymbolicLink(descriptor).equals(target);
    } catch (IOException justClosed) {
      return false;
    }
  }

  /// As with `--reuse-port`: the folder is made by the first upload, to whichever server.
  @Test
  void isFreeForTheSecondWhenTheFirstHasGone() throws Exception {
    try (Uploads second = open()) {
      Client client = new Client(second);
      try (Uploads first = open()) {
        Reply elsewhere = new Client(first).post("1");
        assertEquals(201, elsewhere.status());
        Reply busy = client.post("2");
        assertEquals(503, busy.status());
        assertEquals("1", busy.field("Retry-After"));
        assertEquals(503, client.get(String.valueOf(elsewhere.field("Location"))).status());
      }
      Reply stored = client.post("2");
      assertEquals(201, stored.status());
      assertEquals("2", client.get(String.valueOf(stored.field("Location"))).content());
    }
  }

  /// A worker may still be at an upload when its server is closed and gives up waiting for it.
  @Test
  void isNotTakenByAServerThatHasGone() throws Exception {
    Uploads first = open();
    first.close();
    assertEquals(500, new Client(first).post("1").status());
    assertEquals(500, new Client(first).post("[" + "1,".repeat(100_000) + "1]").status());
    try (Uploads second = open()) {
      assertEquals(201, new Client(second).post("2").status());
    }
  }
}
