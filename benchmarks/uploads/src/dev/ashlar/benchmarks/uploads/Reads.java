package dev.ashlar.benchmarks.uploads;

import dev.ashlar.benchmarks.common.Axis;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// What those wait who read a small file, with and without others who upload as fast as they can.
///
/// Eight readers ask a hundred times a second each, so that the server is not busy with them alone.
final class Reads {
  private static final int READERS = 8;
  private static final int UPLOADERS = 64;
  private static final long INTERVAL = 10_000_000;

  private Reads() {}

  /// What was found: percentiles of the wait in milliseconds, and how many uploads were
  /// acknowledged meanwhile.
  record Result(
      Spread aloneP50Ms,
      Spread aloneP99Ms,
      Spread besideUploadsP50Ms,
      Spread besideUploadsP99Ms,
      Spread uploadsPerSecond) {

    Panel plot() {
      double greatest = Math.max(aloneP99Ms.median(), besideUploadsP99Ms.median());
      return new Panel(
          "Reads of 1 KiB",
          new Axis.Categories("", List.of("p50", "p99")),
          Axis.Linear.fitting("ms", greatest),
          List.of(
              series("alone", aloneP50Ms, aloneP99Ms),
              series("beside 64 who upload", besideUploadsP50Ms, besideUploadsP99Ms)),
          List.of());
    }

    private static Series series(String name, Spread p50, Spread p99) {
      return new Series(
          name, Form.BARS, List.of(new Point(0, p50.median()), new Point(1, p99.median())));
    }
  }

  static Result measure(Image image, Effort effort) throws IOException, InterruptedException {
    double[][] found = new double[5][effort.rounds()];
    for (int round = 0; round < effort.rounds(); round++) {
      try (ServerProcess server = image.start()) {
        HttpUploads.upload(image, server, UPLOADERS, 2); // warms up, both server and disk
        read(server, effort.seconds());
        Latencies alone = read(server, effort.seconds());
        CompletableFuture<Double> uploads = uploadMeanwhile(image, server, effort.seconds() + 1);
        Latencies beside = read(server, effort.seconds());
        found[0][round] = alone.percentile(50);
        found[1][round] = alone.percentile(99);
        found[2][round] = beside.percentile(50);
        found[3][round] = beside.percentile(99);
        found[4][round] = uploads.join();
      }
    }
    return new Result(
        Spread.of(found[0]),
        Spread.of(found[1]),
        Spread.of(found[2]),
        Spread.of(found[3]),
        Spread.of(found[4]));
  }

  /// A little longer than others read.
  private static CompletableFuture<Double> uploadMeanwhile(
      Image image, ServerProcess server, int seconds) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return HttpUploads.upload(image, server, UPLOADERS, seconds).requestsPerSecond();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
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
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
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
