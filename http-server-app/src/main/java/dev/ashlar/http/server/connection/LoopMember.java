package dev.ashlar.http.server.connection;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What a [SelectorLoop] cares for: a channel's readiness, a deadline, and a way back from other
/// threads. All of it is called by the loop's leader.
abstract class LoopMember extends DeadlineWheel.Entry {
  /// Whether this is in [GivenBack], which alone uses this and the link.
  final AtomicBoolean given = new AtomicBoolean();

  @Nullable LoopMember link;

  /// The channel is ready.
  ///
  /// @param operations those of [java.nio.channels.SelectionKey] that it is ready for
  abstract void ready(int operations);

  /// Somebody gave this back, by [SelectorLoop#giveBack].
  abstract void returned();
}
