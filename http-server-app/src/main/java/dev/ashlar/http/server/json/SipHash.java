package dev.ashlar.http.server.json;

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF",
/// 2012, with the output length that its authors added later): a keyed hash for short inputs.
///
/// @param first the first 64 bits of the hash
/// @param second the other 64
record SipHash(long first, long second) {

  /// Hashes a number and a text.
  ///
  /// @param key0 the key's first half
  /// @param key1 the key's second half
  /// @param number hashed as eight octets before the text
  /// @param text hashed as UTF-16, little endian, whatever it holds
  static SipHash of(long key0, long key1, long number, CharSequence text) {
    State state = new State(key0, key1);
    state.word(number);
    int length = text.length();
    int whole = length & ~3;
    for (int i = 0; i < whole; i += 4) {
      state.word(
          text.charAt(i)
              | (long) text.charAt(i + 1) << 16
              | (long) text.charAt(i + 2) << 32
              | (long) text.charAt(i + 3) << 48);
    }
    long octets = Long.BYTES + 2L * length;
    long lastWord = octets << 56;
    for (int i = whole; i < length; i++) {
      lastWord |= (long) text.charAt(i) << (16 * (i - whole));
    }
    state.word(lastWord);
    return state.finish();
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long key0, long key1) {
      v0 = key0 ^ 0x736f6d6570736575L;
      v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
      v2 = key0 ^ 0x6c7967656e657261L;
      v3 = key1 ^ 0x7465646279746573L;
    }

    void word(long word) {
      v3 ^= word;
      rounds(2);
      v0 ^= word;
    }

    SipHash finish() {
      v2 ^= 0xee;
      rounds(4);
      long first = v0 ^ v1 ^ v2 ^ v3;
      v1 ^= 0xdd;
      rounds(4);
      return new SipHash(first, v0 ^ v1 ^ v2 ^ v3);
    }

    private void rounds(int count) {
      for (int i = 0; i < count; i++) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
    }
  }
}
