package dev.ashlar.http.security;

/// What can be wrong with a raw path, with the status to answer and a sentence that says it.
///
/// Of a path with several violations [PathPolicy] tells one: a path that is malformed (400) is
/// never judged by its names (403), and of these the first at fault decides. The order of the
/// constants means nothing.
///
/// Immutable, safe for use by any thread.
public enum PathViolation {
  /// The path is not in origin form (RFC 9112 §3.2.1).
  NOT_ABSOLUTE(400, "The path does not begin with a slash."),
  /// A character that no `pchar` of RFC 3986 §3.3 allows; `\` is a violation of its own.
  DISALLOWED_CHARACTER(400, "The path has a character that a request target may not contain."),
  /// A `%` that two hexadecimal digits do not follow (RFC 3986 §2.1).
  BAD_PERCENT_ENCODING(400, "The path has a percent sign without two hexadecimal digits."),
  /// What the percent-encoding stands for is not UTF-8 (RFC 3629: neither overlong forms nor
  /// surrogates).
  INVALID_UTF_8(400, "The decoded path is not valid UTF-8."),
  /// NUL, or another control character: C0, DEL or C1.
  CONTROL_CHARACTER(400, "The decoded path has a control character."),
  /// Two slashes in a row.
  EMPTY_SEGMENT(403, "The path has an empty segment."),
  /// `\`, as received or by decoding: a separator for some systems and clients.
  BACKSLASH(403, "The path has a backslash."),
  /// `/` that appears by decoding, so that it would be part of a name.
  ENCODED_SLASH(403, "The path has a percent-encoded slash."),
  /// `.` or `..`, as received or by decoding. They are refused and not resolved.
  DOT_SEGMENT(403, "The path has a dot segment."),
  /// A name that begins with a letter and a colon, which some systems take for another root.
  DRIVE_LETTER(403, "The path has a drive letter."),
  /// A name that begins with a dot; `/.well-known/` (RFC 8615) is excepted.
  HIDDEN_NAME(403, "The path has a name that begins with a dot.");

  private final int status;
  private final String reason;

  PathViolation(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  /// The status to answer: 400 for a path that is malformed, 403 for one that asks for what nobody
  /// gets.
  public int status() {
    return status;
  }

  /// One sentence for the log and the error page. Nothing from the client is in it.
  public String reason() {
    return reason;
  }
}
