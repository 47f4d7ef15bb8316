package dev.ashlar.http.server.connection;

import java.io.IOException;

/// The end of a connection after its last response, such that the response arrives.
///
/// To close with unread input would reset the connection, and the reset can destroy the response on
/// its way. So our side ends first, and what the client still sends is discarded, until it ends its
/// own or there was too much (RFC 9112 §9.6).
///
/// Used by the connection's owner only.
final class Farewell {
  /// A connection may be closed at once only if no more than this was ever written to it, in bytes.
  /// The kernel keeps what the client has not read of that, for a connection that the server no
  /// longer counts and a client that may never read.
  static final long LITTLE = 64 << 10;

  private final Input input;
  private final Transport transport;
  private final long mostBytes;
  private long from;

  /// @param mostBytes that are discarded
  Farewell(Input input, Transport transport, long mostBytes) {
    this.input = input;
    this.transport = transport;
    this.mostBytes = mostBytes;
  }

  /// Ends our side.
  ///
  /// @param promised whether the client has said that it sends no more. If it keeps to that, there
  ///   is nothing to be discarded
  /// @return whether the connection can be closed at once
  boolean begin(boolean promised) throws IOException {
    from = input.total();
    if (input.ended()) {
      return true;
    }
    transport.shutdownOutput();
    return promised && !input.hasBytes() && !input.read();
  }

  /// Discards what has arrived.
  ///
  /// @return whether the connection can be closed
  boolean discardMore() throws IOException {
    input.discard();
    if (input.readable()) {
      input.read();
      input.discard();
    }
    return input.ended() || input.total() - from > mostBytes;
  }
}
