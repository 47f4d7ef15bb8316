package dev.ashlar.benchmarks.uploads;

import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.http.server.uploads.StoreBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The runtime image, which serves one small file and takes uploads.
///
/// @param project where it was built
/// @param folders gives a new one on the disk to measure for each server
record Image(Path project, StoreBenchmark folders) {
  static final int SERVER_CORE = 0;
  static final int LOAD_CORE = 1;

  /// The length of `/`, which is served from the cache.
  static final int SMALL_BYTES = 1 << 10;

  /// Starts a server on a core of its own, with an empty folder for uploads.
  ServerProcess start() throws IOException {
    Path folder = folders.freshFolder();
    Path site = Files.createDirectories(folder.resolve("site"));
    Path uploads = Files.createDirectories(folder.resolve("uploads"));
    Files.writeString(site.resolve("index.html"), "a".repeat(SMALL_BYTES));
    return ServerProcess.start(
        SERVER_CORE,
        Map.of(),
        folder.resolve("errors.log"),
        List.of(
            project.resolve("jlink/target/ashlar/bin/ashlar").toString(),
            site.toString(),
            "--port",
            "0",
            "--uploads",
            uploads.toString(),
            "--access-log",
            "off",
            "--max-requests",
            "1000000000"));
  }

  /// What `wrk` is told so that it uploads.
  List<String> script() {
    return List.of("-s", project.resolve("benchmarks/uploads/post.lua").toString());
  }
}
