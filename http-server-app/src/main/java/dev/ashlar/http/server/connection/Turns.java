package dev.ashlar.http.server.connection;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/// Members that have their turn when others have had theirs, in the order in which they asked, and
/// no more than [#MOST] in a round: where thousands ask at once, everybody else would wait for all
/// of them.
///
/// Used by the leader of one selector only.
///
/// @param <T> the members
final class Turns<T> {
  /// As many as connections are accepted in a round, so that those that end cannot pile up; about a
  /// millisecond's work.
  static final int MOST = 16;

  private final ArrayDeque<T> waiting = new ArrayDeque<>();

  /// Asks for a turn.
  void add(T member) {
    waiting.add(member);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// One round. Who asks for another turn meanwhile has it in a later one.
  void take(Consumer<? super T> turn) {
    for (int left = Math.min(waiting.size(), MOST); left > 0; left--) {
      turn.accept(waiting.remove());
    }
  }
}
