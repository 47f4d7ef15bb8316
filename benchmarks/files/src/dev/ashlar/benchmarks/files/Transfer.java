package dev.ashlar.benchmarks.files;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Three ways in which bytes of a file can reach a socket: by `transferTo`, which is `sendfile`, by
/// reading them into a buffer of 64 KiB, and out of memory where they lie already. All of them
/// behind a head in a write of its own, or with the first bytes. Says how many GB each sends in a
/// second of its processor time.
final class Transfer {
  private static final int BUFFER = 64 << 10;
  private static final int HEAD = 400;
  private static final int ROUNDS = 7;
  private static final long ROUND_NANOS = 300_000_000;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER + HEAD);
  private final SocketChannel client;

  private Transfer(SocketChannel client) {
    this.client = client;
  }

  /// One way.
  private interface Way {
    void send(FileChannel file, ByteBuffer memory, long size) throws IOException;
  }

  /// Receives and discards whatever a sender on the other core sends.
  static void measure(Path folder) throws IOException, InterruptedException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      Process sender =
          new ProcessBuilder(
                  "taskset",
                  "-c",
                  Integer.toString(RunningPeer.CORE),
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-XX:MaxDirectMemorySize=256m",
                  Transfer.class.getName(),
                  folder.toString(),
                  Integer.toString(port))
              .inheritIO()
              .start();
      try (SocketChannel from = listener.accept()) {
        ByteBuffer target = ByteBuffer.allocateDirect(1 << 20);
        while (from.read(target.clear()) >= 0) {}
      }
      sender.waitFor();
    }
  }

  /// The sender.
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[1]);
    InetSocketAddress receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (SocketChannel client = SocketChannel.open(receiver)) {
      Transfer transfer = new Transfer(client);
      for (int kibibytes : new int[] {16, 32, 64, 128, 256, 1024, 64 * 1024}) {
        transfer.compare(Path.of(arguments[0]), kibibytes);
      }
    }
  }

  private void compare(Path folder, int kibibytes) throws IOException {
    int size = kibibytes << 10;
    Path path = Files.write(folder.resolve("transfer.bin"), new byte[size]);
    ByteBuffer memory = ByteBuffer.allocateDirect(size);
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("transferTo", this::transfer);
    ways.put("copied", this::copy);
    ways.put("memory", this::fromMemory);
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      for (int round = -2; round < ROUNDS; round++) {
        for (Map.Entry<String, Way> way : ways.entrySet()) {
          double rate = rate(way.getValue(), file, memory, size);
          if (round >= 0) {
            rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(rate);
          }
        }
      }
    }
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%6d KiB", kibibytes));
    rates.forEach((name, values) ->
        line.append(
            String.format(
                Locale.ROOT,
                "   %s %.2f",
                name,
                values.stream().sorted().toList().get(ROUNDS / 2))));
    System.out.println(line);
  }

  /// In GB for each second of this thread's processor time.
  private static double rate(Way way, FileChannel file, ByteBuffer memory, int size)
      throws IOException {
    long begun = System.nanoTime();
    long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long sent = 0;
    while (System.nanoTime() - begun < ROUND_NANOS) {
      way.send(file, memory, size);
      sent += size;
    }
    return sent / (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used);
  }

  private void transfer(FileChannel file, ByteBuffer memory, long size) throws IOException {
    write(buffer.clear().limit(HEAD));
    for (long at = 0; at < size; ) {
      at += file.transferTo(at, size - at, client);
    }
  }

  private void copy(FileChannel file, ByteBuffer memory, long size) throws IOException {
    buffer.clear().position(HEAD);
    for (long at = 0; at < size; buffer.clear()) {
      at += file.read(buffer, at);
      write(buffer.flip());
    }
  }

  /// A small body leaves with its head in one write, which costs a copy of it.
  private void fromMemory(FileChannel file, ByteBuffer memory, long size) throws IOException {
    buffer.clear().position(HEAD);
    int together = (int) Math.min(buffer.remaining(), size);
    buffer.put(memory.clear().limit(together));
    write(buffer.flip());
    if (together < size) {
      write(memory.clear().position(together));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
