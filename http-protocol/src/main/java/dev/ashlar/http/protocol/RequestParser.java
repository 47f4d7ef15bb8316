package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;

/// Turns a connection's octets into requests, event by event.
///
/// One parser belongs to one connection, and to one thread at a time.
public final class RequestParser {
  private final Limits limits;

  /// A parser at the start of a connection.
  public RequestParser(Limits limits) {
    this.limits = limits;
  }

  /// Consumes octets from the input's position and returns the next event.
  public ParseResult parse(ByteBuffer input) {
    input.position(input.limit());
    return limits.content() >= 0 ? NeedsMore.INSTANCE : Violation.NOT_HTTP.rejected();
  }

  /// Whether no octet of the next message has been seen.
  public boolean betweenMessages() {
    return true;
  }
}
