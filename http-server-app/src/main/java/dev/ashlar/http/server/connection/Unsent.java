package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.Content;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What of one response's content has not been handed on yet: contents one behind the other, and
/// how far the first of them is.
///
/// Used by the connection's owner only.
final class Unsent {
  private final Deque<Content> contents = new ArrayDeque<>(2);
  private long position;
  private long sent;

  /// The next response begins, with no content yet.
  void begin() {
    clear();
    sent = 0;
  }

  /// Puts content behind the others. A sequence becomes its parts, so that there are single
  /// contents only; what is empty is left out.
  void add(Content content) {
    if (content instanceof Content.Sequence sequence) {
      sequence.parts().forEach(this::add);
    } else if (content.length() != 0) {
      contents.add(content);
    }
  }

  /// The content that is next, or null.
  @Nullable Content first() {
    return contents.peek();
  }

  /// How much of the first one has been handed on, in bytes.
  long position() {
    return position;
  }

  /// How much of the first one, whose length is known, has not; in bytes.
  long left() {
    return contents.element().length() - position;
  }

  /// How much of all of them has been handed on, in bytes.
  long sent() {
    return sent;
  }

  boolean isEmpty() {
    return contents.isEmpty();
  }

  /// So many bytes more of the first one, whose length is known, have been handed on.
  void advance(long count) {
    count(count);
    if (left() == 0) {
      remove();
    }
  }

  /// So many bytes more of the first one have been handed on, and it has not ended.
  void count(long bytes) {
    position += bytes;
    sent += bytes;
  }

  /// The first one has ended.
  void remove() {
    contents.remove();
    position = 0;
  }

  /// Nothing more is to be sent.
  void clear() {
    contents.clear();
    position = 0;
  }
}
