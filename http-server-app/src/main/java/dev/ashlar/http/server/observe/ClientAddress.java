package dev.ashlar.http.server.observe;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Renders a client's address: `127.0.0.1:51234`, `[2001:db8:0:0:0:0:0:1]:51234`.
final class ClientAddress {
  private ClientAddress() {}

  /// Appends address and port.
  static void append(StringBuilder line, InetSocketAddress client) {
    InetAddress address = client.getAddress();
    if (address instanceof Inet4Address) {
      // Not through getHostAddress(), which makes a string for each line.
      byte[] octets = address.getAddress();
      for (int at = 0; at < octets.length; at++) {
        if (at > 0) {
          line.append('.');
        }
        line.append(octets[at] & 0xFF);
      }
    } else {
      line.append('[').append(address.getHostAddress()).append(']');
    }
    line.append(':').append(client.getPort());
  }
}
