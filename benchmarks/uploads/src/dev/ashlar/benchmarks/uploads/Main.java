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
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs all measurements, prints their figures, and writes them with a plot.
final class Main {
  private static final int[] CLIENTS = {64, 256};

  private Main() {}

  /// All figures.
  ///
  /// @param fileSystem of the disk that was measured
  /// @param contentBytes of one upload
  record Results(
      Machine machine,
      String fileSystem,
      int contentBytes,
      List<StoreBenchmark.Comparison> store,
      List<HttpUploads.Result> http,
      Reads.Result reads) {}

  /// @param arguments the project's folder, and one on the disk to measure
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path disk = Path.of(arguments[1]).toAbsolutePath();
    Machine machine = Machine.here();
    FileStore fileStore = Files.getFileStore(disk);
    List<StoreBenchmark.Comparison> store = new ArrayList<>();
    List<HttpUploads.Result> http = new ArrayList<>();
    Reads.Result reads;
    try (StoreBenchmark benchmark = new StoreBenchmark(disk)) {
      Image image = new Image(project, benchmark);
      for (int clients : CLIENTS) {
        store.add(benchmark.compare(clients));
        http.add(HttpUploads.measure(image, clients));
      }
      reads = Reads.measure(image);
    }
    Results results =
        new Results(
            machine, fileStore.type(), StoreBenchmark.contentLength(), store, http, reads);
    Path folder = project.resolve("docs/benchmarks");
    Json.write(folder.resolve("uploads.json"), results);
    Plot.write(folder.resolve("uploads.svg"), List.of(rates(store, http), reads.plot()));
    store.forEach(System.out::println);
    http.forEach(System.out::println);
    System.out.println(reads);
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
    double greatest =
        acknowledged.stream().mapToDouble(Point::y).max().orElse(1);
    return new Panel(
        "Acknowledged uploads of %d bytes".formatted(StoreBenchmark.contentLength()),
        new Axis.Categories("", places),
        Axis.Linear.fitting("uploads per second", greatest),
        List.of(
            new Series("naive, one after the other", Form.BARS, naive),
            new Series("naive, ten threads", Form.BARS, parallel),
            new Series("the store", Form.BARS, acknowledged),
            new Series("the server, over HTTP", Form.BARS, overHttp)),
        List.of(
            new Goal(
                String.format(Locale.ROOT, "5 × naive"), 5 * store.getFirst().naive().median())));
  }
}
