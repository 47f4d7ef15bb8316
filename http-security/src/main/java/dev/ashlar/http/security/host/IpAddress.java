package dev.ashlar.http.security.host;

import java.net.InetAddress;

/// An IP address as a value. An IPv4 address is held as the IPv6 address it is mapped to (RFC 4291
/// §2.5.5.2), so that both spellings are equal. Zones are left out.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record IpAddress(long high, long low) implements HostName {
  /// The loopback address.
  public static final IpAddress LOOPBACK_V4 = v4(0x7F00_0001L);

  /// The loopback address.
  public static final IpAddress LOOPBACK_V6 = new IpAddress(0, 1);

  private static final long V4_PREFIX = 0xFFFF_0000_0000L;

  /// The IPv4 address of these 32 bits.
  static IpAddress v4(long bits) {
    return new IpAddress(0, V4_PREFIX | bits);
  }

  /// The value of an address.
  public static IpAddress of(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return v4(bits(octets, 0, 4));
    }
    return new IpAddress(bits(octets, 0, 8), bits(octets, 8, 8));
  }

  private static long bits(byte[] octets, int offset, int count) {
    long bits = 0;
    for (int i = 0; i < count; i++) {
      bits = bits << 8 | (octets[offset + i] & 0xFF);
    }
    return bits;
  }

  /// Whether it is an IPv4 address.
  public boolean isV4() {
    return high == 0 && low >>> 32 == V4_PREFIX >>> 32;
  }

  /// Whether it leads back to the same machine: `127.0.0.0/8` or `::1`.
  public boolean isLoopback() {
    return equals(LOOPBACK_V6) || (isV4() && (low >>> 24 & 0xFF) == 127);
  }
}
