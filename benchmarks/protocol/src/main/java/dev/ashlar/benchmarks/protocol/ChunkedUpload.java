package dev.ashlar.benchmarks.protocol;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// From octets to the pieces of the content, none of which is copied.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ChunkedUpload {
  private final AshlarParser ashlar = new AshlarParser(Messages.CHUNKED);
  private final NettyParser netty = new NettyParser(Messages.CHUNKED);
  private final JettyParser jetty = new JettyParser(Messages.CHUNKED);

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
}
