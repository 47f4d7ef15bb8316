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
/// Content may be of any length: a receiver that has a limit looks at the length that the head
/// announces, or counts, and answers early.
///
/// Exactly one of these ends it: [#finish] is called; [#receive] answers something else than this
/// receiver; [#abandon] is called.
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
  /// @param content valid only during this call; what is left in it is lost and not offered again
  /// @return this receiver to go on, or another, which takes what is still to come. A [Response] or
  ///   a [LaterResponse] ends the content early, and the connection is closed after it unless the
  ///   whole content has already arrived. An [OnWorker] is run, and says which of these it is
  Answer receive(ByteBuffer content) throws IOException;

  /// Whether [#finish] may block; asked once the content is complete.
  default boolean finishMayBlock() {
    return true;
  }

  /// The content is complete.
  ///
  /// @param trailers the trailer fields of chunked content; empty otherwise
  /// @return a [Response] or a [LaterResponse], or an [OnWorker] that gives one
  Answer finish(Fields trailers) throws IOException;

  /// The content is not wanted any more: the client left, was too slow, or broke the protocol, the
  /// queue was full when a step might block (the client is answered 503 then, also if that step is
  /// [#finish]), a method of this has failed, or the server stops. Releases what is held. May run
  /// on the selector's thread, so deleting one temporary file is the most that it should do.
  void abandon();
}
