package dev.ashlar.http.server.connection;

/// What the connections of one selector share.
///
/// @param buffers lends memory for reading and writing
/// @param opening sends heads with the beginning of a file
/// @param inlineBudget what the leader may still send of files in this round
record LoopShare(BufferPool buffers, Opening opening, InlineBudget inlineBudget) {
  LoopShare(BufferPool buffers, Opening opening) {
    this(buffers, opening, new InlineBudget());
  }
}
