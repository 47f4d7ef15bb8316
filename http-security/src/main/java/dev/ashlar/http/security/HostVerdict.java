package dev.ashlar.http.security;

/// What [HostPolicy] says about the host of a request.
///
/// Immutable, safe for use by any thread.
public sealed interface HostVerdict permits HostVerdict.Allowed, HostVerdict.Refused {

  /// The request is meant for this server.
  record Allowed() implements HostVerdict {}

  /// The request is meant for somebody else, or comes from a page that was rebound to this address.
  ///
  /// @param reason one sentence for the log, with nothing from the client in it
  /// @param suggestion the narrowest rule that would allow this host and port. Its name comes from
  ///   the client: print it only if it [is writable][HostRule#isWritable]
  record Refused(String reason, HostRule suggestion) implements HostVerdict {}
}
