package dev.ashlar.benchmarks.common;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The load generator `wrk`: each of its connections asks again as soon as it has been answered, so
/// it shows what clients see of a server that is busy.
public final class Wrk {
  /// What is slower than that counts as an error. By default that is two seconds, which a large
  /// file takes on a slow day, and a flush on a busy disk.
  private static final String TIMEOUT = "60s";

  private Wrk() {}

  /// What it found.
  ///
  /// @param requests that were answered
  /// @param bytes that were read, heads included; rounded to three digits or so
  /// @param errors responses that were not 2xx or 3xx, and connections that failed
  public record Result(
      long requests,
      double bytes,
      double requestsPerSecond,
      double p50Ms,
      double p99Ms,
      long errors) {}

  /// Runs it with one thread.
  public static Result run(int core, int connections, int seconds, String url)
      throws IOException, InterruptedException {
    return run(core, connections, seconds, List.of(), url);
  }

  /// Runs it with one thread.
  ///
  /// @param options further ones: fields of the request, a script
  public static Result run(int core, int connections, int seconds, List<String> options, String url)
      throws IOException, InterruptedException {
    return run(List.of(), core, connections, seconds, options, url);
  }

  /// As [#run], but with what others leave of the core: for the load beside which others are timed.
  public static Result runBeside(
      int core, int connections, int seconds, List<String> options, String url)
      throws IOException, InterruptedException {
    return run(Command.BEHIND_OTHERS, core, connections, seconds, options, url);
  }

  private static Result run(
      List<String> prefix,
      int core,
      int connections,
      int seconds,
      List<String> options,
      String url)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("taskset", "-c", Integer.toString(core), "wrk", "--latency", "-t1"));
    command.addAll(
        List.of("-c" + connections, "-d" + seconds + "s", "--timeout", TIMEOUT));
    command.addAll(options);
    command.add(url);
    String output = Command.run(command);
    return new Result(
        (long) number(output, "([0-9]+) requests in"),
        bytes(output),
        number(output, "Requests/sec: +([0-9.]+)"),
        milliseconds(output, "50%"),
        milliseconds(output, "99%"),
        errors(output));
  }

  private static double bytes(String output) {
    Matcher matcher = matcher(output, "([0-9.]+)([KMGT]?)B read");
    return Double.parseDouble(matcher.group(1)) * Math.pow(1024, " KMGT".indexOf(unit(matcher)));
  }

  private static String unit(Matcher matcher) {
    return matcher.group(2).isEmpty() ? " " : matcher.group(2);
  }

  private static double milliseconds(String output, String percentile) {
    Matcher matcher = matcher(output, percentile + " +([0-9.]+)(us|ms|s)");
    double value = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> value / 1000;
      case "ms" -> value;
      default -> value * 1000;
    };
  }

  private static long errors(String output) {
    long errors = 0;
    Matcher matcher =
        Pattern.compile("(?:connect|read|write|timeout|Non-2xx or 3xx responses:) ([0-9]+)")
            .matcher(output);
    while (matcher.find()) {
      errors += Long.parseLong(matcher.group(1));
    }
    return errors;
  }

  private static double number(String output, String pattern) {
    return Double.parseDouble(matcher(output, pattern).group(1));
  }

  private static Matcher matcher(String output, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk says:\n" + output);
    }
    return matcher;
  }
}
