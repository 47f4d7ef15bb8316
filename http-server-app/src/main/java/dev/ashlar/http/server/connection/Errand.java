package dev.ashlar.http.server.connection;

/// A member that only travels between loops, and has neither a channel nor a deadline.
abstract class Errand extends LoopMember {
  @Override
  final void ready(int operations) {
    throw new IllegalStateException("has no channel");
  }

  @Override
  final void expired(long now) {
    throw new IllegalStateException("has no deadline");
  }
}
