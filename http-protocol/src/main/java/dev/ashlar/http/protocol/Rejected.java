package dev.ashlar.http.protocol;

/// The input is not an acceptable HTTP/1.1 request, and where the next message would begin is
/// unknown: answer with the violation's status and close the connection (RFC 9112 §9.6 says how, so
/// that the answer is not lost).
///
/// Immutable, safe for use by any thread.
///
/// @param violation the rule that the input breaks
public record Rejected(Violation violation) implements ParseResult {}
