package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyLoaderTest {
  @TempDir Path folder;

  @Test
  void leavesNoFileOpenForWhichThereIsNoMemory() throws IOException {
    List<String> name = List.of("large");
    Files.write(folder.resolve("large"), new byte[100_000]);
    try (ConfinedDirectory directory = ConfinedDirectory.open(folder, LinkPolicy.NONE)) {
      BodyLoader loader =
          new BodyLoader(
              directory,
              FileOptions.builder().build(),
              () -> {
                throw new OutOfMemoryError("for this test");
              });
      var file = assertInstanceOf(Lookup.OpenFile.class, directory.lookup(name));
      assertThrows(OutOfMemoryError.class, () -> loader.load(name, file));
      assertFalse(file.channel().isOpen());
    }
  }
}
