package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.ashlar.http.server.uploads.ForgetfulDisk.Crash;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lives that a store has on a [ForgetfulDisk], one after the other, and what must be true of the
/// disk after them.
final class Lives {
  /// What is lost at each point: all, nothing, and so many times something else. The long form is
  /// `-Dashlar.crash.losses=100`.
  static final List<Crash> CRASHES =
      Stream.concat(
              Stream.of(Crash.LOSES_ALL, Crash.LOSES_NOTHING, Crash.LOSES_CONTENT),
              Collections.nCopies(
                  Integer.getInteger("ashlar.crash.losses", 4), Crash.LOSES_SOMETHING)
                  .stream())
          .toList();

  /// A new segment is filled with zeros: the usual 4 MiB would be most of the work here.
  static final StoreLimits LARGE_SEGMENTS = limits(100_000, 1_000_000);

  static StoreLimits limits(long segment, long log) {
    return new StoreLimits(
        1 << 20,
        1 << 20,
        200_000,
        segment,
        log,
        Duration.ofHours(1),
        Duration.ZERO,
        Duration.ofHours(1));
  }

  private Lives() {}

  /// All that a store does in its life: commit, write out, retire, begin new segments, stop in
  /// order, start again, and just end.
  static List<Life> live(ForgetfulDisk disk, StoreLimits limits) throws IOException {
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

  /// How many operations on the disk that takes if none fails.
  static int operations(StoreLimits limits) throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    live(disk, limits);
    return disk.operations();
  }

  /// Looks at the disk as a new server would.
  ///
  /// @param failedMayBeThere whether uploads may be there that were not acknowledged
  static void verify(ForgetfulDisk disk, List<Life> lives, boolean failedMayBeThere)
      throws IOException {
    Map<String, byte[]> possible = new HashMap<>();
    Path root = disk.path(Life.FOLDER);
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

  static byte[] read(FolderStore store, UploadId id) throws IOException {
    try (UploadStore.Stored stored = store.find(id)) {
      assertNotNull(stored, "found");
      dev.ashlar.http.server.api.Content content = stored.body().region(0, stored.body().length());
      return Client.read(Objects.requireNonNull(content));
    }
  }

  /// Has the disk crash, and [verifies][#verify] what is left.
  ///
  /// @param seed of what is lost, where the crash leaves that to chance
  static void crashAndVerify(
      ForgetfulDisk disk, List<Life> lives, Crash crash, long seed, boolean failedMayBeThere)
      throws IOException {
    try {
      verify(disk.crash(crash, new Random(seed)), lives, failedMayBeThere);
    } catch (AssertionError | IOException e) {
      throw new AssertionError(disk.failures() + ", " + crash, e);
    }
  }
}
