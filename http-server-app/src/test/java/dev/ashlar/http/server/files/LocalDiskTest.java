package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDiskTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"ext4, true", "overlay, true", "nfs4, false", "fuse.sshfs, false", "9p, false"})
  void knowsFileSystems(String type, boolean local) {
    assertEquals(local, LocalDisk.isLocal(type));
  }

  @Test
  void looksWhichOneAFolderIsOn() throws IOException {
    String type = Files.getFileStore(folder).type();

    assertEquals(LocalDisk.isLocal(type), LocalDisk.holds(folder));
    assertFalse(LocalDisk.holds(folder.resolve("absent")));
  }
}
