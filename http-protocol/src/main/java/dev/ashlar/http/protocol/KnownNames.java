package dev.ashlar.http.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the constant of a field name in octets, without making a String.
///
/// A table with open addressing, hashed by length and three of the octets, and a comparison of
/// eight octets at a time.
final class KnownNames {
  /// What setting this bit in every octet does: a letter becomes lower case. Among octets of a
  /// token it makes no other octet equal to a letter, a digit or a hyphen, of which known names are
  /// made.
  private static final long LOWER_CASE = 0x2020202020202020L;

  /// Fields that decide about framing, routing, conditions, authentication or the content itself,
  /// before any of it is processed (RFC 9110 §6.5.1).
  static final long NEVER_TRAILERS =
      set(
          FieldName.AUTHORIZATION,
          FieldName.CACHE_CONTROL,
          FieldName.CONNECTION,
          FieldName.CONTENT_ENCODING,
          FieldName.CONTENT_LENGTH,
          FieldName.CONTENT_RANGE,
          FieldName.CONTENT_TYPE,
          FieldName.COOKIE,
          FieldName.EXPECT,
          FieldName.HOST,
          FieldName.IF_MATCH,
          FieldName.IF_MODIFIED_SINCE,
          FieldName.IF_NONE_MATCH,
          FieldName.IF_RANGE,
          FieldName.IF_UNMODIFIED_SINCE,
          FieldName.KEEP_ALIVE,
          FieldName.MAX_FORWARDS,
          FieldName.PRAGMA,
          FieldName.PROXY_AUTHORIZATION,
          FieldName.RANGE,
          FieldName.SET_COOKIE,
          FieldName.TE,
          FieldName.TRAILER,
          FieldName.TRANSFER_ENCODING,
          FieldName.UPGRADE,
          FieldName.WWW_AUTHENTICATE);

  private static final int SIZE = 512;
  private static final @Nullable FieldName[] TABLE = new FieldName[SIZE];
  private static final long[][] WORDS = new long[SIZE][];

  static {
    List<FieldName> constants = FieldName.constants();
    if (constants.size() > Long.SIZE) {
      throw new AssertionError("known names are the bits of a long");
    }
    for (FieldName constant : constants) {
      byte[] name = bytes(constant.lowerCase());
      int slot = hash(name, 0, constant.lowerCase().length());
      while (TABLE[slot] != null) {
        slot = (slot + 1) % SIZE;
      }
      TABLE[slot] = constant;
      WORDS[slot] = words(name, constant.lowerCase().length());
    }
  }

  private KnownNames() {}

  private static long set(FieldName... names) {
    long set = 0;
    for (FieldName name : names) {
      set |= name.bit();
    }
    return set;
  }

  static @Nullable FieldName find(String token) {
    return find(bytes(token), 0, token.length());
  }

  /// @param bytes has at least eight octets after the name's first, and the name is a token
  static @Nullable FieldName find(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return null;
    }
    int slot = hash(bytes, from, to);
    for (FieldName candidate; (candidate = TABLE[slot]) != null; slot = (slot + 1) % SIZE) {
      if (candidate.lowerCase().length() == to - from && matches(bytes, from, to, WORDS[slot])) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean matches(byte[] bytes, int from, int to, long[] words) {
    int at = from;
    for (int i = 0; i < words.length - 1; i++, at += Long.BYTES) {
      if ((Octets.eight(bytes, at) | LOWER_CASE) != words[i]) {
        return false;
      }
    }
    // The last word ends where the name ends, and so overlaps the one before it.
    int last = Math.max(from, to - Long.BYTES);
    long mask = mask(to - from);
    return ((Octets.eight(bytes, last) | LOWER_CASE) & mask) == words[words.length - 1];
  }

  private static long[] words(byte[] name, int length) {
    int count = (length + Long.BYTES - 1) / Long.BYTES;
    long[] words = new long[count];
    for (int i = 0; i < count - 1; i++) {
      words[i] = Octets.eight(name, i * Long.BYTES);
    }
    words[count - 1] = Octets.eight(name, Math.max(0, length - Long.BYTES)) & mask(length);
    return words;
  }

  private static long mask(int length) {
    return length >= Long.BYTES ? -1L : -1L >>> (Long.SIZE - length * Byte.SIZE);
  }

  private static int hash(byte[] bytes, int from, int to) {
    int mixed = (bytes[from] & 0x1F) << 10 | (bytes[to - 2] & 0x1F) << 5 | (bytes[to - 1] & 0x1F);
    return ((mixed + (to - from) * 0x9E3779B1) * 0x85EBCA6B) >>> 23;
  }

  /// The token's octets, with room for reading eight of them at the start.
  private static byte[] bytes(String token) {
    byte[] bytes = new byte[token.length() + Long.BYTES];
    for (int i = 0; i < token.length(); i++) {
      bytes[i] = (byte) token.charAt(i);
    }
    return bytes;
  }
}
