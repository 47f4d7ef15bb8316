package dev.ashlar.http.protocol.differential;

import java.util.regex.Pattern;

/// Why we go on where another parser refuses. In none of these cases does it read a message that is
/// another than ours.
enum Explanation {
  /// RFC 9110 §2.5: a minor version that is not known is read as the highest one that is. Jetty
  /// refuses it, and Netty refuses that it is chunked.
  MINOR_VERSION("HTTP/1\\.[2-9] *\r\n"),

  /// RFC 3986 §3.2.3: a port may be empty. Jetty refuses that in Host.
  EMPTY_PORT("Host: *\\w+:[ \t]*\r\n"),

  /// RFC 9112 §7.1 bounds no chunk; a size up to 63 bits is within our range, and whether the
  /// content is too large is for the limits to say. Netty's are of 31 bits.
  CHUNK_OF_MORE_THAN_31_BITS(
      "\n0*(?=[0-9a-fA-F]{8})([1-9a-fA-F][0-9a-fA-F]{8,15}|[89a-fA-F]).*\r\n"),

  /// A line is judged when it is complete: that the CR at its end is not followed by LF is refused
  /// when an LF comes, and until then nothing is done. Jetty refuses at once.
  LINE_NOT_COMPLETE("\r[^\n]+\\z");

  private final Pattern pattern;

  Explanation(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /// @param message one character for each octet
  boolean appliesTo(String message) {
    return pattern.matcher(message).find();
  }
}
