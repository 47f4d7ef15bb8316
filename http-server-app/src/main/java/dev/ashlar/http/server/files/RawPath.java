package dev.ashlar.http.server.files;

import java.util.List;

/// The one spelling of a path that the server itself uses.
///
/// A path has many spellings, since any octet may be percent-encoded. Only this one is a key of the
/// cache and appears in a `Location`: a client cannot fill the cache with spellings of one name,
/// and a redirect never repeats what a client wrote.
final class RawPath {
  /// RFC 3986 §3.3: `pchar` without the `%` of percent-encoding. Without the apostrophe as well: in
  /// the links of a listing it would be a character reference, and lftp does not know that one.
  private static final PercentEncoding SEGMENT =
      new PercentEncoding(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&()*+,;=:@");

  private RawPath() {}

  /// A path in origin form. It begins with exactly one slash, because no segment is empty.
  ///
  /// @param segments decoded, none of them empty
  /// @param folder whether it ends with a slash
  static String of(List<String> segments, boolean folder) {
    StringBuilder path = new StringBuilder(64);
    for (String segment : segments) {
      path.append('/');
      encode(segment, path);
    }
    if (folder || segments.isEmpty()) {
      path.append('/');
    }
    return path.toString();
  }

  /// One segment, percent-encoded.
  static void encode(String segment, StringBuilder target) {
    SEGMENT.encode(segment, target);
  }
}
