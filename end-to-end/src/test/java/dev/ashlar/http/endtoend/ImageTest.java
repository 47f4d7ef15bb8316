package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the image is made of, and how.
class ImageTest {
  private static final String OURS = "dev.ashlar.";

  private final Path folder;

  ImageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void comesWithTheLicenceOfEachModule() throws IOException {
    assertTrue(Files.size(Launch.IMAGE.resolve("LICENSE")) > 10_000);
    List<String> modules = modules();
    assertTrue(modules.contains("org.eclipse.parsson"), modules::toString);
    for (String module : modules) {
      if (!module.startsWith(OURS)) {
        Path legal = Launch.IMAGE.resolve("legal").resolve(module);
        try (var licences = Files.newDirectoryStream(legal, "LICENSE*")) {
          assertTrue(licences.iterator().hasNext(), legal::toString);
        }
      }
    }
    Path log4j = Launch.IMAGE.resolve("legal/org.apache.logging.log4j.core");
    assertTrue(Files.readString(log4j.resolve("NOTICE")).contains("Apache Log4j"));
  }

  /// A library leaves without the image.
  @Test
  void isMadeOfModulesThatBearTheirLicence() throws IOException {
    String licence = Files.readString(Launch.IMAGE.resolve("LICENSE"));
    Path modules = Launch.IMAGE.resolveSibling("modules");
    int ours = 0;
    try (var jars = Files.newDirectoryStream(modules, "http-*.jar")) {
      for (Path path : jars) {
        try (JarFile jar = new JarFile(path.toFile())) {
          JarEntry entry = jar.getJarEntry("META-INF/LICENSE");
          assertNotNull(entry, path::toString);
          byte[] octets = jar.getInputStream(entry).readAllBytes();
          assertEquals(licence, new String(octets, StandardCharsets.UTF_8));
        }
        ours++;
      }
    }
    assertEquals(4, ours);
  }

  private List<String> modules() {
    Launch java = Launch.in(folder).by(Launch.IMAGE.resolve("bin/java"));
    return java.run("--list-modules")
        .output()
        .lines()
        .map(line -> line.replaceFirst("@.*", ""))
        .toList();
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
