package dev.ashlar.benchmarks.uploads;

import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.benchmarks.common.Wrk;
import dev.ashlar.http.server.uploads.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Acknowledged uploads per second over HTTP: each client sends its next upload when the one before
/// is acknowledged.
final class HttpUploads {
  private static final int WARM_UP_SECONDS = 10;

  private HttpUploads() {}

  /// What was found.
  ///
  /// @param acknowledged uploads per second
  /// @param p99Ms how long a client waits, at the 99th percentile
  record Result(int clients, Spread acknowledged, Spread p99Ms) {}

  static Result measure(Image image, int clients, Effort effort) throws IOException, InterruptedException {
    double[] rates = new double[effort.rounds()];
    double[] waits = new double[effort.rounds()];
    for (int round = 0; round < effort.rounds(); round++) {
      try (ServerProcess server = image.start()) {
        upload(image, server, clients, WARM_UP_SECONDS);
        Wrk.Result result = upload(image, server, clients, effort.seconds());
        rates[round] = result.requestsPerSecond();
        waits[round] = result.p99Ms();
      }
    }
    return new Result(clients, Spread.of(rates), Spread.of(waits));
  }

  /// What clients get from one server, run after run, when it has to put into files as much as it
  /// acknowledges.
  ///
  /// @return uploads per second in each run
  static List<Double> sustain(Image image, int clients, Effort effort)
      throws IOException, InterruptedException {
    List<Double> rates = new ArrayList<>();
    try (ServerProcess server = image.start()) {
      for (int window = 0; window < effort.sustainedWindows(); window++) {
        rates.add(upload(image, server, clients, effort.seconds()).requestsPerSecond());
      }
    }
    return rates;
  }

  /// Has clients upload for some time.
  ///
  /// @throws IOException if one was not answered 201
  static Wrk.Result upload(Image image, ServerProcess server, int clients, int seconds)
      throws IOException, InterruptedException {
    return acknowledged(
        Wrk.run(Image.LOAD_CORE, clients, seconds, image.script(), server.url("/uploads")));
  }

  /// As [#upload], but clients get what others leave of their core.
  ///
  /// @throws IOException if one was not answered 201
  static Wrk.Result uploadBeside(Image image, ServerProcess server, int clients, int seconds)
      throws IOException, InterruptedException {
    return acknowledged(
        Wrk.runBeside(Image.LOAD_CORE, clients, seconds, image.script(), server.url("/uploads")));
  }

  private static Wrk.Result acknowledged(Wrk.Result result) throws IOException {
    if (result.errors() > 0) {
      throw new IOException(result.errors() + " uploads were not acknowledged");
    }
    return result;
  }
}
