package dev.ashlar.http.protocol;

/// The next event in a stream of requests, as [RequestParser#parse] returns it.
///
/// Every message is one [RequestHead], any number of [Content], and one [End], which also comes
/// when there is no content. [NeedsMore] may come between any two of them. [Rejected] is final.
///
/// ```text
///   ┌──────────▶ RequestHead ──▶ Content* ──▶ End ──┐
///   └───────────────────────────────────────────────┘
/// ```
///
/// All are immutable and safe for use by any thread, but for what [Content] says of its octets.
public sealed interface ParseResult permits NeedsMore, RequestHead, Content, End, Rejected {}
