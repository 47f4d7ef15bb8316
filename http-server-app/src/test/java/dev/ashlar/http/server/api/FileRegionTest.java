package dev.ashlar.http.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRegionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, -1", "0, -2", "-1, 0", "-1, 5"})
  void refusesWhatIsNoRegion(long position, long length) throws IOException {
    try (FileChannel file = FileChannel.open(Files.writeString(folder.resolve("a"), "hello"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Content.FileRegion(file, position, length, () -> {}));
      assertEquals(0, new Content.FileRegion(file, 5, 0, () -> {}).length());
    }
  }
}
