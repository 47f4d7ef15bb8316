package dev.ashlar.http.server.observe;

import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.connection.CompletedExchange;
import dev.ashlar.http.server.connection.ExchangeListener;
import java.util.List;

/// Several listeners, told one after the other.
///
/// @param listeners in the order in which they are told
record ExchangeListeners(List<ExchangeListener> listeners) implements ExchangeListener {
  /// Copies the list.
  ExchangeListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void opened(ConnectionInfo connection) {
    for (ExchangeListener listener : listeners) {
      listener.opened(connection);
    }
  }

  @Override
  public void completed(CompletedExchange exchange) {
    for (ExchangeListener listener : listeners) {
      listener.completed(exchange);
    }
  }

  @Override
  public void cut(ConnectionInfo connection, Refusal refusal) {
    for (ExchangeListener listener : listeners) {
      listener.cut(connection, refusal);
    }
  }

  @Override
  public void closed(ConnectionInfo connection, int requests) {
    for (ExchangeListener listener : listeners) {
      listener.closed(connection, requests);
    }
  }

  @Override
  public void acceptingPaused(int connections, String reason) {
    for (ExchangeListener listener : listeners) {
      listener.acceptingPaused(connections, reason);
    }
  }

  @Override
  public void acceptingResumed(int connections) {
    for (ExchangeListener listener : listeners) {
      listener.acceptingResumed(connections);
    }
  }

  @Override
  public void failed(ConnectionInfo connection, Throwable failure) {
    for (ExchangeListener listener : listeners) {
      listener.failed(connection, failure);
    }
  }
}
