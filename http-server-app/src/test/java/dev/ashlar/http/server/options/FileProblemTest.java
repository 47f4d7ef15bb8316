package dev.ashlar.http.server.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileProblemTest {
  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("/x"), "permission denied"),
        Arguments.of(new NotDirectoryException("/x"), "not a folder"),
        Arguments.of(new MalformedInputException(1), "not UTF-8"),
        Arguments.of(new FileSystemException("/x", null, "Is a directory"), "Is a directory"),
        Arguments.of(new IOException("broken"), "broken"),
        Arguments.of(new IOException(), "java.io.IOException"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void saysInWordsWhatAnExceptionSaysByItsType(IOException problem, String words) {
    assertEquals(words, FileProblem.describe(problem));
  }

  @Test
  void saysThatAFileIsMissing(@TempDir Path folder) {
    var problem =
        assertThrows(IOException.class, () -> Files.newInputStream(folder.resolve("missing")));
    assertEquals("no such file or folder", FileProblem.describe(problem));
  }
}
