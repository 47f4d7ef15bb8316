package dev.ashlar.benchmarks.uploads;

import dev.ashlar.benchmarks.common.ServerProcess;
import dev.ashlar.benchmarks.common.Wrk;
import dev.ashlar.http.server.uploads.Spread;
import java.io.IOException;

/// Acknowledged uploads per second over HTTP: each client sends its next upload when the one before
/// is acknowledged.
final class HttpUploads {
  private static final int ROUNDS = 3;
  private static final int WARM_UP_SECONDS = 2;
  private static final int SECONDS = 8;

  private HttpUploads() {}

  /// What was found.
  ///
  /// @param acknowledged uploads per second, over eight seconds
  /// @param p99Ms how long a client waits, at the 99th percentile
  record Result(int clients, Spread acknowledged, Spread p99Ms) {}

  static Result measure(Image image, int clients) throws IOException, InterruptedException {
    double[] rates = new double[ROUNDS];
    double[] waits = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = image.start()) {
        upload(image, server, clients, WARM_UP_SECONDS);
        Wrk.Result result = upload(image, server, clients, SECONDS);
        rates[round] = result.requestsPerSecond();
        waits[round] = result.p99Ms();
      }
    }
    return new Result(clients, Spread.of(rates), Spread.of(waits));
  }

  /// Has clients upload for some time.
  ///
  /// @throws IOException if one was not answered 201
  static Wrk.Result upload(Image image, ServerProcess server, int clients, int seconds)
      throws IOException, InterruptedException {
    Wrk.Result result =
        Wrk.run(Image.LOAD_CORE, clients, seconds, image.script(), server.url("/uploads"));
    if (result.errors() > 0) {
      throw new IOException(result.errors() + " uploads were not acknowledged");
    }
    return result;
  }
}
