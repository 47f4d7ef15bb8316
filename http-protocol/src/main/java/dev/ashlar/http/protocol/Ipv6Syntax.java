package dev.ashlar.http.protocol;

/// Judges an IPv6 address in brackets (RFC 3986 §3.2.2).
///
/// `IPvFuture` is refused, for no such version exists, and so are zone identifiers (RFC 9110 §4.2
/// refers to RFC 3986, which has none).
final class Ipv6Syntax {
  private static final int GROUPS = 8;

  private Ipv6Syntax() {}

  /// Where the literal that begins with `[` at `from` ends, its `]` included; -1 if it is none.
  static int literalEnd(byte[] bytes, int from, int to) {
    int end = from + 1;
    while (end < to && bytes[end] != ']') {
      end++;
    }
    return end < to && isAddress(bytes, from + 1, end) ? end + 1 : -1;
  }

  private static boolean isAddress(byte[] bytes, int from, int to) {
    int groups = 0;
    boolean shortened = false;
    int at = from;
    if (startsWithTwoColons(bytes, at, to)) {
      shortened = true;
      at += 2;
    }
    while (at < to) {
      int end = at;
      while (end < to && Octets.is(Octets.HEX_DIGIT, bytes[end])) {
        end++;
      }
      if (end < to && bytes[end] == '.') {
        // An IPv4 address may stand for the last two groups.
        groups += 2;
        return isIpv4(bytes, at, to) && fits(groups, shortened);
      }
      if (end == at || end - at > 4) {
        return false;
      }
      groups++;
      at = end;
      if (at == to) {
        break;
      }
      if (startsWithTwoColons(bytes, at, to)) {
        if (shortened) {
          return false;
        }
        shortened = true;
        at += 2;
      } else if (bytes[at] == ':' && at + 1 < to) {
        at++;
      } else {
        return false;
      }
    }
    return fits(groups, shortened);
  }

  /// `::` stands for at least one group of zeros.
  private static boolean fits(int groups, boolean shortened) {
    return shortened ? groups < GROUPS : groups == GROUPS;
  }

  private static boolean startsWithTwoColons(byte[] bytes, int at, int to) {
    return to - at >= 2 && bytes[at] == ':' && bytes[at + 1] == ':';
  }

  private static boolean isIpv4(byte[] bytes, int from, int to) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      if (part > 0) {
        if (at == to || bytes[at] != '.') {
          return false;
        }
        at++;
      }
      int start = at;
      int value = 0;
      while (at < to && at - start < 3 && Octets.isDigit(bytes[at])) {
        value = value * 10 + bytes[at] - '0';
        at++;
      }
      boolean leadingZero = at - start > 1 && bytes[start] == '0';
      if (at == start || value > 255 || leadingZero) {
        return false;
      }
    }
    return at == to;
  }
}
