package dev.ashlar.http.server.uploads;

import java.security.SecureRandom;

/// Where in a file the records of idempotency keys are: 24 bytes for a key, in a table that is half
/// full at most.
///
/// A key stands there with 128 bits of its SHA-256. Which slot it gets depends on a secret number
/// too, so that nobody can choose keys that crowd together. For one thread at a time.
final class KeyTable {
  private static final int INITIAL_SLOTS = 64;
  private static final int WORDS = 3;
  private static final long SECRET = new SecureRandom().nextLong() | 1;

  private long[] slots = new long[WORDS * INITIAL_SLOTS];
  private int size;

  /// How many keys there are.
  int size() {
    return size;
  }

  /// Notes where a key's record is, in place of what was noted before.
  ///
  /// @param position greater than 0
  void put(Sha256 key, long position) {
    if (2 * WORDS * size >= slots.length) {
      grow();
    }
    int slot = slotOf(slots, key.word(0), key.word(1));
    size += slots[slot] == 0 ? 1 : 0;
    slots[slot] = position;
    slots[slot + 1] = key.word(0);
    slots[slot + 2] = key.word(1);
  }

  /// Where a key's record is, or 0.
  long find(Sha256 key) {
    return slots[slotOf(slots, key.word(0), key.word(1))];
  }

  /// The slot that has the key, or the free one that it would get.
  private static int slotOf(long[] slots, long first, long second) {
    int count = slots.length / WORDS;
    int start = (int) ((first * SECRET) >>> (Long.SIZE - Integer.numberOfTrailingZeros(count)));
    int slot = start * WORDS;
    while (slots[slot] != 0 && (slots[slot + 1] != first || slots[slot + 2] != second)) {
      slot = slot + WORDS < slots.length ? slot + WORDS : 0;
    }
    return slot;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (int i = 0; i < slots.length; i += WORDS) {
      if (slots[i] != 0) {
        int slot = slotOf(larger, slots[i + 1], slots[i + 2]);
        System.arraycopy(slots, i, larger, slot, WORDS);
      }
    }
    slots = larger;
  }
}
