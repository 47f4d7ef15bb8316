package dev.ashlar.benchmarks.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs everything in several rounds, one fresh virtual machine for each case and round, and prints
/// the medians as Markdown. In rounds, so that a neighbour who makes the machine slow for a while
/// does so to all contenders.
public final class Rounds {
  private static final String WORKER_POOL = "WORKER_POOL";

  private Rounds() {}

  /// @param args the number of rounds, 5 if left out, and a pattern that benchmarks have to match
  public static void main(String[] args) throws RunnerException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    String pattern = args.length > 1 ? args[1] : ".*";
    Map<String, Map<String, List<Double>>> scores = new TreeMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (int threads : new int[] {1, 8}) {
        note(scores, new Runner(options(pattern, threads)).run());
      }
      System.err.println("round " + round + " of " + rounds + " done");
    }
    scores.forEach(Rounds::print);
  }

  /// JMH uses `Unsafe`, of which newer virtual machines warn.
  private static String[] quiet() {
    return Runtime.version().feature() < 23
        ? new String[0]
        : new String[] {"--sun-misc-unsafe-memory-access=allow"};
  }

  private static Options options(String pattern, int threads) {
    return new OptionsBuilder()
        .include(pattern)
        .threads(threads)
        .forks(1)
        .jvmArgsAppend(quiet())
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(500))
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(500))
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static void note(
      Map<String, Map<String, List<Double>>> scores, Collection<RunResult> results) {
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      List<String> contest = new ArrayList<>();
      String name = params.getBenchmark();
      contest.add(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
      contest.add(result.getPrimaryResult().getScoreUnit());
      contest.add(params.getThreads() + " producers");
      String contender = "";
      for (String key : params.getParamsKeys()) {
        if (key.equals("contender") || key.equals("server")) {
          contender = params.getParam(key);
        } else {
          contest.add(params.getParam(key) + " " + key);
        }
      }
      scores
          .computeIfAbsent(String.join(", ", contest), key -> new TreeMap<>())
          .computeIfAbsent(contender, key -> new ArrayList<>())
          .add(result.getPrimaryResult().getScore());
    }
  }

  private static void print(String contest, Map<String, List<Double>> scores) {
    double ours = median(scores.getOrDefault(WORKER_POOL, List.of(Double.NaN)));
    StringBuilder row = new StringBuilder("| ").append(contest).append(" |");
    scores.forEach((contender, all) ->
        row.append(String.format(" %s %.2f (%.2f) |", contender, median(all), median(all) / ours)));
    System.out.println(row);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
