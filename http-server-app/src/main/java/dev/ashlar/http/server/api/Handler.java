package dev.ashlar.http.server.api;

import java.util.Objects;

/// Answers requests.
///
/// ```java
/// Handler hello = request -> Response.text(Status.OK, "Hello\n");
/// Handler report = Handler.blocking(request -> Response.text(Status.OK, database.report()));
/// ```
@FunctionalInterface
public interface Handler {
  /// Answers one request whose head has arrived; its content, if any, has not been read.
  ///
  /// Runs on the thread that serves all connections of its selector, so it must not block: no file,
  /// no lock that is held for long, no network. Blocking work is returned as an [OnWorker], per
  /// request. Several threads may call this at the same time.
  ///
  /// An exception becomes `500 Internal Server Error`, is logged, and concerns no other request.
  /// Nor does an interrupt that is left behind: the server clears it.
  Answer handle(Request request);

  /// A handler all of whose work may block: every request goes to a worker of the pool.
  static Handler blocking(BlockingHandler handler) {
    Objects.requireNonNull(handler, "handler");
    return request -> new OnWorker(() -> handler.handle(request));
  }

  /// A handler that may block.
  @FunctionalInterface
  interface BlockingHandler {
    /// Answers one request on a worker.
    Answer handle(Request request) throws Exception;
  }
}
