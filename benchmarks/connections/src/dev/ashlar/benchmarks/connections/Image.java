package dev.ashlar.benchmarks.connections;

import dev.ashlar.benchmarks.common.ServerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The runtime image, and a site of two files for it to serve.
///
/// @param launcher starts the server
/// @param folder of the site, the uploads and what the server says
record Image(Path launcher, Path folder) {
  static final int SERVER_CORE = 0;
  static final int LOAD_CORE = 1;

  /// The length of `/`, which is served from the cache.
  static final int SMALL_BYTES = 1 << 10;

  /// A file that no kernel buffers whole for a client that does not read.
  static final String LARGE = "/large.bin";

  private static final long LARGE_BYTES = 32 << 20;

  static Image in(Path project) throws IOException {
    Image image =
        new Image(
            project.resolve("jlink/target/ashlar/bin/ashlar"),
            project.resolve("target/benchmarks/connections-site"));
    Files.createDirectories(image.uploads());
    Path site = Files.createDirectories(image.site());
    Files.writeString(site.resolve("index.html"), "a".repeat(SMALL_BYTES));
    try (RandomAccessFile large = new RandomAccessFile(site + LARGE, "rw")) {
      large.setLength(LARGE_BYTES);
    }
    return image;
  }

  private Path site() {
    return folder.resolve("site");
  }

  /// Where uploads go.
  Path uploads() {
    return folder.resolve("uploads");
  }

  /// Starts the server on a core of its own, without an access log.
  ServerProcess start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launcher.toString(), site().toString(), "--port", "0"));
    command.addAll(List.of("--uploads", uploads().toString(), "--access-log", "off"));
    command.addAll(List.of(options));
    return ServerProcess.start(
        SERVER_CORE,
        Map.of("ASHLAR_JAVA_OPTS", "-XX:NativeMemoryTracking=summary"),
        folder.resolve("errors.log"),
        command);
  }
}
