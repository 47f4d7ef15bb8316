package dev.ashlar.http.server.representation;

import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Request;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Requests as they come from the wire.
public final class Requests {
  private static final ConnectionInfo CONNECTION =
      new ConnectionInfo(
          1,
          InetSocketAddress.createUnresolved("client", 1),
          InetSocketAddress.createUnresolved("server", 2));

  private Requests() {}

  /// GET with field lines.
  public static Request get(String target, String... fieldLines) {
    return request("GET", target, fieldLines);
  }

  /// HEAD with field lines.
  public static Request head(String target, String... fieldLines) {
    return request("HEAD", target, fieldLines);
  }

  /// A request without content.
  public static Request request(String method, String target, String... fieldLines) {
    StringBuilder wire = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String line : fieldLines) {
      wire.append(line).append("\r\n");
    }
    wire.append("\r\n");
    ByteBuffer bytes = ByteBuffer.wrap(wire.toString().getBytes(StandardCharsets.ISO_8859_1));
    return switch (new RequestParser(Limits.DEFAULT).parse(bytes)) {
      case RequestHead head -> new Request(head, CONNECTION, 1);
      case Object other -> throw new AssertionError(wire + " is not a request: " + other);
    };
  }
}
