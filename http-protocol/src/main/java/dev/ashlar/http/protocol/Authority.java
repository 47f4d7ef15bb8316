package dev.ashlar.http.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The host and port of a URI or of a Host field (RFC 3986 §3.2, RFC 9110 §7.2).
///
/// User information is never accepted (RFC 9110 §4.2.4). A colon without a port is the same as none
/// (RFC 3986 §6.2.3), and zeros in front of a port, however many, are part of no number.
///
/// Immutable, safe for use by any thread.
///
/// @param host a registered name, an IPv4 address, or an IPv6 address in brackets; as received, so
///   in any case and perhaps with percent-encoding; never empty (RFC 9110 §4.2.1)
/// @param port 0 to 65535; -1 without one
public record Authority(String host, int port) {
  /// Checks the parts.
  ///
  /// @throws IllegalArgumentException if the host breaks the grammar of RFC 3986 §3.2.2, or the
  ///   port is out of range
  public Authority {
    byte[] octets = host.getBytes(StandardCharsets.ISO_8859_1);
    if (AuthoritySyntax.hostEnd(octets, 0, octets.length) != octets.length) {
      throw new IllegalArgumentException("not a host (RFC 3986 §3.2.2)");
    }
    if (port < -1 || port > 0xFFFF) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /// Parses `host` or `host:port`; null if the text is something else.
  public static @Nullable Authority parse(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return AuthoritySyntax.isValid(octets, 0, octets.length)
        ? AuthoritySyntax.parse(octets, 0, octets.length)
        : null;
  }

  /// As in a URI: `host` or `host:port`.
  @Override
  public String toString() {
    return port < 0 ? host : host + ":" + port;
  }
}
