package dev.ashlar.http.security;

import dev.ashlar.http.security.host.IpAddress;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Judges whether one more connection is taken, by the number of those that are open: in total and
/// for one client.
///
/// A client is an IPv4 address or an IPv6 network of 64 bits, which is what a single subscriber is
/// given and may fill with addresses as he likes. All link-local neighbours are therefore one
/// client, and all that come through one translator of addresses. Memory is bounded by the total:
/// only clients with an open connection are remembered.
///
/// ```java
/// ConnectionQuota quota = new ConnectionQuota(10_000, 100);
/// switch (quota.admit(client)) {
///   case ADMITTED -> serveAndFinally(() -> quota.release(client));
///   case TOTAL_REACHED, CLIENT_REACHED -> refuse(503, "Too many connections.");
/// }
/// ```
///
/// Any thread may call it.
public final class ConnectionQuota {
  private final int total;
  private final int perClient;

  // One lock for both: a connection that is refused in total never counts for its client, even for
  // a moment. It is held for a look into the map, once for each connection.
  private final Map<Client, Integer> openByClient = new HashMap<>();
  private int open;

  /// Comparable, so that clients whose networks were chosen to have one hash are found as fast.
  private record Client(boolean v4, long bits) implements Comparable<Client> {
    @Override
    public int compareTo(Client other) {
      return v4 == other.v4 ? Long.compare(bits, other.bits) : Boolean.compare(v4, other.v4);
    }
  }

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

  /// Counts one more connection of this client, if it may be. Where both quotas are reached, the
  /// client's is told.
  public synchronized Verdict admit(InetAddress address) {
    Client client = client(address);
    int ofClient = openByClient.getOrDefault(client, 0);
    if (ofClient >= perClient) {
      return Verdict.CLIENT_REACHED;
    }
    if (open >= total) {
      return Verdict.TOTAL_REACHED;
    }
    openByClient.put(client, ofClient + 1);
    open++;
    return Verdict.ADMITTED;
  }

  /// Counts one connection less. To be called once for each that was admitted.
  ///
  /// @throws IllegalStateException if this client has none open
  public synchronized void release(InetAddress address) {
    Client client = client(address);
    int ofClient = openByClient.getOrDefault(client, 0);
    if (ofClient == 0) {
      throw new IllegalStateException("No connection of this client is open.");
    }
    if (ofClient == 1) {
      openByClient.remove(client);
    } else {
      openByClient.put(client, ofClient - 1);
    }
    open--;
  }

  /// How many connections are open. While others admit and release, a figure of the moment.
  public synchronized int open() {
    return open;
  }

  private static Client client(InetAddress address) {
    IpAddress ip = IpAddress.of(address);
    return ip.isV4() ? new Client(true, ip.low()) : new Client(false, ip.high());
  }
}
