package dev.ashlar.benchmarks.protocol;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// From octets to what was asked of the request.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class Heads {
  /// Which request.
  @Param({"MINIMAL", "BROWSER"})
  public String message;

  private AshlarParser ashlar;
  private NettyParser netty;
  private JettyParser jetty;
  private HelidonParser helidon;

  @Setup
  public void makeParsers() throws Exception {
    Messages octets = Messages.valueOf(message);
    ashlar = new AshlarParser(octets);
    netty = new NettyParser(octets);
    jetty = new JettyParser(octets);
    helidon = new HelidonParser(octets);
  }

  @Benchmark
  public Asked ashlar(Blackhole contents) {
    return ashlar.parse(contents);
  }

  @Benchmark
  public Asked netty(Blackhole contents) throws Exception {
    return netty.parse(contents);
  }

  @Benchmark
  public Asked jetty(Blackhole contents) {
    return jetty.parse(contents);
  }

  @Benchmark
  public Asked helidon() {
    return helidon.parse();
  }
}
