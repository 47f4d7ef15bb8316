package dev.ashlar.http.server.observe;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.CompletedExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Exchanges that have ended, one way or another.
final class Exchanges {
  static final ConnectionInfo CONNECTION =
      new ConnectionInfo(
          12, new InetSocketAddress("192.0.2.7", 51234), new InetSocketAddress("192.0.2.1", 8080));

  static final long END_MILLIS = Instant.parse("2026-11-23T10:15:30.123Z").toEpochMilli();

  private Exchanges() {}

  /// An exchange with values that are easy to tell apart.
  record Completed(@Nullable RequestHead head, Response response, boolean complete)
      implements CompletedExchange {
    @Override
    public ConnectionInfo connection() {
      return CONNECTION;
    }

    @Override
    public int number() {
      return 3;
    }

    @Override
    public long contentBytes() {
      return 1024;
    }

    @Override
    public long queuedNanos() {
      return 1_999;
    }

    @Override
    public long totalNanos() {
      return 85_000;
    }
  }

  static Completed completed(String requestLine, Response response) {
    return new Completed(head(requestLine), response, true);
  }

  /// A request that never became one.
  static Completed headless(Response response) {
    return new Completed(null, response, true);
  }

  static Response response(Status status, String contentType) {
    return new Response(status, Fields.of(FieldName.CONTENT_TYPE, contentType), Content.none());
  }

  static Response refusal(Status status, Refusal.Rule rule, String reason) {
    return new Response(status, Fields.NONE, Content.none()).refusing(new Refusal(rule, reason));
  }

  static RequestHead head(String requestLine) {
    return parse(requestLine + "\r\nHost: test\r\nContent-Length: 0\r\n\r\n");
  }

  static RequestHead parse(String wire) {
    ByteBuffer bytes = ByteBuffer.wrap(wire.getBytes(StandardCharsets.ISO_8859_1));
    return switch (new RequestParser(Limits.DEFAULT).parse(bytes)) {
      case RequestHead head -> head;
      case Object other -> throw new AssertionError(wire + " is no request: " + other);
    };
  }
}
