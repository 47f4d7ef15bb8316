package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownTest {
  private static final long LENGTH = 64 << 20;

  private final Path folder;

  ShutdownTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void fill() {
    new Site(folder).file("index.html", "home").sparseFile("large.bin", LENGTH);
  }

  @Test
  void finishesADownloadBeforeItEnds() {
    try (AshlarProcess server = Launch.in(folder).serve(".");
        Wire wire = server.connect()) {
      Reply head = wire.send("GET /large.bin HTTP/1.1\nHost: {host}\n\n").readHead().expect(200);
      assertEquals(LENGTH, Long.parseLong(head.field("Content-Length")));
      server.signal("TERM");
      awaitRefusal(server);
      assertEquals(LENGTH, wire.readToEnd());
      assertEquals(0, server.awaitEnd());
    }
  }

  @Test
  void finishesAnUploadBeforeItEnds() throws IOException {
    try (AshlarProcess server = Launch.in(folder).serve(".");
        Wire wire = server.connect()) {
      wire.send(
          """
          POST /uploads HTTP/1.1
          Host: {host}
          Content-Type: application/json
          Content-Length: 2
          Expect: 100-continue

          """);
      wire.read().expect(100);
      server.signal("TERM");
      awaitRefusal(server);
      Reply reply = wire.send("[]").read().expect(201);
      assertTrue(reply.names("Connection", "close"), reply::toString);
      assertEquals(0, server.awaitEnd());
      Path stored = folder.resolve(reply.field("Location").substring(1));
      assertEquals("[]", Files.readString(stored));
    }
  }

  @Test
  void closesIdleConnections() {
    try (AshlarProcess server = Launch.in(folder).serve(".");
        Wire silent = server.connect();
        Wire served = server.connect()) {
      served.send("GET / HTTP/1.1\nHost: {host}\n\n").read().expect(200);
      server.signal("TERM");
      silent.expectEnd();
      served.expectEnd();
      assertEquals(0, server.awaitEnd());
    }
  }

  @Test
  void doesNotWaitForEverForAClientThatStopsReading() {
    try (AshlarProcess server = Launch.in(folder).serve("--drain", "200ms", ".");
        Wire wire = server.connect()) {
      wire.send("GET /large.bin HTTP/1.1\nHost: {host}\n\n").readHead().expect(200);
      assertEquals(0, server.stop());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, HUP", "2, INT"})
  void endsOnOtherSignalsToo(int number, String signal) throws IOException {
    assumeTrue(isHeard(number), "whoever runs the tests has it ignored");
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      server.get("/").expect(200);
      server.signal(signal);
      assertEquals(0, server.awaitEnd());
    }
  }

  /// A process started in the background by a shell without job control ignores SIGINT, one started
  /// by nohup SIGHUP, and so do their children.
  private static boolean isHeard(int signal) throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .replaceFirst("SigIgn:\\s+", "");
    return (Long.parseUnsignedLong(ignored, 16) & 1L << (signal - 1)) == 0;
  }

  @Test
  void writesItsLogsBeforeItEnds() {
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      server.get("/last-words").expect(404);
      assertEquals(0, server.stop());
      assertTrue(server.errors().text().contains("GET /last-words"), server.errors()::text);
    }
  }

  /// Waits until the server no longer accepts connections.
  private static void awaitRefusal(AshlarProcess server) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < Wire.PATIENCE.toNanos()) {
      try {
        server.connect().close();
      } catch (UncheckedIOException e) {
        return;
      }
    }
    throw new AssertionError("it still accepts connections");
  }
}
