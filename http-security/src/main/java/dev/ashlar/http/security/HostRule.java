package dev.ashlar.http.security;

import java.util.Locale;
import java.util.OptionalInt;

/// A host that a server answers to, beside the address on which the connection arrived.
///
/// Two rules are equal when their names are equal without regard to case and to one trailing dot.
///
/// @param name a name or an address, an IPv6 address in brackets; kept in lower case and without
///   the trailing dot
/// @param port the port, 0 to 65535, or empty for any
public record HostRule(String name, OptionalInt port) {
  /// Brings the name to its kept form. The name may be any text, since it may come from a request.
  ///
  /// @throws IllegalArgumentException if the port is out of range
  public HostRule {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    name = lowerCase.endsWith(".") ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
    if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65_535)) {
      throw new IllegalArgumentException("A port is 0 to 65535, not " + port.getAsInt() + ".");
    }
  }

  /// Reads a rule as an operator writes it: `example.org`, `example.org:8443`, `192.0.2.1`,
  /// `[2001:db8::1]:8080`.
  ///
  /// @throws IllegalArgumentException with one sentence that says what is wrong
  public static HostRule parse(String text) {
    int colon = text.indexOf(':', text.startsWith("[") ? Math.max(text.indexOf(']'), 0) : 0);
    String name = colon < 0 ? text : text.substring(0, colon);
    OptionalInt port =
        colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(text, text.substring(colon + 1)));
    if (name.startsWith("[") ? IpLiteral.parse(name).isEmpty() : !name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "Not a host: \""
              + text
              + "\" (wanted: NAME, NAME:PORT, or an IPv6 address in brackets).");
    }
    return new HostRule(name, port);
  }

  private static int port(String text, String digits) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
      throw new IllegalArgumentException(
          "Not a port after the colon of \""
              + text
              + "\" (wanted: 0 to 65535; an IPv6 address needs brackets).");
    }
    return Integer.parseInt(digits);
  }

  /// The rule as [#parse] reads it.
  @Override
  public String toString() {
    return port.isPresent() ? name + ":" + port.getAsInt() : name;
  }
}
