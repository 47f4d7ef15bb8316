package dev.ashlar.benchmarks.overload;

import dev.ashlar.benchmarks.common.Latencies;

/// What became of the requests for one path that were due in a window of time.
final class Tally {
  /// From when the request was due.
  final Latencies accepted = new Latencies();

  /// Those of `503 Service Unavailable`, from when the request was due.
  final Latencies refused = new Latencies();

  /// How much later than due the generator sent.
  final Latencies late = new Latencies();

  /// Answers of 200 that came in the window, to whatever request.
  int completed;

  int otherStatus;
  int unanswered;
}
