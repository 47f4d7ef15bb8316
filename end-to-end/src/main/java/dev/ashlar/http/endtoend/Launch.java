package dev.ashlar.http.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// How a server is started: by which launcher, in which working folder, with which environment.
/// Immutable.
///
/// @param launcher the program, usually [#LAUNCHER]
/// @param folder the working folder, where `uploads` appears
/// @param environment added to what the tests run in, less everything that Ashlar or Java look at
record Launch(Path launcher, Path folder, Map<String, String> environment) {
  /// The built image.
  static final Path IMAGE = Path.of(System.getProperty("ashlar.image")).normalize();

  /// The image's launcher.
  static final Path LAUNCHER = IMAGE.resolve("bin/ashlar");

  /// A process that has ended.
  record Ended(int status, String output, String errors) {}

  Launch {
    environment = Map.copyOf(environment);
  }

  static Launch in(Path folder) {
    return new Launch(LAUNCHER, folder, Map.of());
  }

  Launch by(Path otherLauncher) {
    return new Launch(otherLauncher, folder, environment);
  }

  Launch with(String name, String value) {
    var more = new TreeMap<>(environment);
    more.put(name, value);
    return new Launch(launcher, folder, more);
  }

  /// Starts a server on a free port and returns once it says that it accepts connections.
  AshlarProcess serve(String... options) {
    var all = new ArrayList<>(List.of("--port", "0"));
    all.addAll(List.of(options));
    return new AshlarProcess(start(all));
  }

  /// Starts the program and waits for its end.
  Ended run(String... options) {
    try {
      Process process = start(List.of(options));
      process.getOutputStream().close();
      var errors = new Lines(process.getErrorStream());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(statusOf(process), output, errors.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Unpacks the archive that lies beside the image, and returns the launcher in it.
  static Path unpack(Path place) throws IOException {
    try (var archives = Files.newDirectoryStream(IMAGE.getParent(), "*.tar.gz")) {
      String archive = archives.iterator().next().toString();
      var command = new ProcessBuilder("tar", "-xzf", archive, "-C", place.toString());
      if (statusOf(command.inheritIO().start()) != 0) {
        throw new IOException(archive + " cannot be unpacked");
      }
    }
    try (var unpacked = Files.newDirectoryStream(place)) {
      return unpacked.iterator().next().resolve("bin/ashlar");
    }
  }

  /// Waits for a process to end, and ends it if it does not.
  static int statusOf(Process process) {
    try {
      if (!process.waitFor(Wire.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the server did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts the program, and waits for nothing.
  Process start(List<String> options) {
    var builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(options);
    builder.directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.matches("(ASHLAR|LOG4J)_.*|_?J.*_OPT(ION)?S"));
    variables.putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
