package dev.ashlar.benchmarks.uploads;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Json;
import dev.ashlar.benchmarks.common.Machine;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Goal;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import dev.ashlar.benchmarks.common.Plot;
import dev.ashlar.http.server.uploads.StoreBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs all measurements, prints their figures, and writes them with plots.
final class Main {
  private static final int[] CLIENTS = {64, 256};

  private Main() {}

  /// All figures.
  ///
  /// @param fileSystem of the disk that was measured
  /// @param contentBytes of one upload
  /// @param sustained uploads per second that 64 clients get over HTTP, run after run
  record Results(
      Machine machine,
      String fileSystem,
      int contentBytes,
      Effort effort,
      List<StoreBenchmark.Comparison> store,
      List<HttpUploads.Result> http,
      List<Double> sustained) {}

  /// What readers notice.
  ///
  /// @param fileSystem of the disk that uploads went to
  private record ReadResults(
      Machine machine, String fileSystem, Effort effort, List<Reads.Waits> reads) {}

  /// @param arguments the project's folder, one on the disk to measure, and perhaps `--quick` and
  ///   `--reads`
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path disk = Path.of(arguments[1]).toAbsolutePath();
    Effort effort = List.of(arguments).contains("--quick") ? Effort.QUICK : Effort.USUAL;
    boolean readsOnly = List.of(arguments).contains("--reads");
    Machine machine = Machine.here();
    String fileSystem = Files.getFileStore(disk).type();
    Path folder = project.resolve("docs/benchmarks");
    try (StoreBenchmark benchmark = new StoreBenchmark(disk, effort.rounds(), effort.storeSeconds())) {
      Image image = new Image(project, benchmark);
      if (!readsOnly) {
        writeUploads(folder, uploads(machine, fileSystem, effort, benchmark, image));
      }
      // Last, since it keeps this process to one core.
      List<Reads.Waits> reads = Reads.measure(image, effort);
      Json.write(
          folder.resolve("reads.json"), new ReadResults(machine, fileSystem, effort, reads));
      Plot.write(folder.resolve("reads.svg"), List.of(Reads.plot(reads)));
      reads.forEach(System.out::println);
    }
  }

  private static Results uploads(
      Machine machine, String fileSystem, Effort effort, StoreBenchmark benchmark, Image image)
      throws Exception {
    List<StoreBenchmark.Comparison> store = new ArrayList<>();
    List<HttpUploads.Result> http = new ArrayList<>();
    for (int clients : CLIENTS) {
      store.add(benchmark.compare(clients));
      http.add(HttpUploads.measure(image, clients, effort));
    }
    List<Double> sustained = HttpUploads.sustain(image, CLIENTS[0], effort);
    int contentBytes = StoreBenchmark.contentLength();
    return new Results(machine, fileSystem, contentBytes, effort, store, http, sustained);
  }

  private static void writeUploads(Path folder, Results results) throws IOException {
    Json.write(folder.resolve("uploads.json"), results);
    Plot.write(
        folder.resolve("uploads.svg"),
        List.of(rates(results.store(), results.http()), sustained(results)));
    results.store().forEach(System.out::println);
    results.http().forEach(System.out::println);
    System.out.println("sustained over HTTP: " + results.sustained());
  }

  private static Panel sustained(Results results) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < results.sustained().size(); i++) {
      points.add(new Point((i + 1) * results.effort().seconds(), results.sustained().get(i)));
    }
    double greatest = points.stream().mapToDouble(Point::y).max().orElse(1);
    return new Panel(
        "The same for longer, 64 clients over HTTP",
        Axis.Linear.fitting("seconds", points.getLast().x()),
        Axis.Linear.fitting("uploads per second", greatest),
        List.of(new Series("acknowledged", Form.LINE, points)),
        List.of(new Goal("naive", results.store().getFirst().naive().median())));
  }

  private static Panel rates(
      List<StoreBenchmark.Comparison> store, List<HttpUploads.Result> http) {
    List<String> places = new ArrayList<>();
    List<Point> naive = new ArrayList<>();
    List<Point> parallel = new ArrayList<>();
    List<Point> acknowledged = new ArrayList<>();
    List<Point> overHttp = new ArrayList<>();
    for (int i = 0; i < store.size(); i++) {
      StoreBenchmark.Comparison comparison = store.get(i);
      places.add(comparison.clients() + " clients");
      naive.add(new Point(i, comparison.naive().median()));
      parallel.add(new Point(i, comparison.naiveByTenThreads().median()));
      acknowledged.add(new Point(i, comparison.acknowledged().median()));
      overHttp.add(new Point(i, http.get(i).acknowledged().median()));
    }
    double goal = 5 * naive.stream().mapToDouble(Point::y).max().orElse(1);
    double greatest =
        Stream.of(parallel, acknowledged, overHttp)
            .flatMap(List::stream)
            .mapToDouble(Point::y)
            .reduce(goal, Math::max);
    return new Panel(
        "Acknowledged uploads of %s bytes".formatted(StoreBenchmark.contentLength()),
        new Axis.Categories("", places),
        Axis.Linear.fitting("uploads per second", greatest),
        List.of(
            new Series("naive, one after the other", Form.BARS, naive),
            new Series("naive, ten threads", Form.BARS, parallel),
            new Series("the store", Form.BARS, acknowledged),
            new Series("the server, over HTTP", Form.BARS, overHttp)),
        List.of(new Goal("5 × naive", goal)));
  }
}
