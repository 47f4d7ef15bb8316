package dev.ashlar.http.server.options;

import dev.ashlar.http.protocol.Authority;
import dev.ashlar.http.security.HostRule;
import org.jspecify.annotations.Nullable;

/// Takes a host by which clients may call the server: `example.org`, `example.org:8443`,
/// `[2001:db8::1]:8080`, or `any`.
public record HostText() implements Converter<HostText.AllowedHost> {
  /// What an operator allows.
  public sealed interface AllowedHost {
    /// Every host.
    record Any() implements AllowedHost {}

    /// One host; with port -1 at any port.
    record Named(Authority authority) implements AllowedHost {}
  }

  @Override
  public AllowedHost convert(String text) throws UnacceptableException {
    if (text.equals("any")) {
      return new AllowedHost.Any();
    }
    Authority authority = isRule(text) ? Authority.parse(text) : null;
    return named(authority);
  }

  /// Stricter than the grammar of a Host, which has room for `*.example.org`: nothing here means a
  /// pattern, and a rule that can never match is a mistake.
  private static boolean isRule(String text) {
    try {
      HostRule.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static AllowedHost named(@Nullable Authority authority) throws UnacceptableException {
    if (authority == null) {
      throw new UnacceptableException(
          "NAME, NAME:PORT or any, with an IPv6 address in brackets and no patterns");
    }
    return new AllowedHost.Named(authority);
  }
}
