package dev.ashlar.http.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the server says once it accepts connections.
final class Banner {
  /// Two groups or more that are zero. In the form that Java gives, none has leading zeros.
  private static final Pattern ZEROS = Pattern.compile("(?<![^:])0(?::0)+(?![^:])");

  private Banner() {}

  /// The lines, without a line end after the last.
  static String of(String version, Path directory, InetSocketAddress address) {
    String first =
        "Ashlar " + version + " serving " + Line.of(directory.toString()) + " at " + url(address);
    return address.getAddress().isAnyLocalAddress()
        ? first + System.lineSeparator() + "and at every other address of this machine"
        : first;
  }

  /// The URL by which this machine reaches the address.
  static String url(InetSocketAddress address) {
    return "http://" + host(address.getAddress()) + ":" + address.getPort() + "/";
  }

  private static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      // Every address is not one that a client can name; this one is among them.
      return "127.0.0.1";
    }
    return address instanceof Inet6Address
        ? '[' + shorten(address) + ']'
        : address.getHostAddress();
  }

  /// The longest run of zeros, of several the first, becomes `::` (RFC 5952 §4.2). The scope stays
  /// behind: it has no place in a Host (RFC 3986 §3.2.2).
  private static String shorten(InetAddress address) {
    String full = address.getHostAddress().split("%", 2)[0];
    Matcher zeros = ZEROS.matcher(full);
    int start = 0;
    int end = 0;
    while (zeros.find()) {
      if (zeros.end() - zeros.start() > end - start) {
        start = zeros.start();
        end = zeros.end();
      }
    }
    if (end == 0) {
      return full;
    }
    String before = full.substring(0, start).replaceFirst(":$", "");
    String after = full.substring(end).replaceFirst("^:", "");
    return before + "::" + after;
  }
}
