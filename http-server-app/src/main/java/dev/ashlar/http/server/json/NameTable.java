package dev.ashlar.http.server.json;

import java.security.SecureRandom;

/// The names that were seen in the objects of one JSON text, to find those that come twice.
///
/// Keeps 16 bytes for a name however long it is: its 128-bit SipHash under a secret key, so that no
/// client can choose names that collide, either to slow the table down or to be refused. Two names
/// of a text with a million collide by chance with a probability below 2⁻⁸⁸.
final class NameTable {
  private static final int INITIAL_SLOTS = 32;

  private long[] slots = new long[2 * INITIAL_SLOTS];
  private int size;

  /// Adds a name of an object.
  ///
  /// @param object the object's number in the text
  /// @return false if the object has it already
  boolean add(int object, String name) {
    if (4 * size >= slots.length) {
      grow();
    }
    SipHash hash = SipHash.of(Key.FIRST, Key.SECOND, object, name);
    // Two zeros mark a free slot.
    return insert(slots, hash.first() | 1, hash.second());
  }

  private boolean insert(long[] table, long first, long second) {
    int mask = table.length / 2 - 1;
    for (int slot = (int) second & mask; ; slot = (slot + 1) & mask) {
      if (table[2 * slot] == 0) {
        table[2 * slot] = first;
        table[2 * slot + 1] = second;
        size++;
        return true;
      }
      if (table[2 * slot] == first && table[2 * slot + 1] == second) {
        return false;
      }
    }
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    size = 0;
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0) {
        insert(larger, slots[i], slots[i + 1]);
      }
    }
    slots = larger;
  }

  /// Chosen anew by each process, when the first text is checked.
  private static final class Key {
    static final long FIRST;
    static final long SECOND;

    static {
      SecureRandom random = new SecureRandom();
      FIRST = random.nextLong();
      SECOND = random.nextLong();
    }
  }
}
