package dev.ashlar.http.security;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Judges whether one more connection is taken, by the number of those that are open: in total and
/// for one client.
///
/// A client is an IPv4 address or an IPv6 network of 64 bits, which is what a single subscriber is
/// given and may fill with addresses as he likes. Memory is bounded by the total: only clients with
/// an open connection are remembered.
///
/// ```java
/// ConnectionQuota quota = new ConnectionQuota(10_000, 100);
/// if (quota.admit(client) == ConnectionQuota.Verdict.ADMITTED) {
///   // … and when the connection is closed, once:
///   quota.release(client);
/// }
/// ```
///
/// Any thread may call it.
public final class ConnectionQuota {
  private final int total;
  private final int perClient;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<Client, Integer> openByClient = new ConcurrentHashMap<>();

  private record Client(boolean v4, long bits) {}

  /// What [#admit] says.
  public enum Verdict {
    /// The connection counts from now on, until it is released.
    ADMITTED,
    /// As many connections as allowed are open. Nothing is counted.
    TOTAL_REACHED,
    /// This client has as many connections open as one may. Nothing is counted.
    CLIENT_REACHED
  }

  /// A quota with nothing open.
  ///
  /// @param total the most connections open at once, at least 1
  /// @param perClient the most connections of one client open at once, at least 1
  /// @throws IllegalArgumentException if one of them is less
  public ConnectionQuota(int total, int perClient) {
    if (total < 1 || perClient < 1) {
      throw new IllegalArgumentException(
          "A quota is at least 1, not " + Math.min(total, perClient) + ".");
    }
    this.total = total;
    this.perClient = perClient;
  }

  /// Counts one more connection of this client, if it may be.
  public Verdict admit(InetAddress address) {
    if (open.incrementAndGet() > total) {
      open.decrementAndGet();
      return Verdict.TOTAL_REACHED;
    }
    boolean[] admitted = new boolean[1];
    openByClient.compute(
        client(address),
        (client, count) -> {
          int before = count == null ? 0 : count;
          admitted[0] = before < perClient;
          return admitted[0] ? before + 1 : before;
        });
    if (admitted[0]) {
      return Verdict.ADMITTED;
    }
    open.decrementAndGet();
    return Verdict.CLIENT_REACHED;
  }

  /// Counts one connection less. Once for each that was admitted.
  ///
  /// @throws IllegalStateException if this client has none open
  public void release(InetAddress address) {
    Client client = client(address);
    boolean[] released = new boolean[1];
    openByClient.computeIfPresent(
        client,
        (same, count) -> {
          released[0] = true;
          return count == 1 ? null : count - 1;
        });
    if (!released[0]) {
      throw new IllegalStateException("No connection of this client is open.");
    }
    open.decrementAndGet();
  }

  /// How many connections are open. While others admit and release, a figure of the moment.
  public int open() {
    return open.get();
  }

  private static Client client(InetAddress address) {
    IpAddress ip = IpAddress.of(address);
    return ip.isV4() ? new Client(true, ip.low()) : new Client(false, ip.high());
  }
}
