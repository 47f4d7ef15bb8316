package dev.ashlar.http.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges the path of a request target: the names to look for, or why they are not looked for.
///
/// A raw path is refused and never repaired. Nothing is normalised: dot segments are not resolved,
/// repeated slashes are not merged, names keep their case and their Unicode form. Percent-encoding
/// is decoded once, so that `%252e` is the name `%2e`.
///
/// - 400: a path that begins neither with `/` nor with a drive letter, a character outside `pchar`
///   (RFC 3986 §3.3), bad percent-encoding, invalid UTF-8, a control character.
/// - 403: an empty segment (`//`), a dot segment, `\`, an encoded `/`, a drive letter (`C:`), a
///   name that begins with a dot. `.well-known` is allowed as the first segment (RFC 8615).
///
/// Where both apply the answer is 400, wherever in the path the faults stand; otherwise the first
/// segment at fault decides.
///
/// ```java
/// PathPolicy paths = new PathPolicy();
/// switch (paths.judge(rawPath)) {
///   case PathVerdict.Allowed(List<String> segments, boolean folder) -> serve(segments, folder);
///   case PathVerdict.Refused(PathViolation violation) ->
///       refuse(violation.status(), violation.reason());
/// }
/// ```
///
/// Immutable; any thread may call it. Takes time linear in the length of the path.
public final class PathPolicy {
  private static final String WELL_KNOWN = ".well-known";

  /// RFC 3986 §3.3: the characters of a `pchar`, and the slash between segments. `%` introduces an
  /// encoding that is checked where it stands; `\` passes here and is refused by name.
  private static final String PERMITTED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/\\%";

  private static final boolean[] IS_PERMITTED = new boolean[128];

  static {
    PERMITTED.chars().forEach(c -> IS_PERMITTED[c] = true);
  }

  /// The one policy there is.
  public PathPolicy() {}

  /// Judges the path of a request target in origin form.
  ///
  /// @param rawPath the path as it was received, one character an octet, without the query
  /// @return the decoded segments, or what is wrong with the path
  public PathVerdict judge(String rawPath) {
    if (!rawPath.startsWith("/")) {
      return new PathVerdict.Refused(withoutSlash(rawPath));
    }
    PathViolation malformed = malformation(rawPath);
    if (malformed != null) {
      return new PathVerdict.Refused(malformed);
    }
    String[] segments = split(rawPath);
    if (rawPath.indexOf('%') >= 0) {
      PathViolation undecodable = decode(segments);
      if (undecodable != null) {
        return new PathVerdict.Refused(undecodable);
      }
    }
    for (int i = 0; i < segments.length; i++) {
      PathViolation forbidden = transgression(segments[i], i == 0);
      if (forbidden != null) {
        return new PathVerdict.Refused(forbidden);
      }
    }
    return new PathVerdict.Allowed(List.of(segments), rawPath.endsWith("/"));
  }

  /// What is wrong with a path that does not begin with a slash: the drive letter that it begins
  /// with, if it would not be malformed even with a slash.
  private PathViolation withoutSlash(String rawPath) {
    boolean asksForADrive =
        hasDriveLetter(rawPath)
            && judge("/" + rawPath) instanceof PathVerdict.Refused(PathViolation violation)
            && violation.status() == 403;
    return asksForADrive ? PathViolation.DRIVE_LETTER : PathViolation.NOT_ABSOLUTE;
  }

  private static @Nullable PathViolation malformation(String rawPath) {
    int length = rawPath.length();
    for (int i = 0; i < length; i++) {
      char c = rawPath.charAt(i);
      if (c >= IS_PERMITTED.length || !IS_PERMITTED[c]) {
        return PathViolation.DISALLOWED_CHARACTER;
      }
      if (c == '%' && !(isHexDigit(rawPath, i + 1) && isHexDigit(rawPath, i + 2))) {
        return PathViolation.BAD_PERCENT_ENCODING;
      }
    }
    return null;
  }

  /// The raw segments. A slash at the end closes the last one and opens none.
  private static String[] split(String rawPath) {
    int length = rawPath.length();
    int count = 0;
    for (int start = 1; start < length; start = end(rawPath, start) + 1) {
      count++;
    }
    String[] segments = new String[count];
    int start = 1;
    for (int i = 0; i < count; i++) {
      int end = end(rawPath, start);
      segments[i] = rawPath.substring(start, end);
      start = end + 1;
    }
    return segments;
  }

  private static int end(String rawPath, int start) {
    int slash = rawPath.indexOf('/', start);
    return slash < 0 ? rawPath.length() : slash;
  }

  /// Replaces each segment by what it stands for.
  private static @Nullable PathViolation decode(String[] segments) {
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].indexOf('%') < 0) {
        continue;
      }
      byte[] octets = octets(segments[i]);
      String name = new String(octets, UTF_8);
      // What is not UTF-8 has become U+FFFD, which is also a character that may have been sent.
      if (name.indexOf('\uFFFD') >= 0 && !isUtf8(octets)) {
        return PathViolation.INVALID_UTF_8;
      }
      if (hasControlCharacter(name)) {
        return PathViolation.CONTROL_CHARACTER;
      }
      segments[i] = name;
    }
    return null;
  }

  private static byte[] octets(String segment) {
    int encoded = 0;
    for (int i = segment.indexOf('%'); i >= 0; i = segment.indexOf('%', i + 3)) {
      encoded++;
    }
    byte[] octets = new byte[segment.length() - 2 * encoded];
    for (int from = 0, to = 0; to < octets.length; to++) {
      char c = segment.charAt(from);
      if (c == '%') {
        octets[to] =
            (byte)
                (Character.digit(segment.charAt(from + 1), 16) << 4
                    | Character.digit(segment.charAt(from + 2), 16));
        from += 3;
      } else {
        octets[to] = (byte) c;
        from++;
      }
    }
    return octets;
  }

  private static boolean isUtf8(byte[] octets) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean hasControlCharacter(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable PathViolation transgression(String name, boolean first) {
    if (name.isEmpty()) {
      return PathViolation.EMPTY_SEGMENT;
    }
    if (name.indexOf('\\') >= 0) {
      return PathViolation.BACKSLASH;
    }
    if (name.indexOf('/') >= 0) {
      return PathViolation.ENCODED_SLASH;
    }
    if (name.charAt(0) == '.') {
      return dotTransgression(name, first);
    }
    return hasDriveLetter(name) ? PathViolation.DRIVE_LETTER : null;
  }

  private static @Nullable PathViolation dotTransgression(String name, boolean first) {
    if (name.equals(".") || name.equals("..")) {
      return PathViolation.DOT_SEGMENT;
    }
    return first && name.equals(WELL_KNOWN) ? null : PathViolation.HIDDEN_NAME;
  }

  private static boolean hasDriveLetter(String name) {
    return name.length() >= 2 && name.charAt(1) == ':' && isAsciiLetter(name.charAt(0));
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isHexDigit(String text, int index) {
    // Not Character.digit alone, which also knows the digits of other scripts.
    return index < text.length()
        && text.charAt(index) < 128
        && Character.digit(text.charAt(index), 16) >= 0;
  }
}
