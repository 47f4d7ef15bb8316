package dev.ashlar.http.security;

import dev.ashlar.http.security.host.HostName;
import dev.ashlar.http.security.host.IpAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Judges the host that a request names: whether it was meant for this server.
///
/// A page from elsewhere can make a browser send requests to any address, with the page's own name
/// as their host, once that name is resolved to the address (DNS rebinding). A server that answers
/// only to its own names is safe from that.
///
/// Allowed are
///
/// - the address and port on which the connection arrived, an IPv6 address in any spelling;
/// - on a loopback address also `localhost`, `127.0.0.1` and `[::1]`, with that port;
/// - what a [HostRule] names.
///
/// Names are compared without regard to case and to one trailing dot, and never resolved. An IPv4
/// address and the IPv6 address that it is mapped to (`::ffff:192.0.2.1`) are the same. An address
/// with a zone (`[fe80::1%25eth0]`) is none.
///
/// ```java
/// HostPolicy policy = HostPolicy.of(List.of(HostRule.parse("example.org")));
/// InetSocketAddress here = (InetSocketAddress) channel.getLocalAddress();
/// switch (policy.judge(host, port, here.getAddress(), here.getPort())) {
///   case HostVerdict.Allowed() -> handle();
///   case HostVerdict.Refused(String reason, HostRule rule) ->
///       log(rule.isWritable() ? reason + " --allow-host " + rule + " would allow it." : reason);
/// }
/// ```
///
/// Any thread may call it. A host that was allowed shortly before is allowed again without
/// allocating anything.
public final class HostPolicy {
  private static final int HTTP_DEFAULT_PORT = 80;
  private static final HostVerdict ALLOWED = new HostVerdict.Allowed();

  private final Set<Permit> permits;
  private final boolean any;

  /// What was allowed last, by a hash of the host: a server is asked for a few hosts again and
  /// again. A power of two.
  private final AtomicReferenceArray<@Nullable Question> recent = new AtomicReferenceArray<>(16);

  private record Permit(HostName host, OptionalInt port) {}

  private record Question(String host, int port, InetAddress localAddress, int localPort) {
    boolean is(String host, int port, InetAddress localAddress, int localPort) {
      return this.port == port
          && this.localPort == localPort
          && this.host.equals(host)
          && this.localAddress.equals(localAddress);
    }
  }

  private HostPolicy(Collection<HostRule> rules, boolean any) {
    Set<Permit> collected = new HashSet<>();
    for (HostRule rule : rules) {
      collected.add(new Permit(HostName.of(rule.name()), rule.port()));
    }
    this.permits = Set.copyOf(collected);
    this.any = any;
  }

  /// A policy that allows what these rules name, beside the connection's own address.
  public static HostPolicy of(Collection<HostRule> rules) {
    return new HostPolicy(rules, false);
  }

  /// A policy that allows every host, for a server that anybody may reach under any name.
  public static HostPolicy any() {
    return new HostPolicy(List.of(), true);
  }

  /// Judges the host of a request of the scheme `http`.
  ///
  /// @param host the host as it was received, an IPv6 address in its brackets; may be empty
  /// @param port the port as it was received, or -1 where there was none, which means 80
  /// @param localAddress the address on which the connection arrived
  /// @param localPort the port on which the connection arrived
  public HostVerdict judge(String host, int port, InetAddress localAddress, int localPort) {
    return judge(host, port, HTTP_DEFAULT_PORT, localAddress, localPort);
  }

  /// Judges the host of a request of any scheme: that of the connection, or of the target where it
  /// is in absolute form (RFC 9112 §3.3).
  ///
  /// @param host the host as it was received, an IPv6 address in its brackets; may be empty
  /// @param port the port as it was received, or -1 where there was none
  /// @param defaultPort the port that is meant where there was none: 80 for `http`, 443 for `https`
  ///   (RFC 9110 §4.2)
  /// @param localAddress the address on which the connection arrived
  /// @param localPort the port on which the connection arrived
  public HostVerdict judge(
      String host, int port, int defaultPort, InetAddress localAddress, int localPort) {
    if (any) {
      return ALLOWED;
    }
    int meant = port == -1 ? defaultPort : port;
    int slot = (host.hashCode() * 31 + meant) & (recent.length() - 1);
    Question last = recent.get(slot);
    if (last != null && last.is(host, meant, localAddress, localPort)) {
      return ALLOWED;
    }
    HostVerdict verdict = judge(host, meant, IpAddress.of(localAddress), localPort);
    if (verdict instanceof HostVerdict.Allowed) {
      recent.set(slot, new Question(host, meant, localAddress, localPort));
    }
    return verdict;
  }

  private HostVerdict judge(String host, int port, IpAddress localAddress, int localPort) {
    HostName name = HostName.of(host);
    boolean here = isHere(name, localAddress);
    if (here && port == localPort) {
      return ALLOWED;
    }
    if (permits.contains(new Permit(name, OptionalInt.empty()))
        || permits.contains(new Permit(name, OptionalInt.of(port)))) {
      return ALLOWED;
    }
    return new HostVerdict.Refused(
        here
            ? "The port is not the one on which the connection arrived."
            : "The host is not the address on which the connection arrived, nor a name that is allowed.",
        new HostRule(host, HostRule.isPort(port) ? OptionalInt.of(port) : OptionalInt.empty()));
  }

  private static boolean isHere(HostName name, IpAddress localAddress) {
    if (name.equals(localAddress)) {
      return true;
    }
    return localAddress.isLoopback()
        && (name.equals(HostName.LOCALHOST)
            || name.equals(IpAddress.LOOPBACK_V4)
            || name.equals(IpAddress.LOOPBACK_V6));
  }
}
