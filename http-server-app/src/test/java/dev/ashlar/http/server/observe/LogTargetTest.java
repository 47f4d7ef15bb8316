package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTargetTest {
  @TempDir Path folder;

  @Test
  void appendsToAFile() throws IOException {
    Path file = folder.resolve("access.log");
    for (int time = 0; time < 2; time++) {
      LogTarget target = LogTarget.file(file);
      target.write(line("line\n"));
      target.close();
    }
    assertEquals("line\nline\n", Files.readString(file));
  }

  @Test
  void goesOnAtTheEndOfAFileThatWasTruncated() throws IOException {
    Path file = folder.resolve("access.log");
    LogTarget target = LogTarget.file(file);
    target.write(line("line\n"));
    LogTarget.flushAll();
    Files.write(file, new byte[0]);
    target.write(line("line\n"));
    target.close();
    assertEquals("line\n", Files.readString(file));
  }

  @Test
  void writesOutWhatIsLeftThoughItsCallerIsInterrupted() throws IOException {
    Path file = folder.resolve("access.log");
    LogTarget target = LogTarget.file(file);
    target.write(line("line\n"));
    Thread.currentThread().interrupt();
    target.close();
    assertTrue(Thread.interrupted());
    assertEquals("line\n", Files.readString(file));
  }

  @Test
  void saysThatAFileCannotBeOpened() {
    assertThrows(
        NoSuchFileException.class, () -> LogTarget.file(folder.resolve("missing/access.log")));
  }

  @Test
  void flushesPromptAndLeisurelyLinesOfOneTargetInOrder() throws IOException {
    Path file = folder.resolve("all.log");
    LogTarget target = LogTarget.file(file);
    target.write(line("1\n"));
    target.prompt().write("2\n".getBytes(StandardCharsets.US_ASCII));
    target.write(line("3\n"));
    target.close();
    assertEquals("1\n2\n3\n", Files.readString(file));
  }

  @Test
  void hasOneStreamForEachStandardStream() {
    assertSame(LogTarget.standardError().prompt(), LogTarget.standardError().prompt());
  }

  private static AsciiText line(String text) {
    return new AsciiText().append(text);
  }
}
