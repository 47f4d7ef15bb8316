package dev.ashlar.http.security;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Judges the host of a request.
public final class HostPolicy {
  private static final int HTTP_DEFAULT_PORT = 80;
  private static final HostVerdict ALLOWED = new HostVerdict.Allowed();

  private final Set<Permit> permits;
  private final boolean any;

  private record Permit(Object host, OptionalInt port) {}

  private HostPolicy(Collection<HostRule> rules, boolean any) {
    Set<Permit> collected = new HashSet<>();
    for (HostRule rule : rules) {
      collected.add(new Permit(key(rule.name()), rule.port()));
    }
    this.permits = Set.copyOf(collected);
    this.any = any;
  }

  /// A policy that allows the address of the connection, and these rules.
  public static HostPolicy of(Collection<HostRule> rules) {
    return new HostPolicy(rules, false);
  }

  /// A policy that allows every host.
  public static HostPolicy any() {
    return new HostPolicy(List.of(), true);
  }

  /// Judges a host.
  public HostVerdict judge(String host, int port, InetAddress localAddress, int localPort) {
    int effectivePort = port == -1 ? HTTP_DEFAULT_PORT : port;
    Object key = key(host);
    if (any
        || permits.contains(new Permit(key, OptionalInt.empty()))
        || permits.contains(new Permit(key, OptionalInt.of(effectivePort)))) {
      return ALLOWED;
    }
    boolean here = isHere(key, IpAddress.of(localAddress));
    if (here && effectivePort == localPort) {
      return ALLOWED;
    }
    OptionalInt suggested =
        effectivePort >= 0 && effectivePort <= 65_535
            ? OptionalInt.of(effectivePort)
            : OptionalInt.empty();
    return new HostVerdict.Refused(
        here
            ? "The request's port is not the one on which the connection arrived."
            : "The request's host is not an address or name of this server.",
        new HostRule(host, suggested));
  }

  private static boolean isHere(Object key, IpAddress local) {
    return key.equals(local)
        || (local.isLoopback()
            && (key.equals("localhost")
                || key.equals(IpAddress.LOOPBACK_V4)
                || key.equals(IpAddress.LOOPBACK_V6)));
  }

  private static Object key(String host) {
    String name = new HostRule(host, OptionalInt.empty()).name();
    Optional<IpAddress> address = IpLiteral.parse(name);
    return address.isPresent() ? address.get() : name;
  }
}
