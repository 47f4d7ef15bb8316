package dev.ashlar.benchmarks.files;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Json;
import dev.ashlar.benchmarks.common.Machine;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Plot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures as a table, as JSON and as a plot.
final class Report {
  private final Map<Case, Figures> figures;

  Report(Map<Case, Figures> figures) {
    this.figures = figures;
  }

  /// A row for each case, a column for each server: thousand requests in a second of the server's
  /// processor time, and in brackets how much more Ashlar does.
  String table() {
    StringBuilder table = new StringBuilder("| |");
    Peer.ALL.forEach(peer -> table.append(' ').append(peer.title()).append(" |"));
    table.append("\n|---|").append("--:|".repeat(Peer.ALL.size())).append('\n');
    figures.forEach((what, measured) -> {
      table.append("| ").append(what.title()).append(" |");
      Peer.ALL.forEach(peer -> table.append(cell(peer, measured)).append(" |"));
      table.append('\n');
    });
    table.append("| peak memory, MiB |");
    for (Peer peer : Peer.ALL) {
      table.append(' ').append(number(peakMemory(peer))).append(" |");
    }
    return table.append('\n').toString();
  }

  private static String cell(Peer peer, Figures measured) {
    Figures.Summary summary = measured.summary(peer.id());
    if (summary == null) {
      return " –";
    }
    String rate = " " + rate(summary.perProcessorSecond());
    return peer.id().equals("ashlar") || Double.isNaN(summary.ratio())
        ? rate
        : rate + String.format(Locale.ROOT, " (×%.2f)", summary.ratio());
  }

  /// Thousands, or the number itself where there are not that many.
  private static String rate(double perSecond) {
    return perSecond < 1000
        ? number(perSecond)
        : String.format(Locale.ROOT, perSecond < 10_000 ? "%.1f k" : "%.0f k", perSecond / 1000);
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  private double peakMemory(Peer peer) {
    return figures.values().stream()
        .flatMap(measured -> measured.of(peer.id()).stream())
        .mapToDouble(Figures.Line::memoryMiB)
        .max()
        .orElse(Double.NaN);
  }

  /// For the screen: a line for each case and server.
  String details() {
    StringBuilder text = new StringBuilder();
    figures.forEach((what, measured) -> {
      for (Peer peer : Peer.KNOWN) {
        Figures.Summary s = measured.summary(peer.id());
        if (s != null) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "%-26s%-14s%,10.0f per CPU-second%,10.0f per second  p50 %7.2f ms  p99 %7.2f ms"
                      + "  %4.0f MiB  ×%.2f%n",
                  what.title(),
                  peer.title(),
                  s.perProcessorSecond(),
                  s.perSecond(),
                  s.p50Ms(),
                  s.p99Ms(),
                  s.memoryMiB(),
                  s.ratio()));
        }
      }
    });
    return text.toString();
  }

  /// Writes `files.json` and `files.svg`.
  void write(Path folder, Machine machine) throws IOException {
    Map<String, Object> cases = new LinkedHashMap<>();
    figures.forEach((what, measured) -> {
      Map<String, Object> servers = new LinkedHashMap<>();
      Peer.ALL.forEach(peer -> servers.put(peer.id(), measured.summary(peer.id())));
      cases.put(what.id(), servers);
    });
    Map<String, Object> configurations = new LinkedHashMap<>();
    Peer.ALL.forEach(peer -> configurations.put(peer.id(), peer.configuration()));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("date", LocalDate.now(ZoneOffset.UTC));
    all.put("machine", machine);
    all.put("servers", configurations);
    all.put("cases", cases);
    Json.write(folder.resolve("files.json"), all);
    List<Case> measured = List.copyOf(figures.keySet());
    int half = (measured.size() + 1) / 2;
    Plot.write(
        folder.resolve("files.svg"),
        List.of(panel(measured.subList(0, half)), panel(measured.subList(half, measured.size()))));
  }

  private Panel panel(List<Case> cases) {
    double greatest = 1;
    List<Panel.Series> series = new ArrayList<>();
    for (Peer peer : Peer.ALL) {
      List<Panel.Point> points = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        double share = relative(cases.get(i), peer);
        if (!Double.isNaN(share)) {
          points.add(new Panel.Point(i, share));
          greatest = Math.max(greatest, share);
        }
      }
      series.add(new Panel.Series(peer.title(), Panel.Form.BARS, points));
    }
    return new Panel(
        "Requests per second of processor time",
        new Axis.Categories("answer", cases.stream().map(Case::title).toList()),
        Axis.Linear.fitting("nginx, tuned, is 1", greatest),
        series,
        List.of());
  }

  private double relative(Case what, Peer peer) {
    Figures.Summary base = figures.get(what).summary("nginx-tuned");
    Figures.Summary mine = figures.get(what).summary(peer.id());
    return base == null || mine == null
        ? Double.NaN
        : mine.perProcessorSecond() / base.perProcessorSecond();
  }
}
