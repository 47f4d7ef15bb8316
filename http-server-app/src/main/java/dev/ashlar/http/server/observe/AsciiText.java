package dev.ashlar.http.server.observe;

import dev.ashlar.http.protocol.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text of ASCII that is put together in an array, which then goes to a [LogStream] as it is. May
/// be used again and again, and allocates nothing once it has been as long as it gets. For one
/// thread.
///
/// What may be something else than ASCII is appended by [Printable].
final class AsciiText {
  private static final int FIRST_CAPACITY = 512;

  private static final int MAX_DIGITS = 19;

  private byte[] octets = new byte[FIRST_CAPACITY];
  private int length;

  /// Begins anew.
  AsciiText clear() {
    length = 0;
    return this;
  }

  AsciiText append(char character) {
    reserve(1);
    octets[length++] = (byte) character;
    return this;
  }

  @SuppressWarnings("deprecation") // It leaves the high octets out, and there are none.
  AsciiText append(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), octets, length);
    length += text.length();
    return this;
  }

  /// Appends a number in decimal digits.
  AsciiText append(long number) {
    if (number < 0) {
      return append(Long.toString(number));
    }
    int digits = 1;
    for (long next = 10; digits < MAX_DIGITS && number >= next; next *= 10) {
      digits++;
    }
    reserve(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      octets[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /// Appends another text.
  AsciiText append(AsciiText other) {
    reserve(other.length);
    System.arraycopy(other.octets, 0, octets, length, other.length);
    length += other.length;
    return this;
  }

  /// Appends the beginning of a request line, which the parser has found to be printable ASCII
  /// without quotes and backslashes.
  AsciiText appendRequestLine(RequestHead head, int count) {
    reserve(count);
    head.copyRequestLine(count, octets, length);
    length += count;
    return this;
  }

  private void reserve(int more) {
    if (more > octets.length - length) {
      octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
    }
  }

  /// The octets, which go on beyond the length; valid until the text changes.
  byte[] octets() {
    return octets;
  }

  /// The number of characters.
  int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(octets, 0, length, StandardCharsets.US_ASCII);
  }
}
