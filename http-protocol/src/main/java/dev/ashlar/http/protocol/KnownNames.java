package dev.ashlar.http.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the constant of a field name in octets, without making a String.
///
/// The first eight octets of a name and the last eight, in lower case, are its key. They are all of
/// a name of up to 16 octets; of a longer one the rest is compared, too. No two names share a slot
/// of the table: its hash has a multiplier that was found to see to that.
final class KnownNames {
  private static final int SLOT_BITS = 9;
  private static final FieldName[] NAMES = FieldName.constants().toArray(FieldName[]::new);
  private static final long[] FIRST = new long[NAMES.length];
  private static final long[] LAST = new long[NAMES.length];
  private static final byte[][] LOWER_CASE = new byte[NAMES.length][];
  private static final byte[] SLOTS = new byte[1 << SLOT_BITS];
  private static final long MULTIPLIER;

  static {
    if (NAMES.length > Long.SIZE) {
      throw new AssertionError("known names are the bits of a long");
    }
    for (FieldName name : NAMES) {
      byte[] octets = bytes(name.lowerCase());
      LOWER_CASE[name.index()] = octets;
      FIRST[name.index()] = first(octets, 0, name.name().length());
      LAST[name.index()] = last(octets, 0, name.name().length());
    }
    long multiplier = 0x9E3779B97F4A7C15L;
    while (!fillSlots(multiplier)) {
      multiplier += 2;
    }
    MULTIPLIER = multiplier;
  }

  private KnownNames() {}

  static @Nullable FieldName find(String token) {
    return find(bytes(token), 0, token.length());
  }

  /// Gives each name a slot of its own; false if two of them would share one.
  private static boolean fillSlots(long multiplier) {
    Arrays.fill(SLOTS, (byte) -1);
    for (int i = 0; i < NAMES.length; i++) {
      int slot = slot(FIRST[i], LAST[i], multiplier);
      if (SLOTS[slot] >= 0) {
        return false;
      }
      SLOTS[slot] = (byte) i;
    }
    return true;
  }

  /// Finds the name that is exactly these octets, in any case; null if there is none.
  ///
  /// @param bytes goes on for [Octets#PADDING] after the octets
  static @Nullable FieldName find(byte[] bytes, int from, int to) {
    long first = first(bytes, from, to);
    long last = last(bytes, from, to);
    int index = SLOTS[slot(first, last, MULTIPLIER)];
    if (index < 0 || FIRST[index] != first || LAST[index] != last) {
      return null;
    }
    FieldName name = NAMES[index];
    boolean found =
        to - from == name.name().length() && isMiddle(LOWER_CASE[index], bytes, from, to);
    return found ? name : null;
  }

  /// Whether the octets are right that are neither among the first eight nor the last.
  private static boolean isMiddle(byte[] lowerCase, byte[] bytes, int from, int to) {
    for (int i = Long.BYTES; i < to - from - Long.BYTES; i += Long.BYTES) {
      if (Octets.lowerCase(Octets.eight(bytes, from + i)) != Octets.eight(lowerCase, i)) {
        return false;
      }
    }
    return true;
  }

  private static long first(byte[] bytes, int from, int to) {
    long eight = Octets.lowerCase(Octets.eight(bytes, from));
    int length = to - from;
    return length >= Long.BYTES ? eight : eight & ~(-1L << (length * Byte.SIZE));
  }

  private static long last(byte[] bytes, int from, int to) {
    int length = to - from;
    return length >= Long.BYTES ? Octets.lowerCase(Octets.eight(bytes, to - Long.BYTES)) : length;
  }

  private static int slot(long first, long last, long multiplier) {
    return (int) (((first + Long.rotateLeft(last, 25)) * multiplier) >>> (Long.SIZE - SLOT_BITS));
  }

  /// The token's octets, with room for reading eight of them at the start.
  private static byte[] bytes(String token) {
    byte[] bytes = new byte[token.length() + Octets.PADDING];
    for (int i = 0; i < token.length(); i++) {
      bytes[i] = (byte) token.charAt(i);
    }
    return bytes;
  }
}
