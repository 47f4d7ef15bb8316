package dev.ashlar.benchmarks.files;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server on the core that is set aside for servers, with all the processes that it starts.
final class RunningPeer implements Closeable {
  static final int CORE = 0;

  /// The kernel counts processor time in hundredths of a second.
  private static final double TICKS_PER_SECOND = 100;

  private final Peer peer;
  private final Process process;
  private final int port;

  private RunningPeer(Peer peer, Process process, int port) {
    this.peer = peer;
    this.process = process;
    this.port = port;
  }

  /// Starts a server and waits until it accepts.
  ///
  /// @param folder for the configurations and logs of all servers
  static RunningPeer start(Peer peer, Path project, Path site, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    Path own = Files.createDirectories(folder.resolve(peer.id()));
    List<String> words = new ArrayList<>(List.of("taskset", "-c", Integer.toString(CORE)));
    words.addAll(peer.command().words(new Peer.Place(project, site, own, port)));
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(own.resolve("output.log").toFile())
            .redirectError(own.resolve("errors.log").toFile())
            .start();
    // A comparison that is killed must not leave it behind, to disturb the next one.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    RunningPeer running = new RunningPeer(peer, process, port);
    try {
      running.awaitAccepting();
      return running;
    } catch (IOException | InterruptedException | RuntimeException failure) {
      running.close();
      throw failure;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAccepting() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(peer.title() + " does not start; see its errors.log", notYet);
        }
        Thread.sleep(50);
      }
    }
  }

  Peer peer() {
    return peer;
  }

  long pid() {
    return process.pid();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /// Processor time of all its processes, in seconds, in user mode and in the kernel.
  double processorSeconds() throws IOException {
    long ticks = 0;
    for (Path process : processes()) {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /// The most memory that it has had resident, in MiB: the sum over its processes, in which what
  /// they share counts more than once.
  double peakMemoryMiB() throws IOException {
    long kibibytes = 0;
    for (Path process : processes()) {
      try (Stream<String> lines = Files.lines(process.resolve("status"))) {
        kibibytes +=
            lines
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
      }
    }
    return kibibytes / 1024.0;
  }

  private List<Path> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> Path.of("/proc", Long.toString(handle.pid())))
        .toList();
  }

  /// Asks it to stop, and waits until it has.
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interruption) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
