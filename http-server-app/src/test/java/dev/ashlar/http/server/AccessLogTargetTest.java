package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTargetTest {
  @TempDir Path folder;

  @Test
  void isNoneIfThereIsNoLog() throws IOException {
    assertEquals(Optional.empty(), AccessLogTarget.open(new ServerOptions.AccessLog.Off()));
  }

  @Test
  void isThereForEachStandardStream() throws IOException {
    assertTrue(AccessLogTarget.open(new ServerOptions.AccessLog.StandardError()).isPresent());
    assertTrue(AccessLogTarget.open(new ServerOptions.AccessLog.StandardOutput()).isPresent());
  }

  @Test
  void saysWhichFileCannotBeWritten() {
    Path file = folder.resolve("missing/access.log");
    var problem =
        assertThrows(
            IOException.class, () -> AccessLogTarget.open(new ServerOptions.AccessLog.File(file)));
    assertEquals(
        "The access log " + file + " cannot be written: no such file or folder.",
        problem.getMessage());
  }
}
