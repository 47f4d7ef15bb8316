package dev.ashlar.benchmarks.uploads;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Command;
import dev.ashlar.benchmarks.common.Latencies;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.http.server.uploads.Spread;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What those wait who read a small file, with and without others who upload as fast as they can.
///
/// Eight readers ask a hundred times a second each, so that the server is not busy with them alone.
final class Reads {
  private static final int READERS = 8;
  private static final int UPLOADERS = 64;
  private static final long INTERVAL = 10_000_000;

  /// Until the code for uploads is compiled, in seconds.
  private static final int WARM_UP_SECONDS = 20;

  /// The processor time that a server uses in a second when it has nothing to do, at most.
  private static final double REST = 0.02;

  private Reads() {}

  /// What readers find beside them.
  private enum Beside {
    NOBODY("alone"),
    DISK_ONLY("beside a busy disk, no uploads"),
    DISK("beside uploads, the disk busy"),
    CORE("beside uploads, the core busy");

    private final String title;

    Beside(String title) {
      this.title = title;
    }
  }

  /// One run.
  ///
  /// @param uploads acknowledged per second meanwhile
  /// @param core the part of its core that the server used
  private record Run(Latencies waits, double uploads, double core) {}

  /// All runs beside the same.
  ///
  /// @param p50Ms how long readers wait
  /// @param uploadsPerSecond that were acknowledged meanwhile
  /// @param serverCore the part of its core that the server used
  record Waits(
      String beside, Spread p50Ms, Spread p99Ms, Spread uploadsPerSecond, Spread serverCore) {
    private static Waits of(Beside beside, List<Run> runs) {
      return new Waits(
          beside.title,
          spread(runs, run -> run.waits.percentile(50)),
          spread(runs, run -> run.waits.percentile(99)),
          spread(runs, Run::uploads),
          spread(runs, Run::core));
    }

    private static Spread spread(List<Run> runs, ToDoubleFunction<Run> figure) {
      return Spread.of(runs.stream().mapToDouble(figure).toArray());
    }

    private Series series() {
      List<Point> points = List.of(new Point(0, p50Ms.median()), new Point(1, p99Ms.median()));
      return new Series(beside, Form.BARS, points);
    }
  }

  static Panel plot(List<Waits> all) {
    double greatest = all.stream().mapToDouble(waits -> waits.p99Ms.median()).max().orElse(1);
    return new Panel(
        "Reads of 1 KiB",
        new Axis.Categories("", List.of("p50", "p99")),
        Axis.Linear.fitting("ms", greatest),
        all.stream().map(Waits::series).toList(),
        List.of());
  }

  /// Measures all; from then on, this process keeps to the core of the load.
  static List<Waits> measure(Image image, Effort effort) throws IOException, InterruptedException {
    keepToLoadCore();
    Map<Beside, List<Run>> runs = new EnumMap<>(Beside.class);
    for (int round = 0; round < effort.rounds(); round++) {
      try (ServerProcess server = image.start()) {
        HttpUploads.upload(image, server, UPLOADERS, WARM_UP_SECONDS); // both server and disk
        read(server, effort.seconds());
        for (Beside beside : Beside.values()) {
          awaitRest(server);
          runs.computeIfAbsent(beside, none -> new ArrayList<>())
              .add(run(image, server, beside, effort.seconds()));
        }
      }
    }
    List<Waits> all = new ArrayList<>();
    runs.forEach((beside, each) -> all.add(Waits.of(beside, each)));
    return all;
  }

  /// Waits until what was uploaded before is in its files.
  private static void awaitRest(ServerProcess server) throws IOException, InterruptedException {
    double used = server.processorSeconds();
    double before;
    do {
      before = used;
      Thread.sleep(1_000);
      used = server.processorSeconds();
    } while (used - before > REST);
  }

  private static void keepToLoadCore() throws IOException, InterruptedException {
    String process = Long.toString(ProcessHandle.current().pid());
    Command.run(
        List.of("taskset", "-a", "-c", "-p", Integer.toString(Image.LOAD_CORE), process));
  }

  private static Run run(Image image, ServerProcess server, Beside beside, int seconds)
      throws IOException, InterruptedException {
    return switch (beside) {
      case NOBODY -> run(server, seconds, () -> 0.0);
      case CORE -> run(server, seconds, uploads(image, server, seconds + 1));
      case DISK_ONLY -> onBusyDisk(image, server, seconds, () -> 0.0);
      case DISK -> onBusyDisk(image, server, seconds, uploads(image, server, seconds + 1));
    };
  }

  private static Run onBusyDisk(
      Image image, ServerProcess server, int seconds, Supplier<Double> others)
      throws IOException, InterruptedException {
    try (BusyDisk _ = new BusyDisk(image.folders().freshFolder())) {
      return run(server, seconds, others);
    }
  }

  private static Run run(ServerProcess server, int seconds, Supplier<Double> others)
      throws IOException, InterruptedException {
    CompletableFuture<Double> uploads = CompletableFuture.supplyAsync(others);
    double before = server.processorSeconds();
    long start = System.nanoTime();
    Latencies waits = read(server, seconds);
    double core = (server.processorSeconds() - before) * 1e9 / (System.nanoTime() - start);
    return new Run(waits, uploads.join(), core);
  }

  /// Uploads for some time, a little longer than others read.
  private static Supplier<Double> uploads(Image image, ServerProcess server, int seconds) {
    return () -> {
      try {
        return HttpUploads.uploadBeside(image, server, UPLOADERS, seconds).requestsPerSecond();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Latencies read(ServerProcess server, int seconds) throws InterruptedException {
    List<Latencies> each = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Latencies own = new Latencies();
      each.add(own);
      threads.add(Thread.ofPlatform().start(() -> readForSomeTime(server.address(), seconds, own)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Latencies all = new Latencies();
    each.forEach(all::addAll);
    return all;
  }

  private static void readForSomeTime(
      InetSocketAddress address, int seconds, Latencies latencies) {
    byte[] request =
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n"
            .formatted(address.getPort())
            .getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      int length = -1;
      while (System.nanoTime() - end < 0) {
        long sent = System.nanoTime();
        socket.getOutputStream().write(request);
        // All responses are alike, so only the first has to be looked at.
        length = length < 0 ? firstLength(socket.getInputStream()) : skip(socket, length);
        latencies.add(System.nanoTime() - sent);
        LockSupport.parkNanos(INTERVAL);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int skip(Socket socket, int length) throws IOException {
    socket.getInputStream().skipNBytes(length);
    return length;
  }

  /// Reads a response byte by byte, and returns how long it is.
  private static int firstLength(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("no response, but: " + head);
      }
      head.append((char) next);
    }
    if (!head.toString().startsWith("HTTP/1.1 200 ")) {
      throw new IOException("not what was asked for: " + head);
    }
    input.skipNBytes(Image.SMALL_BYTES);
    return head.length() + Image.SMALL_BYTES;
  }
}
