package dev.ashlar.http.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An upload whose content follows from its number, so that a file that is found tells which upload
/// it is, and what must be in it.
///
/// @param seed of the test run
/// @param number of the upload in it
record NumberedUpload(long seed, long number) {
  private static final Pattern START = Pattern.compile("\\{\"seed\":(-?\\d+),\"number\":(\\d+),");
  private static final int START_LENGTH = 80;

  /// What its client does.
  enum Kind {
    /// Sends it, and waits for the answer.
    WHOLE,
    /// Sends something else for the last character, so that it is not JSON.
    INVALID,
    /// Leaves before the last character.
    CUT_OFF
  }

  /// The upload that has this content, if it is whole.
  static Optional<NumberedUpload> of(byte[] content) {
    int length = Math.min(content.length, START_LENGTH);
    Matcher start = START.matcher(new String(content, 0, length, StandardCharsets.ISO_8859_1));
    return start.lookingAt()
        ? Optional.of(
            new NumberedUpload(Long.parseLong(start.group(1)), Long.parseLong(start.group(2))))
        : Optional.empty();
  }

  Kind kind() {
    return switch ((int) (number % 16)) {
      case 5 -> Kind.INVALID;
      case 11 -> Kind.CUT_OFF;
      default -> Kind.WHOLE;
    };
  }

  /// Every other upload has an idempotency key.
  Optional<String> key() {
    return number % 2 == 0 ? Optional.of("\"" + seed + "/" + number + "\"") : Optional.empty();
  }

  /// Mostly some hundred bytes; some fill a segment soon, and some are so long that they are not
  /// kept in memory.
  byte[] content() {
    var random = new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L));
    int length =
        switch (random.nextInt(40)) {
          case 0 -> 65_536 + random.nextInt(200_000);
          case 1, 2 -> random.nextInt(65_536);
          default -> random.nextInt(1_000);
        };
    byte[] letters = new byte[length];
    random.nextBytes(letters);
    for (int at = 0; at < length; at++) {
      letters[at] = (byte) ('a' + (letters[at] & 15));
    }
    String text = new String(letters, StandardCharsets.ISO_8859_1);
    return Wire.utf8("{\"seed\":%s,\"number\":%s,\"text\":\"%s\"}".formatted(seed, number, text));
  }
}
