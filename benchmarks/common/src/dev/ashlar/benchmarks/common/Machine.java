package dev.ashlar.benchmarks.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the figures were measured on.
///
/// @param processor its model, as the kernel names it
/// @param cores that the operating system shows
/// @param memoryGiB in all
/// @param kernel name and version
/// @param java of the load generator
/// @param loadBefore the load average of the last minute, before the measurement: more than a few
///   tenths is a machine that does something else as well
public record Machine(
    String processor, int cores, double memoryGiB, String kernel, String java, double loadBefore) {

  /// This machine, now.
  public static Machine here() throws IOException {
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        (int) count("/proc/cpuinfo", "processor"),
        Double.parseDouble(field("/proc/meminfo", "MemTotal").split(" ")[0]) / (1 << 20),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor.version"),
        Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
  }

  /// The same with another load, which was seen before the measurement.
  public Machine with(double otherLoadBefore) {
    return new Machine(processor, cores, memoryGiB, kernel, java, otherLoadBefore);
  }

  private static String field(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    }
  }

  private static long count(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.filter(line -> line.startsWith(name)).count();
    }
  }
}
