package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The load comparisons, which no build needs and which use what is not exported: whether they
/// still compile.
class BenchmarkSourcesTest {
  private static final Path PROJECT = Launch.IMAGE.resolve("../../..").normalize();

  @ParameterizedTest
  @ValueSource(strings = {"connections", "files", "overload", "uploads"})
  void compile(String name) throws IOException {
    ProcessBuilder build =
        new ProcessBuilder("benchmarks/common/build", name).directory(PROJECT.toFile());
    build.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    Process process = build.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, Launch.statusOf(process), said);
  }
}
