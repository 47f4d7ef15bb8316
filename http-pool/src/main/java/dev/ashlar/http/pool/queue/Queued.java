package dev.ashlar.http.pool.queue;

/// A task in a [BoundedQueue], and where it stands there. One for each acceptance and never used
/// again, so that its identity says which acceptance a slot holds even if one task is offered
/// often.
public final class Queued {
  private final Runnable task;
  private final long since;

  /// Written before the position is claimed, for the claim may have to be tried again.
  long position;

  /// @param since the `System.nanoTime` at which it was offered
  public Queued(Runnable task, long since) {
    this.task = task;
    this.since = since;
  }

  Runnable task() {
    return task;
  }

  long since() {
    return since;
  }
}
