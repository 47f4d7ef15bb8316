package dev.ashlar.http.server.connection;

import java.time.Duration;

/// The acceptor's request to another loop, to cut what has been idle longest there: only that
/// loop's leader may. It travels there and back, and is with one leader at a time.
final class Eviction extends Errand {
  private final Acceptor acceptor;
  private final SelectorLoop home;
  private final SelectorLoop there;
  private final Duration spared;
  private int count;
  private boolean underWay;
  private boolean done;

  /// Whether there was one to cut.
  private boolean cut;

  /// @param home the acceptor's loop
  /// @param there the other one
  /// @param spared how long who is cut has waited at least
  Eviction(Acceptor acceptor, SelectorLoop home, SelectorLoop there, Duration spared) {
    this.acceptor = acceptor;
    this.home = home;
    this.there = there;
    this.spared = spared;
  }

  /// Asks for some room, unless it is still to be answered. On the acceptor's leader.
  void ask(int most) {
    if (!underWay) {
      underWay = true;
      done = false;
      cut = false;
      count = most;
      there.giveBack(this);
    }
  }

  /// Whether the other loop still has to answer. On the acceptor's leader.
  boolean underWay() {
    return underWay;
  }

  /// On the other leader first, then on the acceptor's.
  @Override
  void returned() {
    if (done) {
      underWay = false;
      acceptor.roomSought(cut);
    } else {
      try {
        cut = there.cutLongestIdle(count, spared);
      } finally {
        done = true;
        home.giveBack(this);
      }
    }
  }
}
