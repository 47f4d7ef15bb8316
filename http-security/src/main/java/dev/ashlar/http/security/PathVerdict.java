package dev.ashlar.http.security;

import java.util.List;

/// What [PathPolicy] says about a raw path.
///
/// Immutable, safe for use by any thread.
public sealed interface PathVerdict permits PathVerdict.Allowed, PathVerdict.Refused {

  /// The path names something that may be looked for.
  ///
  /// @param segments the decoded names from the root down, never empty strings, `.` or `..`, and
  ///   none with a slash, backslash or control character; the root itself is the empty list
  /// @param folder whether the path ended with `/`; true for the root
  record Allowed(List<String> segments, boolean folder) implements PathVerdict {
    /// Copies the list.
    public Allowed {
      segments = List.copyOf(segments);
    }
  }

  /// The path is answered with an error before anything is looked for.
  ///
  /// @param violation what is wrong with it
  record Refused(PathViolation violation) implements PathVerdict {}
}
