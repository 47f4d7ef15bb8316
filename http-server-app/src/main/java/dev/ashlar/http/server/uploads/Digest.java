package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.json.JsonChecker;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Hash;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A digest of content, as in `Content-Digest` and `Repr-Digest` (RFC 9530).
///
/// @param algorithm how it was made
/// @param base64 its bytes
record Digest(Algorithm algorithm, String base64) {
  static final FieldName CONTENT_DIGEST = FieldName.of("Content-Digest");
  static final FieldName REPR_DIGEST = FieldName.of("Repr-Digest");
  static final FieldName WANT_REPR_DIGEST = FieldName.of("Want-Repr-Digest");

  /// The fields that say what digest content has.
  static final List<FieldName> FIELDS = List.of(CONTENT_DIGEST, REPR_DIGEST);

  private static final int BUFFER = 64 * 1024;

  /// The algorithms that RFC 9530 §5 calls active. Others say nothing that could be relied on.
  enum Algorithm {
    /// SHA-256
    SHA_256("sha-256", Hash.SHA_256, 32),
    /// SHA-512
    SHA_512("sha-512", Hash.SHA_512, 64);

    private final String key;
    private final Hash hash;
    private final int length;

    Algorithm(String key, Hash hash, int length) {
      this.key = key;
      this.hash = hash;
      this.length = length;
    }

    /// Its name in a field.
    String key() {
      return key;
    }
  }

  /// Reads the content and hashes it. May block.
  static Digest of(JsonChecker.Source source, Algorithm algorithm) throws IOException {
    return of(algorithm, Sha256.digest(source, algorithm.hash));
  }

  /// Reads a representation and hashes it. May block.
  static Digest of(Body body, Algorithm algorithm) throws IOException {
    MessageDigest digest = algorithm.hash.begin();
    try (Content content = body.region(0, body.length())) {
      switch (content) {
        case Content.Bytes bytes -> digest.update(bytes.bytes().duplicate());
        case Content.FileRegion region -> update(digest, region);
        case Content.Source source -> update(digest, source);
        case null, default -> throw new IOException("The content cannot be read");
      }
    }
    return of(algorithm, digest.digest());
  }

  private static void update(MessageDigest digest, Content.FileRegion region) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long end = region.position() + region.length();
    for (long at = region.position(); at < end; at += buffer.position()) {
      buffer.clear().limit((int) Math.min(BUFFER, end - at));
      if (region.file().read(buffer, at) < 0) {
        throw new EOFException("The file was cut while it was read");
      }
      digest.update(buffer.duplicate().flip());
    }
  }

  private static void update(MessageDigest digest, Content.Source source) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (source.read(buffer)) {
      digest.update(buffer.flip());
      buffer.clear();
    }
  }

  /// The digest that is known already.
  static Digest of(Sha256 sha256) {
    return of(Algorithm.SHA_256, sha256.bytes());
  }

  private static Digest of(Algorithm algorithm, byte[] digest) {
    return new Digest(algorithm, Base64.getEncoder().encodeToString(digest));
  }

  /// Reads the digests of algorithms that are known; others are ignored (RFC 9530 §2).
  ///
  /// @param name of the field, for the answer if it is malformed
  static FieldReading<List<Digest>> parse(FieldName name, String value) {
    Map<String, String> members = Dictionary.parse(value);
    if (members == null) {
      return new Malformed<>(
          "The field %s is not a dictionary (RFC 8941, section 3.2).".formatted(name));
    }
    List<Digest> digests = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      String member = members.get(algorithm.key);
      Digest digest = member == null ? null : read(algorithm, member);
      if (digest != null) {
        digests.add(digest);
      } else if (member != null) {
        return new Malformed<>(
            Sentence.of(
                "The field %s has no digest of %d bytes for %s.",
                name, algorithm.length, algorithm.key));
      }
    }
    return new Read<>(digests);
  }

  private static @Nullable Digest read(Algorithm algorithm, String member) {
    if (member.length() < 2 || !member.startsWith(":") || !member.endsWith(":")) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(member.substring(1, member.length() - 1));
      return bytes.length == algorithm.length ? of(algorithm, bytes) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The algorithm that a `Want-Repr-Digest` prefers (RFC 9530 §4): weights are 0 to 10, and 0
  /// means not at all.
  ///
  /// @return null if it wants none that is known, or is malformed: then it is ignored
  static @Nullable Algorithm wanted(String value) {
    Map<String, String> members = Dictionary.parse(value);
    Algorithm best = null;
    int most = 0;
    for (Algorithm algorithm : Algorithm.values()) {
      String member = members == null ? null : members.get(algorithm.key);
      int weight = member != null && member.matches("10|[0-9]") ? Integer.parseInt(member) : 0;
      if (weight > most) {
        most = weight;
        best = algorithm;
      }
    }
    return best;
  }

  /// As in a field: `sha-256=:…:`.
  @Override
  public String toString() {
    return algorithm.key + "=:" + base64 + ":";
  }
}
