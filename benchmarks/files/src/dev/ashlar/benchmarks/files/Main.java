package dev.ashlar.benchmarks.files;

import dev.ashlar.benchmarks.common.Machine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Runs the comparison, or part of it.
final class Main {
  private static final List<String> OPTIONS =
      List.of("--case", "--servers", "--rounds", "--seconds", "--warm-up", "--allocation");

  private final Path project;
  private final Path folder;
  private final Path load;
  private final Map<String, String> options;

  private Main(Path project, Map<String, String> options) {
    this.project = project;
    this.folder = project.resolve("target/benchmarks/files-run");
    this.load = folder.resolve("load-before");
    this.options = options;
  }

  /// @param arguments the project's folder, and the options that `run` tells of
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
    if (words.equals(List.of("--report"))) {
      new Main(project, Map.of()).report();
      return;
    }
    if (words.equals(List.of("--transfer"))) {
      Transfer.measure(project.resolve("target/benchmarks"));
      return;
    }
    Map<String, String> options;
    try {
      options = options(words);
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks/files/run: " + e.getMessage());
      System.exit(2);
      return;
    }
    new Main(project, options).run();
  }

  /// What is not known would silently be a run of something else, twenty minutes long.
  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      if (!OPTIONS.contains(words.get(i))) {
        throw new IllegalArgumentException("unknown option " + words.get(i));
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(words.get(i) + " needs a value");
      }
      options.put(words.get(i), words.get(i + 1));
    }
    check("--case", options, Case.ALL.stream().map(Case::id).toList());
    check("--servers", options, Peer.KNOWN.stream().map(Peer::id).toList());
    return options;
  }

  private static void check(String option, Map<String, String> options, List<String> known) {
    for (String word : words(option, options)) {
      if (!known.contains(word)) {
        throw new IllegalArgumentException(
            option + " " + word + ": must be of " + String.join(",", known));
      }
    }
  }

  private static List<String> words(String option, Map<String, String> options) {
    String value = options.get(option);
    return value == null ? List.of() : List.of(value.split(","));
  }

  private void report() throws IOException {
    Map<Case, Figures> kept = new LinkedHashMap<>();
    for (Case what : Case.ALL) {
      Figures figures = Figures.kept(folder, what.id());
      if (!figures.lines().isEmpty()) {
        kept.put(what, figures);
      }
    }
    Report report = new Report(kept);
    report.write(project.resolve("docs/benchmarks"), Machine.here().with(loadBefore()));
    System.out.println(report.table());
  }

  /// As it was before the last run, which itself is a load.
  private double loadBefore() throws IOException {
    return Files.exists(load) ? Double.parseDouble(Files.readString(load)) : Double.NaN;
  }

  private void run() throws IOException, InterruptedException {
    double loadBefore = Machine.here().loadBefore();
    List<String> wantedCases = words("--case", options);
    List<String> wantedServers = words("--servers", options);
    Path site = site();
    Map<Case, Figures> measured = new LinkedHashMap<>();
    List<RunningPeer> servers = new ArrayList<>();
    try {
      for (Peer peer : Peer.named(wantedServers)) {
        servers.add(RunningPeer.start(peer, project, site, folder));
      }
      for (Case what : Case.ALL) {
        if (wantedCases.isEmpty() || wantedCases.contains(what.id())) {
          Figures figures = measure(what, servers);
          measured.put(what, figures);
          System.out.print(new Report(Map.of(what, figures)).details());
          if (wantedServers.isEmpty() && !figures.lines().isEmpty()) {
            figures.keep(folder);
          }
        }
      }
    } finally {
      for (RunningPeer server : servers) {
        server.close();
      }
    }
    if (wantedServers.isEmpty() && !options.containsKey("--allocation")) {
      Files.writeString(load, Double.toString(loadBefore));
      report();
    }
  }

  private Figures measure(Case what, List<RunningPeer> servers)
      throws IOException, InterruptedException {
    List<Load> loads = new ArrayList<>();
    for (RunningPeer server : servers) {
      Load load = server.peer().answers(what) ? Load.of(what, server, folder) : null;
      if (load == null) {
        System.out.printf(
            "%-26s%-14sdoes not answer %d%n", what.title(), server.peer().title(), what.status());
      } else {
        loads.add(load);
      }
    }
    for (Load load : loads) {
      if (load.server().peer().warms()) {
        load.run(number("--warm-up", 10) * what.patience());
      }
    }
    if (options.containsKey("--allocation")) {
      printAllocation(loads);
      return new Figures(what.id(), List.of());
    }
    List<Figures.Line> lines = new ArrayList<>();
    for (int round = 0; round < number("--rounds", 11); round++) {
      for (Load load : loads) {
        Load.Figures figures = load.run(number("--seconds", 1) * what.patience());
        lines.add(
            new Figures.Line(
                round,
                load.server().peer().id(),
                figures.perProcessorSecond(),
                figures.perSecond(),
                figures.p50Ms(),
                figures.p99Ms(),
                load.server().peakMemoryMiB()));
      }
    }
    return new Figures(what.id(), lines);
  }

  private void printAllocation(List<Load> loads) throws IOException, InterruptedException {
    for (Load load : loads) {
      if (load.server().peer().warms()) {
        System.out.printf(
            "%-26s%-14s%,.0f bytes allocated for each request%n",
            load.what().title(),
            load.server().peer().title(),
            Allocation.perRequest(load, number("--allocation", 5)));
      }
    }
  }

  /// Files of random bytes, an hour old, so that nobody takes them for half written.
  private Path site() throws IOException {
    Path site = Files.createDirectories(folder.resolve("site"));
    for (Case what : Case.ALL) {
      Path file = site.resolve(what.path().substring(1));
      if (what.condition() == Case.Condition.NONE
          && what.status() == 200
          && (!Files.exists(file) || Files.size(file) != what.bytes())) {
        byte[] piece = new byte[1024];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
          for (long written = 0; written < what.bytes(); written += piece.length) {
            random.nextBytes(piece);
            out.write(piece);
          }
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
      }
    }
    return site;
  }

  private int number(String option, int otherwise) {
    return Integer.parseInt(options.getOrDefault(option, Integer.toString(otherwise)));
  }
}
