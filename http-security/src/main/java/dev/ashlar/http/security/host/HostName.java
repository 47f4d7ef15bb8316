package dev.ashlar.http.security.host;

import java.util.Locale;
import java.util.Optional;

/// A host in the form in which it is compared: an address as a number, whatever its spelling, or a
/// name in lower case without its trailing dot.
public sealed interface HostName permits HostName.Registered, IpAddress {
  /// The name of the machine itself (RFC 6761 §6.3).
  HostName LOCALHOST = new Registered("localhost");

  /// A `reg-name` of RFC 3986 §3.2.2, or whatever else is not an address.
  record Registered(String name) implements HostName {}

  /// The host in the form in which it is compared.
  static HostName of(String host) {
    String plain = plain(host);
    Optional<IpAddress> address = IpLiteral.parse(plain);
    return address.isPresent() ? address.get() : new Registered(plain);
  }

  /// In lower case and without one trailing dot, which only says that the name is complete (RFC
  /// 1034 §3.1).
  static String plain(String host) {
    // Beyond ASCII lower case would make two hosts of one: U+212A, the Kelvin sign, becomes a k.
    String lowerCase = isAscii(host) ? host.toLowerCase(Locale.ROOT) : host;
    // Nothing that could not be a name without it, so that doing this twice is doing it once.
    boolean dotted =
        lowerCase.endsWith(".") && !lowerCase.endsWith("..") && !lowerCase.endsWith("].");
    return dotted ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
  }

  private static boolean isAscii(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
