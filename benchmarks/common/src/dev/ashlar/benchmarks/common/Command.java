package dev.ashlar.benchmarks.common;

import java.io.IOException;
import java.util.List;

/// Another program, run to its end.
public final class Command {
  /// In front of a command that is to get only what others leave of its core.
  public static final List<String> BEHIND_OTHERS = List.of("chrt", "--idle", "0");

  private Command() {}

  /// Runs it and returns what it printed, on either stream.
  ///
  /// @throws IOException if there is no such program, or it fails
  public static String run(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", words) + " failed:\n" + output);
      }
      return output;
    } finally {
      process.destroy();
    }
  }
}
