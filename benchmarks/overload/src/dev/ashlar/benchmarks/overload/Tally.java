package dev.ashlar.benchmarks.overload;

import dev.ashlar.benchmarks.common.Latencies;
import java.util.ArrayList;
import java.util.List;

/// What became of the requests for one path that were due in a window of time.
final class Tally {
  /// From when the request was due.
  final Latencies accepted = new Latencies();

  /// Those of `503 Service Unavailable`, from when the request was due.
  final Latencies refused = new Latencies();

  /// How much later than due the generator sent.
  final Latencies late = new Latencies();

  /// For each of those accepted, how many others workers began between its being sent, as far as
  /// was known then, and itself: its place in the queue, however fast the server was meanwhile.
  /// Those that were under way then count, since their answers had not come.
  final List<Integer> places = new ArrayList<>();

  /// Answers of 200 that came in the window, to whatever request.
  int completed;

  /// How many are known to have been begun, in the window or not.
  int begun;

  int otherStatus;
  int unanswered;

  /// The smallest place that at least `percent` of all do not exceed; 0 if there is none.
  int place(double percent) {
    List<Integer> sorted = places.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
  }
}
