package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Kills a server again and again while clients upload, and demands each time that what was
/// acknowledged is there as it was sent, under its final name and for `GET`, and nothing else.
///
/// An upload that was sent as a whole but never answered is in doubt: it may be there, whole, or
/// not. Sent again with its idempotency key, it is found where it is.
final class Kills {
  private static final int KILLS_IN_ONE_FOLDER = 10;
  private static final int MOST_ACKNOWLEDGEMENTS = 300;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
  private static final String[] OPTIONS = {
    "--max-requests", "1000000", "--access-log", "off", "--log-level", "warn", "."
  };

  private final Path root;
  private final long seed;
  private final Random random;
  private final AtomicLong numbers = new AtomicLong();
  private int kills;
  private int duringStart;
  private long acknowledged;
  private long inDoubt;
  private long foundOfThose;
  private long sameLocation;

  /// @param root an empty folder
  /// @param seed decides what is uploaded and, as far as that can be decided, when the server dies
  Kills(Path root, long seed) {
    this.root = root;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /// Kills the server so many times.
  void run(int times) throws IOException, InterruptedException {
    while (kills < times) {
      runInOneFolder(Math.min(times, kills + KILLS_IN_ONE_FOLDER));
      System.out.println(this);
    }
  }

  private void runInOneFolder(int until) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(root.resolve("after-" + kills));
    Path uploads = Files.createDirectory(folder.resolve("uploads"));
    Launch launch = Launch.in(folder);
    Ledger ledger = new Ledger(seed, numbers);
    AshlarProcess server = launch.serve(OPTIONS);
    while (kills < until) {
      int acknowledgements = 1 + random.nextInt(MOST_ACKNOWLEDGEMENTS);
      long nanos = random.nextLong(MOST_NANOS);
      UploadingClients.uploadAndKill(server, ledger, acknowledgements, nanos);
      kills++;
      ledger.check(uploads, false);
      if (random.nextInt(4) == 0) {
        killWhileStarting(launch);
        ledger.check(uploads, false);
      }
      server = launch.serve(OPTIONS);
      lookAt(server, uploads, ledger);
    }
    assertEquals(0, server.stop());
    ledger.check(uploads, true);
    expectNothingUnfinished(uploads);
    acknowledged += ledger.size();
    delete(folder);
  }

  /// Kills a server that is perhaps bringing the folder into order, perhaps beginning to do so,
  /// perhaps done.
  private void killWhileStarting(Launch launch) {
    Process process = launch.start(List.of(OPTIONS));
    LockSupport.parkNanos(random.nextLong(START_NANOS));
    process.destroyForcibly();
    Launch.statusOf(process);
    duringStart++;
  }

  private void lookAt(AshlarProcess server, Path uploads, Ledger ledger) throws IOException {
    Map<NumberedUpload, String> found = ledger.check(uploads, true);
    try (Wire wire = server.connect()) {
      retryWhatIsInDoubt(wire, ledger, found);
      int retries = 8;
      for (var upload : ledger.takeFresh().entrySet()) {
        String location = upload.getKey();
        assertArrayEquals(upload.getValue().content(), get(wire, location), location);
        if (upload.getValue().key().isPresent() && retries-- > 0) {
          assertEquals(location, UploadingClients.retry(wire, upload.getValue()));
          sameLocation++;
        }
      }
    }
  }

  private void retryWhatIsInDoubt(Wire wire, Ledger ledger, Map<NumberedUpload, String> found) {
    for (NumberedUpload upload : ledger.inDoubt()) {
      inDoubt++;
      String location = found.get(upload);
      if (location != null) {
        foundOfThose++;
      }
      if (upload.key().isPresent()) {
        String retried = UploadingClients.retry(wire, upload);
        if (location != null) {
          assertEquals(location, retried, "a retry finds what is there");
          sameLocation++;
        }
        ledger.acknowledge(upload, retried);
      } else if (location != null) {
        ledger.acknowledge(upload, location); // by being there: it must not vanish again
      } else {
        ledger.forget(upload);
      }
    }
  }

  private static void expectNothingUnfinished(Path uploads) throws IOException {
    try (var spool = Files.list(uploads.resolve(".ashlar/spool"))) {
      assertEquals(List.of(), spool.toList());
    }
  }

  private static byte[] get(Wire wire, String location) {
    return wire.send("GET " + location + " HTTP/1.1\nHost: {host}\n\n").read().expect(200).bytes();
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// Demands that the runs were worth something.
  void expectToHaveSeenMuch() {
    assertTrue(acknowledged > 10L * kills, this::toString);
    assertTrue(sameLocation > 0, this::toString);
    assertFalse(inDoubt == 0, this::toString);
  }

  @Override
  public String toString() {
    return """
    seed %d: %d kills, %d more during a start; %d uploads acknowledged, all whole; %d in doubt, \
    of which %d were there; %d retries led to the same Location\
    """
        .formatted(seed, kills, duringStart, acknowledged, inDoubt, foundOfThose, sameLocation);
  }
}
