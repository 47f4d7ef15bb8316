package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands where the folder, or the hidden one in it, should be made.
class UploadFolderTest {
  @TempDir Path parent;

  @Test
  void saysThatAFileStandsInItsPlace() throws IOException {
    expectSentence(Files.createFile(parent.resolve("uploads")));
  }

  @Test
  void saysThatALinkToNothingStandsInItsPlace() throws IOException {
    expectSentence(Files.createSymbolicLink(parent.resolve("uploads"), Path.of("nowhere")));
  }

  @Test
  void saysThatAFileStandsInThePlaceOfTheHiddenFolder() throws IOException {
    Path root = Files.createDirectory(parent.resolve("uploads"));
    expectSentence(Files.createFile(root.resolve(".ashlar")));
  }

  private void expectSentence(Path obstacle) throws IOException {
    try (UploadFolder folder = new UploadFolder(parent.resolve("uploads"))) {
      IOException failure = assertThrows(IOException.class, folder::open);
      assertEquals(obstacle + ": it is already there, and is no folder", Uploads.reason(failure));
    }
  }
}
