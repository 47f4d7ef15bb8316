package dev.ashlar.http.server.api;

import java.util.Objects;
import java.util.concurrent.Callable;

/// The answer needs work that may block, such as opening a file.
///
/// The work waits in the pool's bounded queue and runs on a worker. When the queue is full the
/// client is answered `503 Service Unavailable` and the work is never run.
///
/// @param work gives the answer; may block; an exception becomes a `500`
public record OnWorker(Callable<Answer> work) implements Answer {
  /// Refuses null.
  public OnWorker {
    Objects.requireNonNull(work, "work");
  }
}
