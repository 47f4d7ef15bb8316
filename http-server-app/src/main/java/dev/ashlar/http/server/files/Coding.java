package dev.ashlar.http.server.files;

import java.util.ArrayList;
import java.util.List;

/// A content coding (RFC 9110 §8.4.1) in which a file may stand beside itself.
enum Coding {
  /// RFC 7932.
  BROTLI("br", ".br"),
  /// RFC 8878.
  ZSTANDARD("zstd", ".zst"),
  /// RFC 1952.
  GZIP("gzip", ".gz");

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  /// As it is named in `Content-Encoding`.
  String token() {
    return token;
  }

  /// Where a file in this coding stands: `app.js.br` beside `app.js`.
  List<String> sibling(List<String> segments) {
    List<String> sibling = new ArrayList<>(segments);
    sibling.set(sibling.size() - 1, segments.getLast() + suffix);
    return List.copyOf(sibling);
  }
}
