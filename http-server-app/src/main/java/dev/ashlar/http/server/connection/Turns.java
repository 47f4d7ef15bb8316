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

  int size() {
    return waiting.size();
  }

  /// One round. Who asks for another turn meanwhile has it in a later one.
  void take(Consumer<? super T> turn) {
    take(turn, MOST);
  }

  /// A round of the first only.
  ///
  /// @param first how many of them, if there are as many and [#MOST] is no less
  void take(Consumer<? super T> turn, int first) {
    for (int left = Math.min(waiting.size(), Math.min(first, MOST)); left > 0; left--) {
      turn.accept(waiting.remove());
    }
  }
}
