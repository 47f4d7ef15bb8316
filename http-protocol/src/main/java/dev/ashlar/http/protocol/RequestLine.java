package dev.ashlar.http.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a request line (RFC 9112 §3): method, request target and version, with exactly one space
/// between them. Not changed once it is read.
final class RequestLine {
  private static final int VERSION_LENGTH = 8;
  private static final long HTTP_1_0 = version("HTTP/1.0");
  private static final long HTTP_1_1 = version("HTTP/1.1");

  private final TargetOffsets target = new TargetOffsets();
  private Method method = Method.GET;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private int end;

  private static long version(String text) {
    return Octets.eight(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  /// Reads the line and returns what is wrong; null if nothing is.
  ///
  /// @param lineEnd after the line's LF
  @Nullable Violation read(byte[] bytes, int lineEnd) {
    end = lineEnd - 2;
    if (bytes[end] != Octets.CR) {
      return Violation.BARE_LF;
    }
    int methodEnd = Octets.skip(Octets.TOKEN, bytes, 0);
    int targetStart = methodEnd + 1;
    int targetEnd = end - VERSION_LENGTH - 1;
    if (bytes[methodEnd] != Octets.SP
        || targetEnd <= targetStart
        || bytes[targetEnd] != Octets.SP) {
      return judgeParts(bytes);
    }
    Violation violation = readVersion(bytes, targetEnd + 1);
    if (violation != null) {
      return hasBareCr(bytes) ? Violation.BARE_CR : violation;
    }
    Method known = Method.known(bytes, 0, methodEnd);
    method = known != null ? known : new Method(Octets.text(bytes, 0, methodEnd));
    violation = target.read(bytes, targetStart, targetEnd, method);
    return violation == null ? null : judgeTarget(bytes, targetStart, targetEnd, violation);
  }

  /// The method with which a line begins that is incomplete, or broken further on; null if it
  /// begins with something else than one of the constants and a space.
  ///
  /// @param length of what is here of the line, or of more; the array goes on
  static @Nullable Method methodAtStart(byte[] bytes, int length) {
    int end = Octets.skip(Octets.TOKEN, bytes, 0);
    return end < length && bytes[end] == Octets.SP ? Method.known(bytes, 0, end) : null;
  }

  private @Nullable Violation readVersion(byte[] bytes, int from) {
    long octets = Octets.eight(bytes, from);
    if (octets == HTTP_1_1) {
      version = HttpVersion.HTTP_1_1;
    } else if (octets == HTTP_1_0) {
      version = HttpVersion.HTTP_1_0;
    } else if (!isVersion(bytes, from, end)) {
      return Violation.VERSION_MALFORMED;
    } else if (bytes[from + 5] != '1') {
      return Violation.VERSION_UNSUPPORTED;
    }
    // Otherwise a minor version above 1, which is read as 1.1 (RFC 9110 §2.5).
    return null;
  }

  private static boolean isVersion(byte[] bytes, int from, int to) {
    return to - from == VERSION_LENGTH
        && bytes[from] == 'H'
        && bytes[from + 1] == 'T'
        && bytes[from + 2] == 'T'
        && bytes[from + 3] == 'P'
        && bytes[from + 4] == '/'
        && Octets.isDigit(bytes[from + 5])
        && bytes[from + 6] == '.'
        && Octets.isDigit(bytes[from + 7]);
  }

  /// What is wrong with a line that is not: a token, a space, something, a space, eight octets.
  private Violation judgeParts(byte[] bytes) {
    if (hasBareCr(bytes)) {
      return Violation.BARE_CR;
    }
    int first = Octets.indexOf(Octets.SP, bytes, 0, end);
    int second = Octets.indexOf(Octets.SP, bytes, first + 1, end);
    boolean threeParts =
        first > 0
            && second > first + 1
            && second < end - 1
            && Octets.indexOf(Octets.SP, bytes, second + 1, end) == end;
    if (!threeParts) {
      return Violation.REQUEST_LINE_MALFORMED;
    }
    boolean methodIsToken = Octets.skip(Octets.TOKEN, bytes, 0) == first;
    return methodIsToken ? Violation.VERSION_MALFORMED : Violation.METHOD_MALFORMED;
  }

  private Violation judgeTarget(byte[] bytes, int from, int to, Violation violation) {
    if (hasBareCr(bytes)) {
      return Violation.BARE_CR;
    }
    boolean spaceInside = Octets.indexOf(Octets.SP, bytes, from, to) < to;
    return spaceInside ? Violation.REQUEST_LINE_MALFORMED : violation;
  }

  private boolean hasBareCr(byte[] bytes) {
    return Octets.indexOf(Octets.CR, bytes, 0, end) < end;
  }

  Method method() {
    return method;
  }

  HttpVersion version() {
    return version;
  }

  TargetOffsets target() {
    return target;
  }

  /// Where the line ends, before its CRLF.
  int end() {
    return end;
  }
}
