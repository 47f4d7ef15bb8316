package dev.ashlar.benchmarks.overload;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Json;
import dev.ashlar.benchmarks.common.Latencies;
import dev.ashlar.benchmarks.common.Machine;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Goal;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import dev.ashlar.benchmarks.common.Plot;
import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.benchmarks.common.Wrk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Asks for more and more of what costs a worker time, and meanwhile for a cached file.
final class Main {
  private static final int SERVER_CORE = 0;
  private static final int LOAD_CORE = 1;
  private static final int WORKERS = 10;

  /// A quarter of the default, so that a server that is asked for a little too much has a full
  /// queue before the window that counts begins.
  private static final int QUEUE = 256;

  private static final int[] PERCENT = {50, 90, 120, 200, 300};
  private static final double CACHED_PER_SECOND = 200;
  private static final String CACHED = "/index.html";
  private static final double SECONDS_BEFORE = 5;
  private static final double SECONDS = 20;

  private Main() {}

  /// What happened at one level.
  ///
  /// @param offered requests for work per second, on average
  /// @param goodput requests for work that were answered with 200, per second
  /// @param accepted latencies of these
  /// @param boundMs a full queue and as many more as there are workers, one after the other, at the
  ///   goodput
  /// @param placeP99 how many other requests workers began while one that was accepted waited
  /// @param placeMost the same, for the one that waited for the most
  /// @param placeBound a full queue and as many more as there are workers
  /// @param refused latencies of the answers 503 to requests for work
  /// @param cached latencies of the cached file
  /// @param cachedRefused answers 503 to requests for the cached file
  /// @param generatorLate how much later than due requests were sent; part of all latencies
  /// @param lost requests without an answer, or with another status
  /// @param serverProcessor seconds of processor time that the server used, per second
  record Level(
      int percent,
      double offered,
      double goodput,
      double refusedPerSecond,
      Latencies.Summary accepted,
      double boundMs,
      int placeP99,
      int placeMost,
      int placeBound,
      Latencies.Summary refused,
      Latencies.Summary cached,
      int cachedRefused,
      Latencies.Summary generatorLate,
      int lost,
      int connectionsReset,
      int connectionsCut,
      int mostConnections,
      double serverProcessor) {}

  /// @param arguments the project's folder
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Machine machine = Machine.here();
    List<Level> levels = new ArrayList<>();
    double capacity;
    try (ServerProcess server = start(project)) {
      OpenLoop.run(server.address(), Map.of(CACHED, CACHED_PER_SECOND * 10), 0, 5);
      capacity =
          Wrk.run(LOAD_CORE, WORKERS * 2, 10, server.url(WorkServer.WORK)).requestsPerSecond();
      System.err.println("capacity: " + capacity + " requests per second");
      for (int percent : PERCENT) {
        levels.add(measure(server, percent, capacity));
        System.err.println(levels.getLast());
      }
    }
    write(project.resolve("docs/benchmarks"), machine, capacity, levels);
  }

  private static ServerProcess start(Path project) throws IOException {
    Path image = project.resolve("jlink/target/ashlar");
    Path classes = project.resolve("target/benchmarks/overload");
    Path site = Files.createDirectories(project.resolve("target/benchmarks/overload-site"));
    Files.writeString(site.resolve("index.html"), "a".repeat(1 << 10));
    return ServerProcess.start(
        SERVER_CORE,
        Map.of(),
        project.resolve("target/benchmarks/overload-errors.log"),
        List.of(
            image.resolve("bin/java").toString(),
            "-XX:+UseSerialGC",
            "-Xmn16m",
            "-Xmx512m",
            "-XX:+UseCompactObjectHeaders",
            "--add-modules=dev.ashlar.http.server",
            "--add-exports=dev.ashlar.http.server/dev.ashlar.http.server.files=ALL-UNNAMED",
            "-cp",
            classes.toString(),
            Main.class.getPackageName() + ".WorkServer",
            site.toString(),
            Integer.toString(WORKERS),
            Integer.toString(QUEUE)));
  }

  private static Level measure(ServerProcess server, int percent, double capacity)
      throws IOException {
    double offered = capacity * percent / 100;
    Map<String, Double> demand = new LinkedHashMap<>();
    demand.put(WorkServer.WORK, offered);
    demand.put(CACHED, CACHED_PER_SECOND);
    double used = server.processorSeconds();
    long start = System.nanoTime();
    OpenLoop.Outcome outcome = OpenLoop.run(server.address(), demand, SECONDS_BEFORE, SECONDS);
    double elapsed = (System.nanoTime() - start) / 1e9;
    Tally work = outcome.tallies().getFirst();
    Tally cached = outcome.tallies().getLast();
    Latencies late = new Latencies();
    late.addAll(work.late);
    late.addAll(cached.late);
    double goodput = work.completed / SECONDS;
    return new Level(
        percent,
        offered,
        goodput,
        work.refused.count() / SECONDS,
        work.accepted.summary(),
        (QUEUE + WORKERS) / goodput * 1000,
        work.place(99),
        work.place(100),
        QUEUE + WORKERS,
        work.refused.summary(),
        cached.accepted.summary(),
        cached.refused.count(),
        late.summary(),
        work.unanswered + work.otherStatus + cached.unanswered + cached.otherStatus,
        outcome.resets(),
        outcome.cuts(),
        outcome.mostConnections(),
        (server.processorSeconds() - used) / elapsed);
  }

  private static void write(Path results, Machine machine, double capacity, List<Level> levels)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("workers", WORKERS);
    all.put("queue", QUEUE);
    all.put("capacityPerSecond", capacity);
    all.put("cachedPerSecond", CACHED_PER_SECOND);
    all.put("secondsEach", SECONDS);
    all.put("levels", levels);
    Json.write(results.resolve("overload.json"), all);
    Plot.write(results.resolve("overload.svg"), List.of(goodput(levels), latency(levels)));
  }

  private static Panel goodput(List<Level> levels) {
    double peak = levels.stream().mapToDouble(Level::goodput).max().orElse(1);
    double most = levels.stream().mapToDouble(Level::refusedPerSecond).max().orElse(1);
    return new Panel(
        "What is done of what is asked for",
        offered(),
        Axis.Linear.fitting("requests per second", Math.max(peak, most)),
        List.of(
            series("answered (200)", levels, Level::goodput),
            series("refused (503)", levels, Level::refusedPerSecond)),
        List.of(new Goal("90 % of the peak", peak * 0.9)));
  }

  private static Panel latency(List<Level> levels) {
    return new Panel(
        "How long answers take from when they are due",
        offered(),
        new Axis.Logarithmic("ms, p99", 0.1, 10_000),
        List.of(
            series("work, accepted", levels, level -> level.accepted.p99Ms()),
            series("what the queue's length implies", levels, Level::boundMs),
            series("work, refused (503)", levels, level -> level.refused.p99Ms()),
            series("a cached file meanwhile", levels, level -> level.cached.p99Ms())),
        List.of(new Goal("goal for 503 and files: below 20 ms", 20)));
  }

  private static Axis offered() {
    return new Axis.Linear("requests for work, in % of capacity", 0, 350);
  }

  private static Series series(String name, List<Level> levels, ToDoubleFunction<Level> figure) {
    return new Series(
        name,
        Form.LINE,
        levels.stream()
            .filter(level -> Double.isFinite(figure.applyAsDouble(level)))
            .map(level -> new Point(level.percent, figure.applyAsDouble(level)))
            .toList());
  }
}
