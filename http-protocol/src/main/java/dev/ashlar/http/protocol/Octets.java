package dev.ashlar.http.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What each octet may be a part of, as one table, and searches that look at eight octets at once.
///
/// The searches treat a `long`, read in little-endian order, as eight octets; a result has the
/// highest bit of an octet set where the octet is one that was looked for.
final class Octets {
  static final byte HTAB = '\t';
  static final byte LF = '\n';
  static final byte CR = '\r';
  static final byte SP = ' ';

  /// RFC 9110 §5.6.2: `tchar`.
  static final int TOKEN = 1;

  /// RFC 3986 §3.3: what a path is made of, apart from percent-encoding.
  static final int PATH = 1 << 1;

  /// RFC 3986 §3.4: what a query is made of, apart from percent-encoding.
  static final int QUERY = 1 << 2;

  /// RFC 3986 §3.2.2: what a registered name is made of, apart from percent-encoding.
  static final int REG_NAME = 1 << 3;

  /// RFC 9110 §5.5: `field-vchar`, space and tab.
  static final int FIELD_VALUE = 1 << 4;

  /// RFC 5234 appendix B.1: `HEXDIG`, in either case.
  static final int HEX_DIGIT = 1 << 5;

  /// RFC 3986 §3.1: what a scheme is made of after its first letter.
  static final int SCHEME = 1 << 6;

  /// How far beyond the octets in question an array must go, so that eight can be read at once.
  static final int PADDING = Long.BYTES;

  private static final byte[] CLASSES = new byte[256];

  private static final VarHandle ARRAY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BUFFER_LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  static {
    String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    String digits = "0123456789";
    String unreserved = letters + digits + "-._~";
    String subDelims = "!$&'()*+,;=";
    mark(TOKEN, letters + digits + "!#$%&'*+-.^_`|~");
    mark(PATH, unreserved + subDelims + ":@/");
    mark(QUERY, unreserved + subDelims + ":@/?");
    mark(REG_NAME, unreserved + subDelims);
    mark(HEX_DIGIT, digits + "abcdefABCDEF");
    mark(SCHEME, letters + digits + "+-.");
    for (int octet = 0; octet < 256; octet++) {
      if (octet == HTAB || (octet >= SP && octet != 0x7F)) {
        CLASSES[octet] |= FIELD_VALUE;
      }
    }
  }

  private Octets() {}

  private static void mark(int octetClass, String octets) {
    for (int i = 0; i < octets.length(); i++) {
      CLASSES[octets.charAt(i)] |= (byte) octetClass;
    }
  }

  static boolean is(int octetClass, byte octet) {
    return (CLASSES[octet & 0xFF] & octetClass) != 0;
  }

  /// Whether a String is a `token`: at least one character, and all of that class.
  static boolean isToken(String text) {
    return !text.isEmpty() && isAll(TOKEN, text);
  }

  /// Whether all of a String's characters belong to the class.
  static boolean isAll(int octetClass, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xFF || !is(octetClass, (byte) c)) {
        return false;
      }
    }
    return true;
  }

  /// Whether each of a String's characters belongs to the class or to percent-encoding.
  static boolean isAllOrEncoded(int octetClass, String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c <= 0xFF && is(octetClass, (byte) c)) {
        at++;
      } else if (isPercentEncoding(text, at)) {
        at += 3;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isPercentEncoding(String text, int at) {
    return text.charAt(at) == '%'
        && text.length() - at >= 3
        && isAll(HEX_DIGIT, text.substring(at + 1, at + 3));
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  static boolean isLetter(byte octet) {
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
  }

  static boolean isWhitespace(byte octet) {
    return octet == SP || octet == HTAB;
  }

  /// RFC 3986 §2.1: `%` and two hexadecimal digits. The array goes on for three octets.
  static boolean isPercentEncoding(byte[] bytes, int at) {
    return bytes[at] == '%' && is(HEX_DIGIT, bytes[at + 1]) && is(HEX_DIGIT, bytes[at + 2]);
  }

  /// The first octet that does not belong to a class. There must be one.
  static int skip(int octetClass, byte[] bytes, int from) {
    int at = from;
    while (is(octetClass, bytes[at])) {
      at++;
    }
    return at;
  }

  /// The first octet that a field value may not have, such as CR. There must be one.
  static int skipFieldValue(byte[] bytes, int from) {
    int at = from;
    while (true) {
      long found = controls(eight(bytes, at));
      if (found == 0) {
        at += Long.BYTES;
        continue;
      }
      at += firstIndex(found);
      if (bytes[at] != HTAB) {
        return at;
      }
      at++;
    }
  }

  /// The index of an octet, or `to`.
  static int indexOf(byte octet, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != octet) {
      at++;
    }
    return at;
  }

  /// The index of the next colon; if there is none, one beyond all octets that matter.
  static int nextColon(byte[] bytes, int from) {
    int at = from;
    while (bytes.length - at >= Long.BYTES) {
      long found = colons(eight(bytes, at));
      if (found != 0) {
        return at + firstIndex(found);
      }
      at += Long.BYTES;
    }
    return bytes.length;
  }

  /// The index after the next LF. There must be one.
  static int lineEnd(byte[] bytes, int from) {
    int at = from;
    long found;
    while ((found = lineFeeds(eight(bytes, at))) == 0) {
      at += Long.BYTES;
    }
    return at + firstIndex(found) + 1;
  }

  static boolean equalsIgnoringCase(byte[] bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      byte octet = bytes[from + i];
      int folded = octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
      if (folded != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// The value of a hexadecimal digit, -1 if it is none.
  static int hexValue(byte octet) {
    if (isDigit(octet)) {
      return octet - '0';
    }
    int letter = octet | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  static long eight(byte[] bytes, int at) {
    return (long) ARRAY_LONG.get(bytes, at);
  }

  static long eight(ByteBuffer buffer, int at) {
    return (long) BUFFER_LONG.get(buffer, at);
  }

  /// Exact in every octet.
  static long lineFeeds(long eight) {
    long zeroAtLineFeed = eight ^ (ONES * LF);
    return ~(((zeroAtLineFeed & ~HIGH_BITS) + ~HIGH_BITS) | zeroAtLineFeed | ~HIGH_BITS);
  }

  /// Exact only up to the first.
  static long colons(long eight) {
    return zeros(eight ^ (ONES * ':'));
  }

  /// Exact only up to the first: what a borrow makes of later ones does not matter.
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }

  /// Makes capital letters small, and leaves every other octet as it is.
  static long lowerCase(long eight) {
    long low = eight & ~HIGH_BITS;
    long fromA = low + ONES * (0x80 - 'A');
    long beyondZ = low + ONES * (0x80 - 'Z' - 1);
    long capitals = (fromA ^ beyondZ) & ~eight & HIGH_BITS;
    return eight | capitals >>> 2;
  }

  /// Octets below space and DEL. Exact only up to the first.
  static long controls(long eight) {
    long belowSpace = (eight - ONES * SP) & ~eight & HIGH_BITS;
    return belowSpace | zeros(eight ^ (ONES * 0x7F));
  }

  /// The index, 0 to 7, of the first octet that a search found.
  static int firstIndex(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
