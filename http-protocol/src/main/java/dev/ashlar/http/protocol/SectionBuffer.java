package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Takes octets out of the input up to the empty line that ends a head or a trailer section, and
/// keeps what is incomplete until the rest arrives.
///
/// A section that is in the input as a whole, which is the usual case, is copied once, into an
/// array of its size. Otherwise the array grows, by at least its own size as long as that may be
/// needed, so that the cost stays linear however the input is split. No more is taken than may be
/// in a section.
final class SectionBuffer {
  private static final byte[] EMPTY = {};
  private static final int FIRST_CAPACITY = 128;
  private static final int TWO_OCTETS = 2 * Byte.SIZE;
  private static final long LINE_FEED_MARK = 0x80;

  private final int capacityLimit;

  private byte[] bytes = EMPTY;
  private int length;
  private int lineStart;

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
    lineStart = complete ? length : lineStart(length - taken);
  }

  /// Returns where the section ends in the input, after its empty line; -1 if it does not.
  ///
  /// Two octets from one LF to the next are an empty line. If the octet between is something else
  /// than CR, the search stops, too, and the line is refused for that when it is read.
  private int findEnd(ByteBuffer input, int from, int limit) {
    long before = lineFeedMark(length - 2) | lineFeedMark(length - 1) << Byte.SIZE;
    int at = from;
    while (at < limit) {
      boolean word = limit - at >= Long.BYTES;
      long marks = word ? Octets.lineFeeds(Octets.eight(input, at)) : lastMarks(input, at, limit);
      long found = marks & (marks << TWO_OCTETS | before);
      if (found != 0) {
        return at + Octets.firstIndex(found) + 1;
      }
      before = marks >>> (Long.SIZE - TWO_OCTETS);
      at += Long.BYTES;
    }
    return -1;
  }

  /// The marks that [Octets#lineFeeds] would give for what is left, fewer than eight octets.
  private static long lastMarks(ByteBuffer input, int from, int limit) {
    long marks = 0;
    for (int at = limit - 1; at >= from; at--) {
      marks = marks << Byte.SIZE | mark(input.get(at));
    }
    return marks;
  }

  /// Marks a place of this buffer if there is an LF. The place before the section counts as one.
  private long lineFeedMark(int index) {
    if (index < 0) {
      return index == -1 ? LINE_FEED_MARK : 0;
    }
    return mark(bytes[index]);
  }

  private static long mark(byte octet) {
    return octet == Octets.LF ? LINE_FEED_MARK : 0;
  }

  /// Where the last line begins, looked for from `from` on.
  private int lineStart(int from) {
    int at = length;
    while (at > from && bytes[at - 1] != Octets.LF) {
      at--;
    }
    return at > from ? at : lineStart;
  }

  private void reserve(int needed, boolean last) {
    if (needed <= bytes.length) {
      return;
    }
    int most = capacityLimit + Octets.PADDING;
    int grown = Math.min(most, Math.max(FIRST_CAPACITY, 2 * bytes.length));
    bytes = Arrays.copyOf(bytes, last ? needed : Math.max(needed, grown));
  }

  /// What it takes, in octets.
  int capacity() {
    return bytes.length;
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

  /// Returns the octets of the complete section in an array of their size, and forgets them.
  byte[] release() {
    int size = length + Octets.PADDING;
    byte[] section = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    clear();
    return section;
  }

  /// Forgets everything.
  void clear() {
    bytes = EMPTY;
    length = 0;
    lineStart = 0;
  }
}
