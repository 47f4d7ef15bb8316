package dev.ashlar.http.server.connection;

import java.time.Duration;

/// A member that waits for a client, and how long that may take.
///
/// The client's clock stands still while somebody else is at work, such as a worker that takes the
/// content that has arrived. If the client then has to go on with the same thing, it has the time
/// that was left before, and not all of it again.
abstract class TimedMember extends LoopMember {
  private static final long RUNNING = -1;

  private final ConnectionOptions options;
  private final SelectorLoop loop;

  // Written by the owner.
  private Waiting waiting = Waiting.SERVER;

  /// Nanoseconds that the client had left when somebody else took over; or [#RUNNING].
  private long timeLeft = RUNNING;

  private int request;
  private long progress;

  TimedMember(ConnectionOptions options, SelectorLoop loop) {
    this.options = options;
    this.loop = loop;
  }

  // ---- on the leader

  /// Starts the client's clock, or lets it run on if the client is still at the same thing.
  ///
  /// @return whether it was started anew
  final boolean startClock(Http1 http) {
    Waiting now = http.waiting();
    if (now != waiting || now == Waiting.REQUEST || request != http.requests()) {
      waiting = now;
      request = http.requests();
      progress = http.progress();
      runFor(patience(now).toNanos());
      return true;
    }
    if (timeLeft != RUNNING) {
      runFor(timeLeft);
    }
    return false;
  }

  private void runFor(long nanos) {
    timeLeft = RUNNING;
    loop.schedule(this, loop.now() + nanos);
  }

  /// The clock stands still: somebody else is about to take over. The deadline is set for what the
  /// client may wait for afterwards, so that a worker only ever has to postpone it.
  final void stopClock() {
    if (timeLeft == RUNNING) {
      timeLeft = Math.max(0, deadline() - loop.now());
    }
    loop.schedule(this, loop.now() + patience(Waiting.REQUEST).toNanos());
  }

  /// Leaves the client no time: unless it makes progress now, its deadline has passed.
  final void spendTime() {
    timeLeft = 0;
  }

  /// Postpones the deadline, because at the moment it is not the client that has to do something.
  final void lookLater(long now) {
    loop.schedule(this, Math.max(deadline(), now + patience(Waiting.REQUEST).toNanos()));
  }

  /// Whether enough has moved since the last look; if so, looks again after another interval.
  final boolean madeProgress(Http1 http, long now) {
    long moved = http.progress() - progress;
    if (moved < options.minimumRate() * options.progressInterval().toMillis() / 1000) {
      return false;
    }
    progress = http.progress();
    loop.schedule(this, now + options.progressInterval().toNanos());
    return true;
  }

  private Duration patience(Waiting what) {
    return switch (what) {
      case REQUEST, SERVER -> options.idleTimeout();
      case HEAD -> options.headTimeout();
      case CONTENT, WRITE -> options.progressInterval();
      case FAREWELL -> options.lingerTime();
    };
  }

  /// When it began to wait for a request, if that is what it does.
  final long idleSince() {
    return deadline() - patience(Waiting.REQUEST).toNanos();
  }

  // ---- on a worker that owns this

  /// The client has all its time for the next request, without the leader having to know.
  final void restartClock(Http1 http) {
    waiting = Waiting.REQUEST;
    request = http.requests();
    timeLeft = RUNNING;
    postpone(System.nanoTime() + patience(Waiting.REQUEST).toNanos());
  }
}
