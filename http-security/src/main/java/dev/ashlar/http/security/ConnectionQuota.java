package dev.ashlar.http.security;

import dev.ashlar.http.security.host.IpAddress;
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
    Client client = client(address);
    // The client first: who is refused must not take a place, even for a moment, that another could
    // have had.
    if (!claim(client)) {
      return Verdict.CLIENT_REACHED;
    }
    if (open.getAndUpdate(count -> Math.min(count + 1, total)) == total) {
      giveBack(client);
      return Verdict.TOTAL_REACHED;
    }
    return Verdict.ADMITTED;
  }

  /// Counts one connection less. To be called once for each that was admitted.
  ///
  /// @throws IllegalStateException if this client has none open
  public void release(InetAddress address) {
    giveBack(client(address));
    open.decrementAndGet();
  }

  private boolean claim(Client client) {
    boolean[] claimed = new boolean[1];
    openByClient.compute(
        client,
        (same, count) -> {
          int before = count == null ? 0 : count;
          claimed[0] = before < perClient;
          return claimed[0] ? before + 1 : before;
        });
    return claimed[0];
  }

  private void giveBack(Client client) {
    openByClient.compute(
        client,
        (same, count) -> {
          if (count == null) {
            throw new IllegalStateException("No connection of this client is open.");
          }
          return count == 1 ? null : count - 1;
        });
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
