package dev.ashlar.http.server.representation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A hash function that every JDK has.
public enum Hash {
  /// SHA-256, of 32 bytes
  SHA_256("SHA-256"),
  /// SHA-512, of 64 bytes
  SHA_512("SHA-512");

  private final String javaName;

  Hash(String javaName) {
    this.javaName = javaName;
  }

  /// Begins to hash something, by one thread.
  public MessageDigest begin() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + javaName, e);
    }
  }

  /// The hash of some bytes.
  public byte[] of(byte[] bytes) {
    return begin().digest(bytes);
  }
}
