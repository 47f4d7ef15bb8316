package dev.ashlar.http.server.connection;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Members that any thread has given back to a loop, until its leader takes them.
///
/// They are linked through themselves, so that giving one back needs no memory: where none is left,
/// a connection that its worker cannot give back would be nobody's, and open for ever. Those that
/// arrive are a stack (Treiber, "Systems Programming: Coping with Parallelism", 1986), of which the
/// leader takes all at once and turns them round.
final class GivenBack {
  private final AtomicReference<@Nullable LoopMember> newest = new AtomicReference<>();

  /// What the leader has taken off the stack, each linked to the one that came after it.
  private @Nullable LoopMember oldest;

  /// Adds a member behind the others, unless it is here already: it is still to be taken then.
  /// Everything done before *happens before* it is taken.
  ///
  /// @param member in no other loop's at the same time
  void add(LoopMember member) {
    if (member.given.getAndSet(true)) {
      return;
    }
    LoopMember before;
    do {
      before = newest.get();
      member.link = before;
    } while (!newest.compareAndSet(before, member));
  }

  // ---- for the leader

  boolean isEmpty() {
    return oldest == null && newest.get() == null;
  }

  /// Takes the one that came first; null if there is none.
  @Nullable LoopMember poll() {
    if (oldest == null && newest.get() != null) {
      oldest = turnedRound(newest.getAndSet(null));
    }
    LoopMember first = oldest;
    if (first != null) {
      oldest = first.link;
      first.link = null;
      // Reads it as well: what was done by somebody who found it here already is seen from now on.
      first.given.getAndSet(false);
    }
    return first;
  }

  private static @Nullable LoopMember turnedRound(@Nullable LoopMember newest) {
    LoopMember turned = null;
    LoopMember member = newest;
    while (member != null) {
      LoopMember older = member.link;
      member.link = turned;
      turned = member;
      member = older;
    }
    return turned;
  }
}
