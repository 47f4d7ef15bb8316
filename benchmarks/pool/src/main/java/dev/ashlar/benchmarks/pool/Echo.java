package dev.ashlar.benchmarks.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Messages answered per second over loopback TCP. Each client sends 64 bytes and waits for them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Echo {
  @Param({"2", "10"})
  int workers;

  @Param Server server;

  private Server.Running running;

  @Setup(Level.Trial)
  public void start() throws IOException {
    running = server.start(workers);
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    running.close();
  }

  @State(Scope.Thread)
  public static class Client {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    private SocketChannel channel;

    @Setup(Level.Trial)
    public void connect(Echo echo) throws IOException {
      channel = SocketChannel.open(echo.running.address());
    }

    @TearDown(Level.Trial)
    public void disconnect() throws IOException {
      channel.close();
    }
  }

  @Benchmark
  public int message(Client client) throws IOException {
    ByteBuffer buffer = client.buffer.clear();
    while (buffer.hasRemaining()) {
      client.channel.write(buffer);
    }
    buffer.clear();
    while (buffer.hasRemaining() && client.channel.read(buffer) >= 0) {
      // until the answer is complete
    }
    return buffer.position();
  }
}
