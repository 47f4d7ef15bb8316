package dev.ashlar.http.server.files;

import org.jspecify.annotations.Nullable;

/// A response that is to be saved and not shown (RFC 6266).
final class Attachment {
  private static final String PARAMETER = "download";

  /// RFC 8187 §3.2.1: an extended value is made of `attr-char`.
  private static final PercentEncoding EXTENDED_VALUE =
      new PercentEncoding(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~");

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
      EXTENDED_VALUE.encode(fileName, value);
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
}
