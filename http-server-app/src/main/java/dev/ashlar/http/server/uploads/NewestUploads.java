package dev.ashlar.http.server.uploads;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Collects the newest uploads of those that it is given, in any order, some of them perhaps twice.
/// It never holds more than the wanted number and one. For one thread.
final class NewestUploads {
  private final @Nullable UploadId after;
  private final int limit;
  private final TreeSet<UploadId> newest = new TreeSet<>();

  /// @param after only older ones count; null for all
  /// @param limit how many are wanted, 1 or more
  NewestUploads(@Nullable UploadId after, int limit) {
    this.after = after;
    this.limit = limit;
  }

  /// One that there is.
  void add(UploadId id) {
    if (after != null && id.compareTo(after) >= 0) {
      return;
    }
    if (newest.size() <= limit) {
      newest.add(id);
    } else if (id.compareTo(newest.first()) > 0 && newest.add(id)) {
      newest.pollFirst();
    }
  }

  /// How many it holds.
  int size() {
    return newest.size();
  }

  /// Whether there were more than are wanted.
  boolean more() {
    return newest.size() > limit;
  }

  /// Those that were wanted, newest first.
  List<UploadId> all() {
    List<UploadId> all = new ArrayList<>(newest.descendingSet());
    return more() ? all.subList(0, limit) : all;
  }
}
