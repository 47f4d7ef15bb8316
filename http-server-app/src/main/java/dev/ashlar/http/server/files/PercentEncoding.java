package dev.ashlar.http.server.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Writes text in percent-encoded UTF-8 (RFC 3986 §2.1), with digits in upper case.
///
/// Immutable; any thread may use it.
final class PercentEncoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final boolean[] plain = new boolean[128];

  /// @param plain the characters that stand for themselves, all of them ASCII
  PercentEncoding(String plain) {
    plain.chars().forEach(c -> this.plain[c] = true);
  }

  /// Appends a text to what is there.
  void encode(String text, StringBuilder target) {
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0 && plain[octet]) {
        target.append((char) octet);
      } else {
        target.append('%');
        HEX.toHexDigits(target, octet);
      }
    }
  }
}
