package dev.ashlar.http.server.observe;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Renders a client's address: `127.0.0.1:51234`, `[2001:db8:0:0:0:0:0:1]:51234`.
final class ClientAddress {
  private ClientAddress() {}

  /// Appends address and port.
  static void append(AsciiText line, InetSocketAddress client) {
    InetAddress address = client.getAddress();
    if (address instanceof Inet4Address) {
      // Not through getHostAddress(), which makes a string for each line.
      byte[] octets = address.getAddress();
      line.append(octets[0] & 0xFF).append('.').append(octets[1] & 0xFF).append('.');
      line.append(octets[2] & 0xFF).append('.').append(octets[3] & 0xFF);
    } else {
      line.append('[').append(address.getHostAddress()).append(']');
    }
    line.append(':').append(client.getPort());
  }
}
