package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  /// Of a disk that others write to meanwhile, two thirds can be had once, and not twice.
  @Test
  void promisesTheDiskToOneAtATime(@TempDir Path folder) throws IOException {
    Usage usage = new Usage(UploadQuota.DEFAULT, new UploadFolder(folder));
    usage.open();
    long most = Files.getFileStore(folder).getUsableSpace() * 2 / 3;

    assertNull(usage.takeDisk(most));
    assertNotNull(usage.takeDisk(most), "promised to somebody else");
    assertNotNull(usage.take(most / 2, most / 2), "nor is there room for what is committed");
    usage.giveDisk(most);
    assertNull(usage.takeDisk(most));
  }
}
