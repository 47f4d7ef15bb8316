package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;

/// A piece of a request's content, free of any transfer coding, never empty.
///
/// As safe for use by several threads as the input is, of which it is a part.
///
/// @param bytes a read-only view of the parser's input, not a copy: valid until the caller changes
///   the input, for example by reading from the socket again
public record Content(ByteBuffer bytes) implements ParseResult {}
