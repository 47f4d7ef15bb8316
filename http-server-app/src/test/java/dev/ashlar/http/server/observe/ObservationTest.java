package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationTest {
  @TempDir Path folder;

  @Test
  void writesTheAccessLogToItsTarget() throws IOException {
    Path file = folder.resolve("access.log");
    try (Observation observation = Observation.of(Optional.of(LogTarget.file(file)))) {
      observation
          .exchanges()
          .completed(
              Exchanges.completed("GET / HTTP/1.1", Exchanges.response(Status.OK, "text/html")));
    }
    assertEquals(1, Files.readAllLines(file).size());
  }
}
