package dev.ashlar.benchmarks.connections;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Goal;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.benchmarks.common.Wrk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What connections cost that have been used once and are kept alive: memory, and other clients'
/// time.
final class IdleCost {
  private static final int[] STEPS = {0, 1_000, 10_000, 15_000};
  private static final int RUNS = 3;
  private static final int SECONDS = 3;
  private static final int OTHERS = 8;

  private IdleCost() {}

  /// What was found with so many of them.
  ///
  /// @param memory after a full collection
  /// @param addedBytes heap and direct memory more than without them
  /// @param bytesPerConnection of these, for each; 0 without any
  /// @param requestsPerSecond of others, as the next two the median of some runs
  record Step(
      int connections,
      Memory memory,
      long addedBytes,
      double bytesPerConnection,
      double requestsPerSecond,
      double p50Ms,
      double p99Ms) {}

  static List<Step> measure(Image image) throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    List<Client> idle = new ArrayList<>();
    try (ServerProcess server =
        image.start("--idle-timeout", "10m", "--max-requests", "100000000")) {
      Wrk.run(Image.LOAD_CORE, OTHERS, SECONDS, server.url("/"));
      for (int connections : STEPS) {
        while (idle.size() < connections) {
          Client client = Client.connect(server.address());
          idle.add(client);
          client.ask();
        }
        steps.add(step(server, connections, steps.isEmpty() ? 0 : steps.getFirst().memory.bytes()));
        System.err.println(steps.getLast());
      }
      for (Client client : idle) {
        client.ask();
      }
      System.err.println(idle.size() + " idle connections are still answered");
    } finally {
      for (Client client : idle) {
        client.close();
      }
    }
    return steps;
  }

  private static Step step(ServerProcess server, int connections, long withoutAny)
      throws IOException, InterruptedException {
    List<Wrk.Result> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(Wrk.run(Image.LOAD_CORE, OTHERS, SECONDS, server.url("/")));
    }
    Memory memory = Memory.of(server);
    long added = connections == 0 ? 0 : memory.bytes() - withoutAny;
    return new Step(
        connections,
        memory,
        added,
        (double) added / Math.max(1, connections),
        median(runs, Wrk.Result::requestsPerSecond),
        median(runs, Wrk.Result::p50Ms),
        median(runs, Wrk.Result::p99Ms));
  }

  static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
    return runs.stream()
        .map(figure::applyAsDouble)
        .sorted(Comparator.naturalOrder())
        .skip(runs.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  static Panel memory(List<Step> steps) {
    return new Panel(
        "Memory that idle connections add",
        new Axis.Linear("idle connections", 0, 16_000),
        new Axis.Linear("MB, heap and direct, after a collection", 0, 25),
        List.of(series("heap and direct", steps, step -> step.addedBytes / 1e6)),
        List.of(new Goal("goal for 10,000: below 20 MB", 20)));
  }

  static Panel latency(List<Step> steps) {
    return new Panel(
        "What others notice of them",
        new Axis.Linear("idle connections", 0, 16_000),
        new Axis.Logarithmic("ms, " + OTHERS + " clients that never pause", 0.01, 100),
        List.of(series("p50", steps, Step::p50Ms), series("p99", steps, Step::p99Ms)),
        List.of());
  }

  private static Series series(String name, List<Step> steps, ToDoubleFunction<Step> figure) {
    return new Series(
        name,
        Form.LINE,
        steps.stream()
            .map(step -> new Point(step.connections, figure.applyAsDouble(step)))
            .toList());
  }
}
