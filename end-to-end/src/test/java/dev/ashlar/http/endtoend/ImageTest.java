package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the image is made of, and how.
class ImageTest {
  private final Path folder;

  ImageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /// Whatever the language of the machine that builds, and whatever its variables tell Java and
  /// Log4j.
  @Test
  void getsItsStartUpCacheOnEachMachine() throws Exception {
    Path image = Launch.unpack(folder).resolve("../..").normalize();
    Path cache = image.resolve("lib/ashlar.aot");
    Files.delete(cache);
    var training =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Duser.language=ar", // which has digits of its own
            "-Duser.country=EG",
            Launch.IMAGE.resolve("../../src/main/training/StartUpTraining.java").toString(),
            image.toString());
    training.environment().put("_JAVA_OPTIONS", "-XX:+UseParallelGC");
    training.environment().put("LOG4J_CONFIGURATION_FILE", "/no/such/file.xml");
    Process process = training.redirectErrorStream(true).start();
    var said = new Lines(process.getInputStream());
    assertEquals(0, process.waitFor(), said::text);
    assertTrue(Files.exists(cache));
  }
}
