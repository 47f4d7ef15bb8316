package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Refusal;

/// Is told what happens on connections. Called on the thread where it happens (the selector's or a
/// worker's), with no lock held; several threads may call at the same time. It must not block.
public interface ExchangeListener {
  /// A listener that hears nothing.
  ExchangeListener SILENT = new ExchangeListener() {};

  /// A connection was accepted.
  default void opened(ConnectionInfo connection) {}

  /// A request was answered, or its connection ended before that, or in the middle. The view is
  /// valid only during this call. If its response carries a [Refusal], this is where to log the
  /// violation.
  default void completed(CompletedExchange exchange) {}

  /// A connection was refused or cut without a response, such as a client that was too slow to
  /// read.
  default void cut(ConnectionInfo connection, Refusal refusal) {}

  /// A connection was closed, in whatever way, after this many requests.
  default void closed(ConnectionInfo connection, int requests) {}

  /// Accepting paused: the limit of connections or descriptors is reached.
  default void acceptingPaused(int connections, String reason) {}

  /// Accepting goes on.
  default void acceptingResumed(int connections) {}

  /// An exception that no rule foresaw: a bug in a handler or in the server.
  default void failed(ConnectionInfo connection, Throwable failure) {}
}
