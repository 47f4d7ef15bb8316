package dev.ashlar.http.protocol;

/// The input is consumed wholly and does not complete another event.
///
/// Immutable, safe for use by any thread.
public enum NeedsMore implements ParseResult {
  /// The only instance.
  INSTANCE
}
