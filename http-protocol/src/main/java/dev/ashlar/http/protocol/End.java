package dev.ashlar.http.protocol;

/// The message is complete; what follows in the input belongs to the next one.
///
/// Immutable, safe for use by any thread.
///
/// @param trailers the trailer fields (RFC 9112 §7.1.2), [Fields#NONE] when there are none
public record End(Fields trailers) implements ParseResult {
  /// The end of a message without trailer fields.
  static final End WITHOUT_TRAILERS = new End(Fields.NONE);
}
