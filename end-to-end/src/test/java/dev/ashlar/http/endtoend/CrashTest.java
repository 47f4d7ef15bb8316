package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server with SIGKILL, and starts it again.
class CrashTest {
  private static final int MOST_SERVERS = 3;
  private static final String LARGE = "\"" + "x".repeat(200_000) + "\"";

  @Test
  void keepsWhatWasAcknowledgedAndNothingElse(@TempDir Path folder) throws IOException {
    Map<String, String> acknowledged = new TreeMap<>();
    for (int crash = 0; crash < 3; crash++) {
      try (AshlarProcess server = Launch.in(folder).serve(".")) {
        expectExactly(acknowledged, server, folder);
        for (String json : new String[] {"[" + crash + "]", LARGE}) {
          acknowledged.put(server.upload(json).expect(201).field("Location"), json);
        }
        try (Wire wire = server.connect()) {
          beginUpload(wire);
          server.signal("KILL");
          server.awaitEnd();
        }
      }
    }
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      expectExactly(acknowledged, server, folder);
      assertEquals(0, server.stop());
    }
    assertEquals(acknowledged.keySet(), files(folder, Integer.MAX_VALUE));
  }

  /// A few kills here; `-Dashlar.crash.kills=1000` is the long form, and `-Dashlar.crash.seed`
  /// repeats what was uploaded in an earlier run. If there are many, several servers live and die
  /// at the same time, each in a folder of its own, for one that starts leaves others time.
  @Test
  void losesNothingUnderSixtyFourClientsWheneverItIsKilled(@TempDir Path folder)
      throws IOException, InterruptedException, ExecutionException {
    Long given = Long.getLong("ashlar.crash.seed");
    long seed = given != null ? given : new Random().nextLong();
    int times = Integer.getInteger("ashlar.crash.kills", 10);
    int servers = Math.clamp(times / 10, 1, MOST_SERVERS);
    List<Callable<Kills>> runs = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      Path own = Files.createDirectory(folder.resolve("server-" + i));
      int share = (times + i) / servers;
      runs.add(killAgainAndAgain(new Kills(own, seed + i), share));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(servers)) {
      for (Future<Kills> run : threads.invokeAll(runs)) {
        run.get().expectToHaveSeenMuch();
      }
    }
  }

  private static Callable<Kills> killAgainAndAgain(Kills kills, int times) {
    return () -> {
      try {
        kills.run(times);
        return kills;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(kills.toString(), e);
      }
    };
  }

  /// Sends so much of an upload that it is in a temporary file, and makes sure that it was read.
  private static void beginUpload(Wire wire) {
    wire.send(
        """
        POST /uploads HTTP/1.1
        Host: {host}
        Content-Type: application/json
        Content-Length: %s
        Expect: 100-continue

        """
            .formatted(LARGE.length()));
    wire.read().expect(100);
    wire.send(LARGE.substring(0, 150_000));
  }

  /// While a server runs, it may be at work in its own folder, `.ashlar`: what it has recovered is
  /// flushed once more.
  private static void expectExactly(
      Map<String, String> acknowledged, AshlarProcess server, Path folder) throws IOException {
    acknowledged.forEach(
        (location, json) -> assertEquals(json, server.get(location).expect(200).text()));
    assertEquals(acknowledged.keySet(), files(folder, 1));
  }

  /// The files in the upload folder and `depth - 1` levels below it, but for the one that keeps
  /// other servers away.
  private static Set<String> files(Path folder, int depth) throws IOException {
    Path uploads = folder.resolve("uploads");
    Set<String> found = new TreeSet<>();
    if (Files.exists(uploads)) {
      try (Stream<Path> files = Files.walk(uploads, depth)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> !file.endsWith(".ashlar/lock"))
            .forEach(file -> found.add("/" + folder.relativize(file)));
      }
    }
    return found;
  }
}
