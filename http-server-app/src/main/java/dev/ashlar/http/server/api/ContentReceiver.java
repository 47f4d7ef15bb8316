package dev.ashlar.http.server.api;

import dev.ashlar.http.protocol.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes a request's content as it arrives and answers when it is complete.
///
/// One thread at a time calls it, with a happens-before edge between calls; which thread may change
/// from call to call. The server asks before each step whether it may block, and runs the step on a
/// worker if so, inline otherwise. Waiting for the client is the server's business: between two
/// steps no thread is held.
///
/// Exactly one of these ends it: [#finish] is called; [#receive] answers early; [#abandon] is
/// called.
///
/// Whatever a method throws is logged. Before there is an answer it becomes a `500`, and [#abandon]
/// is called then, unless it was [#finish] that threw.
public non-sealed interface ContentReceiver extends Answer {
  /// Whether taking the next `length` bytes may block; asked before each [#receive].
  default boolean receiveMayBlock(int length) {
    return true;
  }

  /// Takes the next bytes of the content.
  ///
  /// @param content valid only during this call; its remaining bytes are to be consumed
  /// @return this receiver to go on; anything else ends the content early and is the answer, and
  ///   the connection is closed after it unless the whole content has already arrived
  Answer receive(ByteBuffer content) throws IOException;

  /// Whether [#finish] may block; asked once the content is complete.
  default boolean finishMayBlock() {
    return true;
  }

  /// The content is complete.
  ///
  /// @param trailers the trailer fields of chunked content; empty otherwise
  /// @return a [Response] or a [LaterResponse]
  Answer finish(Fields trailers) throws IOException;

  /// The content will not be completed: the client left, was too slow, or broke the protocol.
  /// Releases what is held. May run on the selector's thread, so deleting one temporary file is the
  /// most that it should do.
  void abandon();
}
