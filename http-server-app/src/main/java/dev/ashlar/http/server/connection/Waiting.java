package dev.ashlar.http.server.connection;

/// What a connection waits for, which decides how long it may.
enum Waiting {
  /// The next request: the idle timeout.
  REQUEST,
  /// The rest of a head: the head timeout, from its first byte.
  HEAD,
  /// More content: the client must make progress.
  CONTENT,
  /// The client to take more of the response: it must make progress.
  WRITE,
  /// The end of a client that has had its last answer: the linger time.
  FAREWELL,
  /// A worker, or a response that is completed later: no deadline, the client has done its part.
  SERVER
}
