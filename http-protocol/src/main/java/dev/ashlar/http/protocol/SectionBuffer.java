package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Takes octets out of the input up to the empty line that ends a head or a trailer section, and
/// keeps what is incomplete until the rest arrives.
///
/// A section that is in the input as a whole, which is the usual case, is copied once, into an
/// array of its size. Otherwise the array grows, by at least its own size, so that the cost stays
/// linear however the input is split. No more is taken than may be in a section.
final class SectionBuffer {
  private static final byte[] EMPTY = {};
  private static final int FIRST_CAPACITY = 128;

  private final int capacityLimit;

  private byte[] bytes = EMPTY;
  private int length;
  private int lineStart;
  private int lines;

  /// @param sectionLimit the octets that the largest acceptable section has
  SectionBuffer(int sectionLimit) {
    capacityLimit = sectionLimit + 1; // one more, for the section to be seen as too large
  }

  /// Takes octets up to the end of the section, or all of them.
  void take(ByteBuffer input) {
    int from = input.position();
    int limit = from + Math.min(input.remaining(), capacityLimit - length);
    int end = findEnd(input, from, limit);
    boolean complete = end >= 0;
    int taken = (complete ? end : limit) - from;
    reserve(length + taken + Octets.PADDING, complete);
    input.get(bytes, length, taken);
    length += taken;
  }

  /// Returns where the section ends in the input, after its empty line; -1 if it does not. Counts
  /// the lines, and keeps where the one begins that is not complete.
  private int findEnd(ByteBuffer input, int from, int limit) {
    int offset = from - length; // from a place in this buffer to one in the input
    int start = lineStart + offset;
    int end = -1;
    int at = from;
    while (at < limit && end < 0) {
      boolean word = limit - at >= Long.BYTES;
      long found = word ? Octets.lineFeeds(Octets.eight(input, at)) : lineFeed(input.get(at));
      while (found != 0 && end < 0) {
        int lineFeed = at + Octets.firstIndex(found);
        // One octet before LF is the CR of an empty line, or else the line is refused for it.
        boolean empty = lineFeed - start <= 1;
        start = lineFeed + 1;
        end = empty ? start : -1;
        lines++;
        found &= found - 1;
      }
      at += word ? Long.BYTES : 1;
    }
    lineStart = start - offset;
    return end;
  }

  private static long lineFeed(byte octet) {
    return octet == Octets.LF ? 1 : 0;
  }

  private void reserve(int needed, boolean last) {
    if (needed <= bytes.length) {
      return;
    }
    int size = last ? needed : Math.max(needed, Math.max(FIRST_CAPACITY, 2 * bytes.length));
    bytes = Arrays.copyOf(bytes, size);
  }

  /// The octets so far; the array goes on for [Octets#PADDING] or more.
  byte[] bytes() {
    return bytes;
  }

  /// The number of octets so far.
  int length() {
    return length;
  }

  /// Where the line begins that is not complete; the length if there is none.
  int lineStart() {
    return lineStart;
  }

  /// The number of complete lines, the empty one included.
  int lines() {
    return lines;
  }

  /// Returns the octets of the complete section in an array of their size, and forgets them.
  byte[] release() {
    int size = length + Octets.PADDING;
    byte[] section = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    bytes = EMPTY;
    length = 0;
    lineStart = 0;
    lines = 0;
    return section;
  }
}
