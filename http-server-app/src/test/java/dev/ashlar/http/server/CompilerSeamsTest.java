package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The JVM says nothing of a method that does not exist, so a name that has been changed would go
/// unnoticed.
class CompilerSeamsTest {
  private static final Path IMAGE = Path.of("../jlink/src/main/image");
  private static final String SEAMS = "lib/compiler-seams";

  @Test
  void isWhatTheLauncherNames() throws IOException {
    String launcher = Files.readString(IMAGE.resolve("bin/ashlar"));

    assertTrue(launcher.contains("\"-XX:CompileCommandFile=$home/" + SEAMS + '"'));
  }

  @Test
  void namesMethodsThatExist() throws IOException, ClassNotFoundException {
    List<String> seams =
        Files.readAllLines(IMAGE.resolve(SEAMS)).stream()
            .filter(line -> !line.startsWith("#") && !line.equals("quiet"))
            .toList();

    assertFalse(seams.isEmpty());
    for (String seam : seams) {
      String[] words = seam.split(" |::", -1);
      assertEquals("dontinline", words[0], seam);
      Method[] methods =
          Class.forName(words[1], false, getClass().getClassLoader()).getDeclaredMethods();
      assertTrue(
          words[2].equals("*")
              || Arrays.stream(methods).anyMatch(m -> m.getName().equals(words[2])),
          seam);
    }
  }
}
