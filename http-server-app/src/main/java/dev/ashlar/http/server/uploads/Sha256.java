package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.json.JsonChecker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    MessageDigest digest = newDigest("SHA-256");
    digest.update(content);
    return of(digest.digest());
  }

  /// Reads the content and hashes it.
  static Sha256 of(JsonChecker.Source source) throws IOException {
    return of(digest(source, "SHA-256"));
  }

  /// Reads the content and hashes it.
  ///
  /// @param algorithm one that every Java platform has, or this JDK does
  static byte[] digest(JsonChecker.Source source, String algorithm) throws IOException {
    MessageDigest digest = newDigest(algorithm);
    ByteBuffer buffer = ByteBuffer.allocate(source.bufferSize(BUFFER));
    try (ReadableByteChannel content = source.open()) {
      while (content.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return digest.digest();
  }

  /// A new digest.
  ///
  /// @param algorithm one that every Java platform has, or this JDK does
  static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
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
