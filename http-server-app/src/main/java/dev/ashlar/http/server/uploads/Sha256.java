package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.json.JsonChecker;
import dev.ashlar.http.server.representation.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The SHA-256 of content.
///
/// @param hex 64 digits in lower case
record Sha256(String hex) {
  /// Its length in bytes.
  static final int LENGTH = 32;

  private static final int BUFFER = 16 * 1024;

  /// The digest with those bytes.
  static Sha256 of(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /// Hashes the remaining bytes.
  static Sha256 of(ByteBuffer content) {
    MessageDigest digest = Hash.SHA_256.begin();
    digest.update(content);
    return of(digest.digest());
  }

  /// Reads the content and hashes it.
  static Sha256 of(JsonChecker.Source source) throws IOException {
    return of(digest(source, Hash.SHA_256));
  }

  /// Reads the content and hashes it, by any function.
  static byte[] digest(JsonChecker.Source source, Hash hash) throws IOException {
    MessageDigest digest = hash.begin();
    ByteBuffer buffer = ByteBuffer.allocate(source.bufferSize(BUFFER));
    try (ReadableByteChannel content = source.open()) {
      while (content.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return digest.digest();
  }

  /// One of its four words of 64 bits.
  ///
  /// @param index 0 to 3
  long word(int index) {
    return Long.parseUnsignedLong(hex, 16 * index, 16 * index + 16, 16);
  }

  /// Its bytes.
  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
