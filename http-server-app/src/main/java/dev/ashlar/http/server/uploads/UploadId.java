package dev.ashlar.http.server.uploads;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The name of an upload: 38 characters that sort by the time of the upload and cannot be guessed.
///
/// ```text
/// 01kaq4n8g0 00 7v3mz0d5t8q2xkw9r4hj6ncyba
/// └────────┘ └┘ └────────────────────────┘
///   time   count      130 random bits
/// ```
///
/// - 10 characters of milliseconds since 1970, as in a ULID;
/// - 2 that count the IDs of one millisecond, so that they sort in the order in which they were
///   made;
/// - 26 characters, 130 bits, from a cryptographic generator, new for every ID.
///
/// Who knows an ID, or the moment of an upload, can guess the first 12 characters of its
/// neighbours, and nothing of the rest: a try hits one given upload with a probability of 2⁻¹³⁰.
///
/// The alphabet is Crockford's base 32 in lower case: safe in a URL and as a file name, also where
/// case does not count, and in ASCII order.
///
/// @param text the 38 characters
record UploadId(String text) implements Comparable<UploadId> {
  static final int LENGTH = 38;
  static final String SUFFIX = ".json";
  static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  static final int TIME_LENGTH = 10;

  /// Of each character.
  static final int BITS = 5;

  /// Largest first character: 48 bits of time in 50.
  private static final char MOST_FIRST = '7';

  /// Checks the text.
  ///
  /// @throws IllegalArgumentException if it is not an ID
  UploadId {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not an upload's ID");
    }
  }

  /// The ID with that text, or null if it is none. Upper case is not an ID: each has one spelling.
  static @Nullable UploadId parse(String text) {
    return isValid(text) ? new UploadId(text) : null;
  }

  private static boolean isValid(String text) {
    if (text.length() != LENGTH || text.charAt(0) > MOST_FIRST) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (ALPHABET.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /// When it was made, in whole milliseconds.
  Instant time() {
    long millis = 0;
    for (int i = 0; i < TIME_LENGTH; i++) {
      millis = millis << BITS | ALPHABET.indexOf(text.charAt(i));
    }
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public int compareTo(UploadId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
