package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReusePortTest {
  private static final long LENGTH = 64 << 20;
  private static final String HOME = "GET / HTTP/1.1\nHost: {host}\n\n";

  private final Path folder;

  ReusePortTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void fill() {
    new Site(folder).file("index.html", "home").sparseFile("large.bin", LENGTH);
  }

  @Test
  void letsAServerStartWhileAnotherStops() {
    try (AshlarProcess old = Launch.in(folder).serve("--reuse-port", ".");
        Wire download = old.connect();
        Wire idle = old.connect()) {
      idle.send(HOME).read().expect(200);
      download.send("GET /large.bin HTTP/1.1\nHost: {host}\n\n").readHead().expect(200);
      String port = Integer.toString(old.port());
      try (AshlarProcess young =
          new AshlarProcess(
              Launch.in(folder).start(List.of("--port", port, "--reuse-port", ".")))) {
        old.signal("TERM");
        Reply last = idle.send(HOME).read();
        // Perhaps it came before the signal.
        while (!last.names("Connection", "close")) {
          last = idle.send(HOME).read();
        }
        last.expect(200);
        idle.expectEnd();
        idle.halfClose();
        assertEquals(LENGTH, download.readToEnd());
        download.halfClose();
        assertEquals(0, old.awaitEnd());
        for (int i = 0; i < 20; i++) {
          young.get("/").expect(200);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"--no-reuse-port, --reuse-port", "--reuse-port, --no-reuse-port"})
  void needsBothToShareAPort(String one, String other) {
    try (AshlarProcess first = Launch.in(folder).serve(one, ".")) {
      String port = Integer.toString(first.port());
      Launch.Ended second = Launch.in(folder).run("--port", port, other, ".");
      assertEquals(1, second.status());
      assertEquals("", second.output());
      assertEquals(1, second.errors().lines().count(), second.errors());
      assertTrue(second.errors().contains(port), second.errors());
      first.get("/").expect(200);
    }
  }
}
