package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.AcceptEncoding;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Representation;

/// One of the representations that a file is available in.
///
/// @param coding the content coding (RFC 9110 §8.4.1), [#IDENTITY] for the file as it is, unless
///   its name says that it has one
/// @param representation how it is described
/// @param body its bytes
record Variant(String coding, Representation representation, Body body) {
  /// No coding.
  static final String IDENTITY = AcceptEncoding.IDENTITY;

  /// A coding made by the server itself from the file's present content. Its bytes depend on the
  /// library that makes them, so there are no ranges of it.
  boolean isMade() {
    return !representation.hasRanges();
  }
}
