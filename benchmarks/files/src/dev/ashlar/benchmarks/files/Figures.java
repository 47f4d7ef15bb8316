package dev.ashlar.benchmarks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All that was measured in one case, one line for each run, so that parts of the comparison can be
/// repeated.
///
/// @param lines in the order in which they were measured
record Figures(String caseId, List<Line> lines) {
  /// One run of one server.
  ///
  /// @param round the runs of one round belong together
  /// @param memoryMiB the most that the server has had so far
  record Line(
      int round,
      String server,
      double perProcessorSecond,
      double perSecond,
      double p50Ms,
      double p99Ms,
      double memoryMiB) {}

  Figures {
    lines = List.copyOf(lines);
  }

  private static Path file(Path folder, String caseId) {
    return folder.resolve(caseId + ".tsv");
  }

  /// Keeps them in a folder, in place of what was there.
  void keep(Path folder) throws IOException {
    List<String> text = new ArrayList<>();
    for (Line line : lines) {
      text.add(
          line.round
              + "\t"
              + line.server
              + "\t"
              + line.perProcessorSecond
              + "\t"
              + line.perSecond
              + "\t"
              + line.p50Ms
              + "\t"
              + line.p99Ms
              + "\t"
              + line.memoryMiB);
    }
    Files.write(file(folder, caseId), text);
  }

  /// What was kept; no lines if there is nothing.
  static Figures kept(Path folder, String caseId) throws IOException {
    Path file = file(folder, caseId);
    if (!Files.exists(file)) {
      return new Figures(caseId, List.of());
    }
    try (Stream<String> text = Files.lines(file)) {
      return new Figures(caseId, text.map(Figures::line).toList());
    }
  }

  private static Line line(String text) {
    String[] parts = text.split("\t");
    return new Line(
        Integer.parseInt(parts[0]),
        parts[1],
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]),
        Double.parseDouble(parts[4]),
        Double.parseDouble(parts[5]),
        Double.parseDouble(parts[6]));
  }

  /// The runs of one server, round by round; none if it does not answer this case.
  List<Line> of(String server) {
    return lines.stream().filter(line -> line.server.equals(server)).toList();
  }

  /// What one server's rounds come to.
  ///
  /// @param ratio how much more Ashlar does in a second of its processor time: the median of the
  ///   ratios of each round
  record Summary(
      double perProcessorSecond,
      double ratio,
      double perSecond,
      double p50Ms,
      double p99Ms,
      double memoryMiB,
      List<Double> rounds) {}

  /// Medians of a server's rounds, or null without any.
  Summary summary(String server) {
    List<Line> runs = of(server);
    if (runs.isEmpty()) {
      return null;
    }
    List<Line> ours = of("ashlar");
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(ours.size(), runs.size()); i++) {
      ratios.add(ours.get(i).perProcessorSecond / runs.get(i).perProcessorSecond);
    }
    return new Summary(
        median(runs.stream().map(Line::perProcessorSecond).toList()),
        median(ratios),
        median(runs.stream().map(Line::perSecond).toList()),
        median(runs.stream().map(Line::p50Ms).toList()),
        median(runs.stream().map(Line::p99Ms).toList()),
        runs.stream().mapToDouble(Line::memoryMiB).max().orElse(Double.NaN),
        runs.stream().map(Line::perProcessorSecond).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
