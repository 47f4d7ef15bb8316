package dev.ashlar.benchmarks.connections;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Command;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Goal;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.benchmarks.common.Wrk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Other clients' latency while `slowhttptest` holds thousands of connections on four workers.
final class SlowClients {
  private static final int CONNECTIONS = 4_000;
  private static final int RUNS = 5;
  private static final int SECONDS = 8;
  private static final int OTHERS = 8;
  private static final int PATIENCE_SECONDS = 20;

  /// After an attack, so that what it left to do in the kernel is not taken for undisturbed.
  private static final int REST_MILLIS = 5_000;

  private SlowClients() {}

  /// The three forms of the attack.
  private enum Attacker {
    HEADERS("-H", "/", ""),
    BODY("-B", "/uploads", "-f application/json -s 8192"),
    READ("-X", Image.LARGE, "-w 512 -y 1024 -n 2 -z 32");

    private final String option;
    private final String path;
    private final String more;

    Attacker(String option, String path, String more) {
      this.option = option;
      this.path = path;
      this.more = more;
    }
  }

  /// One run.
  ///
  /// @param before without the slow clients, on the same server
  /// @param during with them
  /// @param slowConnections that were open when the run began and when it ended
  record Run(Wrk.Result before, Wrk.Result during, List<Integer> slowConnections, double ratio) {}

  /// All runs of one form.
  ///
  /// @param medianRatio of p99 with the slow clients to p99 without
  record Attack(String form, double medianRatio, List<Run> runs) {}

  record Result(int slowConnections, List<Attack> attacks) {
    Panel plot() {
      List<Series> series = new ArrayList<>();
      series.add(
          new Series(
              "median",
              Form.BARS,
              IntStream.range(0, attacks.size())
                  .mapToObj(i -> new Point(i, attacks.get(i).medianRatio))
                  .toList()));
      series.add(
          new Series(
              "each run",
              Form.POINTS,
              IntStream.range(0, attacks.size())
                  .boxed()
                  .flatMap(i -> attacks.get(i).runs.stream().map(run -> new Point(i, run.ratio)))
                  .toList()));
      return new Panel(
          "What others notice of 4,000 slow clients",
          new Axis.Categories(
              "slowhttptest, 4 workers", attacks.stream().map(Attack::form).toList()),
          new Axis.Logarithmic("p99 of others, as a multiple of undisturbed", 0.1, 1000),
          series,
          List.of(new Goal("goal: below 3", 3)));
    }
  }

  static Result measure(Image image) throws IOException, InterruptedException {
    List<Attack> attacks = new ArrayList<>();
    try (ServerProcess server =
        image.start("--workers", "4", "--max-requests", "100000000", "--rate-interval", "60s")) {
      int own = server.openSockets();
      others(server);
      for (Attacker form : Attacker.values()) {
        List<Run> runs = new ArrayList<>();
        // The first time, the server's code for this is not compiled yet.
        run(server, form, own);
        for (int i = 0; i < RUNS; i++) {
          runs.add(run(server, form, own));
          System.err.println(form + " " + runs.getLast());
        }
        attacks.add(
            new Attack(
                form.name().toLowerCase(Locale.ROOT), IdleCost.median(runs, Run::ratio), runs));
      }
    }
    return new Result(CONNECTIONS, attacks);
  }

  private static Wrk.Result others(ServerProcess server) throws IOException, InterruptedException {
    return Wrk.run(Image.LOAD_CORE, OTHERS, SECONDS, server.url("/"));
  }

  private static Run run(ServerProcess server, Attacker form, int own)
      throws IOException, InterruptedException {
    Thread.sleep(REST_MILLIS);
    Wrk.Result before = others(server);
    Process attacker = attack(server, form);
    try {
      awaitSockets(server, own + CONNECTIONS, Integer.MAX_VALUE);
      int first = server.openSockets() - own;
      Wrk.Result during = others(server);
      int last = server.openSockets() - own;
      return new Run(before, during, List.of(first, last), during.p99Ms() / before.p99Ms());
    } finally {
      attacker.destroyForcibly().waitFor();
      awaitSockets(server, own, own);
    }
  }

  private static Process attack(ServerProcess server, Attacker form) throws IOException {
    List<String> command = new ArrayList<>(Command.BEHIND_OTHERS);
    command.addAll(List.of("taskset", "-c", Integer.toString(Image.LOAD_CORE), "slowhttptest"));
    command.addAll(List.of(form.option, "-u", server.url(form.path)));
    command.addAll(List.of("-c", Integer.toString(CONNECTIONS), "-r", "2000", "-i", "2"));
    command.addAll(List.of("-l", "60", "-v", "0"));
    if (!form.more.isEmpty()) {
      command.addAll(List.of(form.more.split(" ")));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitSockets(ServerProcess server, int least, int most)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    int open = server.openSockets();
    while (open < least || open > most) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(open + " sockets are open, instead of " + least + " to " + most);
      }
      Thread.sleep(100);
      open = server.openSockets();
    }
  }
}
