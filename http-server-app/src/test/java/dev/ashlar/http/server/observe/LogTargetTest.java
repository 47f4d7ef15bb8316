package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTargetTest {
  private static final byte[] LINE = "line\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void appendsToAFile() throws IOException {
    Path file = folder.resolve("access.log");
    for (int time = 0; time < 2; time++) {
      LogTarget target = LogTarget.file(file);
      write(target.leisurely());
      target.close();
    }
    assertEquals("line\nline\n", Files.readString(file));
  }

  @Test
  void goesOnAtTheEndOfAFileThatWasTruncated() throws IOException {
    Path file = folder.resolve("access.log");
    LogTarget target = LogTarget.file(file);
    write(target.leisurely());
    LogTarget.flushAll();
    Files.write(file, new byte[0]);
    write(target.leisurely());
    target.close();
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
    target.leisurely().write("1\n".getBytes(StandardCharsets.US_ASCII));
    target.prompt().write("2\n".getBytes(StandardCharsets.US_ASCII));
    target.leisurely().write("3\n".getBytes(StandardCharsets.US_ASCII));
    target.close();
    assertEquals("1\n2\n3\n", Files.readString(file));
  }

  @Test
  void hasOneStreamForEachStandardStream() {
    assertSame(LogTarget.standardError().prompt(), LogTarget.standardError().prompt());
  }

  private static void write(OutputStream stream) throws IOException {
    stream.write(LINE);
    stream.flush();
  }
}
