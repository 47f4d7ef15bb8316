package dev.ashlar.http.protocol;

/// The version of a request message, as far as it makes a difference (RFC 9112 §2.3).
///
/// A minor version above 1 is treated as 1.1, the highest one implemented (RFC 9110 §2.5). Another
/// major version is refused with [Violation#VERSION_UNSUPPORTED].
///
/// Immutable, safe for use by any thread.
public enum HttpVersion {
  /// Connections end after one response unless both sides agree, and chunked coding is unknown.
  HTTP_1_0,
  /// Connections persist unless one side says `close`, and chunked coding is always understood.
  HTTP_1_1
}
