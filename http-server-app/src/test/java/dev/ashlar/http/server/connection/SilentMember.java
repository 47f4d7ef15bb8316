package dev.ashlar.http.server.connection;

/// A member that nobody calls. A test overrides what it expects.
class SilentMember extends LoopMember {
  @Override
  void ready(int operations) {
    throw new AssertionError("has no channel");
  }

  @Override
  void returned() {
    throw new AssertionError("was not given away");
  }

  @Override
  void expired(long now) {
    throw new AssertionError("has no deadline");
  }
}
