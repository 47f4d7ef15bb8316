package dev.ashlar.http.server.uploads;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Makes [UploadId]s, each greater than the one before, also if the clock is set back. Safe for all
/// threads.
final class UploadIds {
  private static final int MASK = (1 << UploadId.BITS) - 1;
  private static final int COUNT_LENGTH = 2;
  private static final int RANDOM_LENGTH = UploadId.LENGTH - UploadId.TIME_LENGTH - COUNT_LENGTH;
  private static final int MOST_PER_MILLISECOND = 1 << (COUNT_LENGTH * UploadId.BITS);

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis;
  private int count;

  /// @param clock tells the time of an upload
  /// @param random cryptographically strong
  UploadIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// A new ID.
  synchronized UploadId next() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      count = 0;
    } else if (++count == MOST_PER_MILLISECOND) {
      millis++; // ahead of the clock by as little as keeps the order
      count = 0;
    }
    char[] text = new char[UploadId.LENGTH];
    write(text, 0, UploadId.TIME_LENGTH, millis);
    write(text, UploadId.TIME_LENGTH, COUNT_LENGTH, count);
    byte[] bits = new byte[RANDOM_LENGTH];
    random.nextBytes(bits);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text[UploadId.TIME_LENGTH + COUNT_LENGTH + i] = UploadId.ALPHABET.charAt(bits[i] & MASK);
    }
    return new UploadId(new String(text));
  }

  private static void write(char[] text, int offset, int length, long value) {
    for (int i = length - 1; i >= 0; i--) {
      text[offset + i] = UploadId.ALPHABET.charAt((int) value & MASK);
      value >>>= UploadId.BITS;
    }
  }
}
