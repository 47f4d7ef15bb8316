package dev.ashlar.http.protocol;

import java.nio.charset.StandardCharsets;

/// Judges octets that should be `uri-host [ ":" port ]` (RFC 9110 §7.2).
final class AuthoritySyntax {
  private static final int MAX_PORT = 0xFFFF;

  private AuthoritySyntax() {}

  static boolean isValid(byte[] bytes, int from, int to) {
    int hostEnd = hostEnd(bytes, from, to);
    return hostEnd > from && (hostEnd == to || isColonAndPort(bytes, hostEnd, to));
  }

  static boolean hasPort(byte[] bytes, int from, int to) {
    return port(bytes, hostEnd(bytes, from, to), to) >= 0;
  }

  /// Whether these are a host and a port to connect to, which CONNECT cannot do without (RFC 9110
  /// §9.3.6). Port 0 is reserved, and nobody's (RFC 6335 §6).
  static boolean isDestination(byte[] bytes, int from, int to) {
    int hostEnd = hostEnd(bytes, from, to);
    return hostEnd > from && hostEnd < to && bytes[hostEnd] == ':' && port(bytes, hostEnd, to) > 0;
  }

  /// Parses what [#isValid] found valid.
  static Authority parse(byte[] bytes, int from, int to) {
    int hostEnd = hostEnd(bytes, from, to);
    String host = new String(bytes, from, hostEnd - from, StandardCharsets.ISO_8859_1);
    return new Authority(host, port(bytes, hostEnd, to));
  }

  /// Where the host that begins at `from` ends; -1 if there is none.
  static int hostEnd(byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == '[') {
      return Ipv6Syntax.literalEnd(bytes, from, to);
    }
    int at = from;
    while (at < to) {
      if (Octets.is(Octets.REG_NAME, bytes[at])) {
        at++;
      } else if (to - at >= 3 && Octets.isPercentEncoding(bytes, at)) {
        at += 3;
      } else {
        break;
      }
    }
    return at > from ? at : -1;
  }

  private static boolean isColonAndPort(byte[] bytes, int colon, int to) {
    if (bytes[colon] != ':') {
      return false;
    }
    return to == colon + 1 || port(bytes, colon, to) >= 0;
  }

  /// The number after the colon, with any zeros in front; -1 if there is none, or one that no port
  /// has.
  private static int port(byte[] bytes, int colon, int to) {
    if (to - colon < 2) {
      return -1;
    }
    int port = 0;
    for (int at = colon + 1; at < to; at++) {
      if (!Octets.isDigit(bytes[at])) {
        return -1;
      }
      port = port * 10 + bytes[at] - '0';
      if (port > MAX_PORT) {
        return -1;
      }
    }
    return port;
  }
}
