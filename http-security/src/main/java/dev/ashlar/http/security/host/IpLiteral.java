package dev.ashlar.http.security.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the addresses that may stand as a host: `IPv4address`, and `IPv6address` in brackets (RFC
/// 3986 §3.2.2).
///
/// Nothing is resolved, and nothing beyond the grammar is taken: no leading zeros, no octal,
/// hexadecimal or short IPv4 forms, no zone (it means nothing to another machine), no `IPvFuture`.
public final class IpLiteral {
  private static final int GROUPS = 8;

  private IpLiteral() {}

  /// The address that this host is, if it is one.
  public static Optional<IpAddress> parse(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return parseV6(host.substring(1, host.length() - 1));
    }
    long bits = v4Bits(host);
    return bits < 0 ? Optional.empty() : Optional.of(IpAddress.v4(bits));
  }

  /// `dec-octet "." dec-octet "." dec-octet "." dec-octet` as 32 bits, or -1.
  private static long v4Bits(String text) {
    long bits = 0;
    int octets = 0;
    for (int start = 0; start <= text.length(); octets++) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      int octet = number(text.substring(start, end), 3, 10);
      boolean leadingZero = end - start > 1 && text.charAt(start) == '0';
      if (octet < 0 || octet > 255 || leadingZero || octets == 4) {
        return -1;
      }
      bits = bits << 8 | octet;
      start = end + 1;
    }
    return octets == 4 ? bits : -1;
  }

  private static Optional<IpAddress> parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true).filter(groups -> groups.size() == GROUPS).map(IpLiteral::join);
    }
    Optional<List<Integer>> before = groups(text.substring(0, gap), false);
    Optional<List<Integer>> after = groups(text.substring(gap + 2), true);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> groups = new ArrayList<>(before.get());
    // "::" stands for one group or more.
    for (int zeros = GROUPS - groups.size() - after.get().size(); zeros > 0; zeros--) {
      groups.add(0);
    }
    boolean gapIsEmpty = groups.size() == before.get().size();
    groups.addAll(after.get());
    return gapIsEmpty ? Optional.empty() : Optional.of(join(groups));
  }

  /// The groups of 16 bits on one side of `::`, or nothing where one is not well-formed. At the end
  /// of the address an IPv4 address may stand for two of them.
  private static Optional<List<Integer>> groups(String text, boolean atEnd) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      long v4 = atEnd && i == parts.length - 1 ? v4Bits(parts[i]) : -1;
      if (v4 >= 0) {
        groups.add((int) (v4 >>> 16));
        groups.add((int) (v4 & 0xFFFF));
        continue;
      }
      int group = number(parts[i], 4, 16);
      if (group < 0) {
        return Optional.empty();
      }
      groups.add(group);
    }
    return Optional.of(groups);
  }

  private static IpAddress join(List<Integer> groups) {
    return new IpAddress(join(groups.subList(0, 4), 0L), join(groups.subList(4, GROUPS), 0L));
  }

  private static long join(List<Integer> groups, long bits) {
    for (int group : groups) {
      bits = bits << 16 | group;
    }
    return bits;
  }

  /// One to `most` ASCII digits as a number, or -1.
  private static int number(String text, int most, int radix) {
    if (text.isEmpty() || text.length() > most) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Character.digit also knows the digits of other scripts.
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
