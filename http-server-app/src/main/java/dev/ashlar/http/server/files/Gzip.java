package dev.ashlar.http.server.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/// Compression of small content (RFC 1952).
final class Gzip {
  /// Less fits into one packet anyway, in bytes.
  static final int LEAST_BYTES = 1024;

  private static final double WORTHWHILE = 0.9;

  private Gzip() {}

  static byte[] compress(ByteBuffer content) throws IOException {
    byte[] bytes = new byte[content.remaining()];
    content.get(content.position(), bytes);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }

  /// Whether what is saved is worth the client's work.
  static boolean isWorthIt(long length, long compressed) {
    return compressed < length * WORTHWHILE;
  }
}
