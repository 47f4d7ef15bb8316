package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {
  private static final Path DOCS = Launch.IMAGE.resolve("../../../docs").normalize();

  @Test
  void isDrawnAsTheModulesAre() throws IOException {
    var drawing =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Duser.language=ar", // which has digits of its own
            "-Duser.country=EG",
            DOCS.resolve("DrawModuleGraph.java").toString(),
            Launch.IMAGE.resolveSibling("modules").toString());
    drawing.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = drawing.start();
    byte[] drawn = process.getInputStream().readAllBytes();
    assertEquals(0, Launch.statusOf(process));
    assertEquals(
        Files.readString(DOCS.resolve("modules.svg")),
        new String(drawn, StandardCharsets.UTF_8),
        "draw it again: java docs/DrawModuleGraph.java jlink/target/modules > docs/modules.svg");
  }
}
