package dev.ashlar.http.server.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A response that is to be saved and not shown (RFC 6266).
final class Attachment {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String PARAMETER = "download";

  /// RFC 8187 §3.2.1: `attr-char`.
  private static final boolean[] PLAIN = new boolean[128];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~"
        .chars()
        .forEach(c -> PLAIN[c] = true);
  }

  private Attachment() {}

  /// Whether a query has the parameter `download`, with or without a value.
  static boolean isWanted(@Nullable String rawQuery) {
    if (rawQuery == null) {
      return false;
    }
    int length = rawQuery.length();
    for (int start = 0; start < length; start++) {
      int ampersand = rawQuery.indexOf('&', start);
      int end = ampersand < 0 ? length : ampersand;
      if (isParameter(rawQuery, start, end)) {
        return true;
      }
      start = end;
    }
    return false;
  }

  private static boolean isParameter(String rawQuery, int start, int end) {
    int afterName = start + PARAMETER.length();
    return rawQuery.startsWith(PARAMETER, start)
        && (afterName == end || (afterName < end && rawQuery.charAt(afterName) == '='));
  }

  /// The value of `Content-Disposition` for a file's name.
  static String disposition(String fileName) {
    StringBuilder value = new StringBuilder("attachment; filename=\"");
    boolean exact = appendQuoted(fileName, value);
    value.append('"');
    if (!exact) {
      value.append("; filename*=UTF-8''");
      appendExtended(fileName, value);
    }
    return value.toString();
  }

  /// Replaces what recipients read in different ways: quotes, backslashes, percent signs and
  /// anything beyond ASCII (RFC 6266 appendix D).
  ///
  /// @return whether nothing was replaced
  private static boolean appendQuoted(String fileName, StringBuilder value) {
    boolean exact = true;
    for (int i = 0; i < fileName.length(); i++) {
      char c = fileName.charAt(i);
      boolean safe = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
      value.append(safe ? c : '_');
      exact &= safe;
    }
    return exact;
  }

  private static void appendExtended(String fileName, StringBuilder value) {
    for (byte octet : fileName.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0 && PLAIN[octet]) {
        value.append((char) octet);
      } else {
        value.append('%');
        HEX.toHexDigits(value, octet);
      }
    }
  }
}
