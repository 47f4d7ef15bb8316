package dev.ashlar.benchmarks.connections;

import dev.ashlar.benchmarks.common.Json;
import dev.ashlar.benchmarks.common.Machine;
import dev.ashlar.benchmarks.common.Plot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs all three measurements and writes their figures and plots.
final class Main {
  private Main() {}

  /// @param arguments the project's folder
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Machine machine = Machine.here();
    Image image = Image.in(project);
    List<IdleCost.Step> idle = IdleCost.measure(image);
    SlowClients.Result slow = SlowClients.measure(image);
    Churn.Result churn = Churn.measure(image);

    Path results = project.resolve("docs/benchmarks");
    Map<String, Object> all = new TreeMap<>();
    all.put("machine", machine);
    all.put("idle", idle);
    all.put("slow", slow);
    all.put("churn", churn);
    Json.write(results.resolve("connections.json"), all);
    Plot.write(
        results.resolve("connections.svg"),
        List.of(IdleCost.memory(idle), IdleCost.latency(idle), slow.plot(), churn.plot()));
  }
}
