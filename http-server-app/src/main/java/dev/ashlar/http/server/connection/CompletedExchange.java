package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Response;
import org.jspecify.annotations.Nullable;

/// What the access log needs to know of an exchange that has ended. A view of live state: valid
/// only during the call of the listener.
public interface CompletedExchange {
  /// The connection it happened on.
  ConnectionInfo connection();

  /// Counts the requests of the connection from 1.
  int number();

  /// The request's head, or null if it never became one.
  @Nullable RequestHead head();

  /// The response; if the connection ended before there was one, what stands for it.
  Response response();

  /// Bytes of content sent, without the head and chunk framing.
  long contentBytes();

  /// Whether the response was sent whole.
  boolean complete();

  /// Nanoseconds that it waited in the pool's queue; 0 when it was handled inline.
  long queuedNanos();

  /// Nanoseconds from the head's arrival to the last byte handed to the kernel.
  long totalNanos();
}
