package dev.ashlar.http.server.connection;

/// What a connection needs before it can go on; decided by its owner, carried out by the leader.
enum Next {
  /// Nothing: go on at once. Never leaves [Http1#advance].
  CONTINUE,
  /// Wait until the client has sent something.
  READ,
  /// Wait until the client has taken something.
  WRITE,
  /// Go on on a worker: the next step may block.
  WORKER,
  /// Go on in a later round of the leader's, after other connections.
  YIELD,
  /// Wait for a response that somebody completes later.
  PARK,
  /// Go on on the leader, with what was waited for.
  RESUME,
  /// Nothing more: close.
  CLOSE
}
