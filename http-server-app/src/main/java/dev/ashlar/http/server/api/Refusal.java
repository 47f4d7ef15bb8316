package dev.ashlar.http.server.api;

import java.util.Objects;

/// Why a request was refused, for the security log. The server sends nothing of it by itself: what
/// the client may know is the response's content. Immutable.
///
/// @param rule which rule it broke
/// @param reason one sentence: what was wrong, and where it helps, which option would allow it. May
///   hold characters from the client: whoever prints it escapes it.
public record Refusal(Rule rule, String reason) {
  /// Refuses null.
  public Refusal {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(reason, "reason");
  }

  /// The rules whose violation is logged.
  public enum Rule {
    /// The request is not well-formed, or exceeds a limit of the protocol (RFC 9112).
    PROTOCOL,
    /// The Host is not one of this server's names.
    HOST,
    /// The path points outside the served folder or at what is never served.
    PATH,
    /// The content is not what this resource takes.
    CONTENT,
    /// The client was too slow.
    DEADLINE,
    /// The client has more open than one may, or there is no room for what it sends.
    QUOTA
  }
}
