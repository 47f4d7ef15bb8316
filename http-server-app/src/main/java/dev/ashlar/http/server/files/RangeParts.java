package dev.ashlar.http.server.files;

import dev.ashlar.http.server.api.Content;
import org.jspecify.annotations.Nullable;

/// Counts the parts of all responses with several ranges that clients have not read yet.
///
/// Each part is some objects, and sixty-four of them take as much as a connection may have in all:
/// as many clients as are let in, each with as many ranges as are served, would take all the heap.
///
/// Safe for use by several threads.
final class RangeParts {
  /// What a part takes, about, in bytes.
  private static final int PART_BYTES = 512;

  private static final int PART_OF_HEAP = 16;

  /// As many as a sixteenth of the heap has room for.
  static final RangeParts OF_HEAP =
      new RangeParts(Runtime.getRuntime().maxMemory() / PART_OF_HEAP / PART_BYTES);

  private final Allowance parts;

  /// @param most at once, 0 or more
  RangeParts(long most) {
    parts = new Allowance(most);
  }

  /// Takes room for the parts of one response.
  ///
  /// @return empty content, to be closed with them; null if there is no room
  @Nullable Content take(int count) {
    return parts.take(count);
  }
}
