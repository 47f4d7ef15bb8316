package dev.ashlar.benchmarks.files;

import dev.ashlar.benchmarks.common.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How much a JVM's threads have allocated on the heap, as the JVM itself says.
final class Allocation {
  private static final Pattern ALLOCATED = Pattern.compile(" allocated=([0-9]+)([KMG]?)B? ");

  private Allocation() {}

  /// Bytes for each request while a load runs, on all threads of the server: reading, parsing,
  /// answering, and the line of the access log.
  static double perRequest(Load load, int seconds) throws IOException, InterruptedException {
    long before = bytes(load.server());
    Load.Figures figures = load.run(seconds);
    return (bytes(load.server()) - before) / (double) figures.requests();
  }

  /// With three digits or more, so the load should be long.
  private static long bytes(RunningPeer server) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String threads = Command.run(List.of(jcmd, Long.toString(server.pid()), "Thread.print", "-e"));
    return ALLOCATED.matcher(threads).results().mapToLong(Allocation::bytes).sum();
  }

  private static long bytes(MatchResult allocated) {
    int shift = 10 * " KMG".indexOf(allocated.group(2).isEmpty() ? " " : allocated.group(2));
    return Long.parseLong(allocated.group(1)) << shift;
  }
}
