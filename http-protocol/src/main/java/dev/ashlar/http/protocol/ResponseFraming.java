package dev.ashlar.http.protocol;

/// How the recipient of a response knows where its content ends (RFC 9112 §6.3).
///
/// Immutable, safe for use by any thread.
public enum ResponseFraming {
  /// The response has no content: it ends with its head.
  NONE,
  /// Exactly as many octets follow as `Content-Length` says.
  LENGTH,
  /// The content follows in the chunked transfer coding (RFC 9112 §7.1).
  CHUNKED,
  /// The content ends when the connection is closed; the sender must say `Connection: close`.
  UNTIL_CLOSE
}
