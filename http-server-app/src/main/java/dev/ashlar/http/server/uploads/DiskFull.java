package dev.ashlar.http.server.uploads;

import java.util.List;

/// Tells a full disk from other failures. Java has no exception of its own for it, only the
/// system's words for `ENOSPC` and `EDQUOT`, which the image keeps in English by its locale.
final class DiskFull {
  private static final List<String> SIGNS =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk",
          "Not enough quota");

  private DiskFull() {}

  /// Whether that is why writing failed.
  static boolean causes(Throwable failure) {
    String message = failure.getMessage();
    return message != null && SIGNS.stream().anyMatch(message::contains);
  }
}
