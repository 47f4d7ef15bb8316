package dev.ashlar.http.protocol;

import org.jspecify.annotations.Nullable;

/// Reads a request target (RFC 9112 §3.2) and keeps where its parts are. Not changed once it is
/// read.
final class TargetOffsets {
  /// The four forms of RFC 9112 §3.2; the absolute one may stand for the server as a whole.
  private enum Form {
    ORIGIN,
    ABSOLUTE,
    ABSOLUTE_FOR_SERVER,
    AUTHORITY,
    ASTERISK
  }

  private Form form = Form.ASTERISK;
  private int start;
  private int end;
  private int authorityStart;
  private int pathStart;
  private int pathEnd;

  /// Reads the target and returns what is wrong; null if nothing is.
  @Nullable Violation read(byte[] bytes, int from, int to, Method method) {
    start = from;
    end = to;
    if (method.equals(Method.CONNECT)) {
      return readAuthority(bytes);
    }
    if (bytes[from] == '/') {
      form = Form.ORIGIN;
      return readPathAndQuery(bytes, from);
    }
    if (bytes[from] == '*' && to - from == 1) {
      form = Form.ASTERISK;
      pathStart = from;
      pathEnd = to;
      return method.equals(Method.OPTIONS) ? null : Violation.TARGET_FORM_FOR_OPTIONS;
    }
    Violation violation = readAbsolute(bytes);
    if (pathStart == end && method.equals(Method.OPTIONS)) {
      form = Form.ABSOLUTE_FOR_SERVER;
    }
    return violation;
  }

  private @Nullable Violation readAuthority(byte[] bytes) {
    form = Form.AUTHORITY;
    authorityStart = start;
    pathStart = end;
    pathEnd = end;
    // A name may begin with an asterisk (RFC 3986 §3.2.2), and is not the asterisk form then.
    boolean asterisk = bytes[start] == '*' && end - start == 1;
    if (asterisk || bytes[start] == '/' || schemeEnd(bytes) >= 0) {
      return Violation.TARGET_FORM_FOR_CONNECT;
    }
    return AuthoritySyntax.isDestination(bytes, start, end)
        ? null
        : Violation.TARGET_AUTHORITY_MALFORMED;
  }

  private @Nullable Violation readAbsolute(byte[] bytes) {
    form = Form.ABSOLUTE;
    int schemeEnd = schemeEnd(bytes);
    if (schemeEnd < 0) {
      return judgeFormless(bytes);
    }
    if (!Octets.equalsIgnoringCase(bytes, start, schemeEnd, "http")
        && !Octets.equalsIgnoringCase(bytes, start, schemeEnd, "https")) {
      return Violation.TARGET_SCHEME_UNKNOWN;
    }
    authorityStart = schemeEnd + "://".length();
    int at = authorityStart;
    while (at < end && bytes[at] != '/' && bytes[at] != '?') {
      at++;
    }
    if (!AuthoritySyntax.isValid(bytes, authorityStart, at)) {
      return Violation.TARGET_AUTHORITY_MALFORMED;
    }
    return readPathAndQuery(bytes, at);
  }

  /// Where the scheme of a target that begins with a scheme and `://` ends; -1 if it does not.
  private int schemeEnd(byte[] bytes) {
    if (!Octets.isLetter(bytes[start])) {
      return -1;
    }
    int at = Octets.skip(Octets.SCHEME, bytes, start);
    boolean found =
        at + 2 < end && bytes[at] == ':' && bytes[at + 1] == '/' && bytes[at + 2] == '/';
    return found ? at : -1;
  }

  private Violation judgeFormless(byte[] bytes) {
    if (AuthoritySyntax.isValid(bytes, start, end) && AuthoritySyntax.hasPort(bytes, start, end)) {
      return Violation.TARGET_FORM_FOR_CONNECT;
    }
    Violation violation = readPathAndQuery(bytes, start);
    return violation != null ? violation : Violation.TARGET_MALFORMED;
  }

  private @Nullable Violation readPathAndQuery(byte[] bytes, int from) {
    pathStart = from;
    pathEnd = skip(Octets.PATH, bytes, from);
    int stop = pathEnd;
    if (stop < end && bytes[stop] == '?') {
      stop = skip(Octets.QUERY, bytes, stop + 1);
    }
    if (stop == end) {
      return null;
    }
    return bytes[stop] == '%'
        ? Violation.TARGET_PERCENT_ENCODING_MALFORMED
        : Violation.TARGET_OCTET_FORBIDDEN;
  }

  /// Skips octets of a class, and percent-encoded ones. A space follows the target, so this stops.
  private static int skip(int octetClass, byte[] bytes, int from) {
    int at = Octets.skip(octetClass, bytes, from);
    while (Octets.isPercentEncoding(bytes, at)) {
      at = Octets.skip(octetClass, bytes, at + 3);
    }
    return at;
  }

  RequestTarget toTarget(byte[] bytes) {
    return switch (form) {
      case ORIGIN -> new RequestTarget.OriginForm(path(bytes), query(bytes));
      case ASTERISK -> new RequestTarget.AsteriskForm();
      case AUTHORITY -> new RequestTarget.AuthorityForm(parseAuthority(bytes));
      case ABSOLUTE, ABSOLUTE_FOR_SERVER -> {
        String scheme = Octets.text(bytes, start, authorityStart - "://".length());
        yield new RequestTarget.AbsoluteForm(
            scheme, parseAuthority(bytes), Octets.text(bytes, pathStart, pathEnd), query(bytes));
      }
    };
  }

  /// The authority that the target has; null in origin and asterisk form.
  @Nullable Authority authority(byte[] bytes) {
    return form == Form.ORIGIN || form == Form.ASTERISK ? null : parseAuthority(bytes);
  }

  private Authority parseAuthority(byte[] bytes) {
    return AuthoritySyntax.parse(bytes, authorityStart, form == Form.AUTHORITY ? end : pathStart);
  }

  /// The path. An absolute form without one is for `/` (RFC 9110 §4.2.3), but with OPTIONS, and
  /// without a query, it is what a proxy would send on as `*` (RFC 9112 §3.2.4).
  String path(byte[] bytes) {
    if (pathStart < pathEnd) {
      return Octets.text(bytes, pathStart, pathEnd);
    }
    return switch (form) {
      case ABSOLUTE -> "/";
      case ABSOLUTE_FOR_SERVER -> "*";
      default -> "";
    };
  }

  @Nullable String query(byte[] bytes) {
    return pathEnd < end ? Octets.text(bytes, pathEnd + 1, end) : null;
  }
}
