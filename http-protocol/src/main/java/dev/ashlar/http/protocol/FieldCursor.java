package dev.ashlar.http.protocol;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place in a field value, with the rules that several fields share (RFC 9110 §5.6). Each rule
/// either consumes what it matches or returns null (or false), after which the value is malformed
/// and the cursor of no further use.
///
/// A list is read in this form, which skips the empty elements that a recipient has to accept
/// (RFC 9110 §5.6.1.2) without keeping anything of them:
///
///     while (cursor.toElement()) {
///       ... consume one element ...
///       if (!cursor.elementEnds()) return null;
///     }
///
/// Not safe for use by several threads.
final class FieldCursor {
  /// More parameters than any registered media type has. A bound, because each one is kept.
  static final int MAX_PARAMETERS = 16;

  private final String text;
  private int at;

  FieldCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean take(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  /// OWS = *( SP / HTAB )
  void skipWhitespace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /// Moves to the next list element that is not empty; false when there is none.
  boolean toElement() {
    do {
      skipWhitespace();
    } while (take(','));
    return !atEnd();
  }

  /// After an element: whether nothing but a comma or the end of the value follows.
  boolean elementEnds() {
    skipWhitespace();
    return atEnd() || text.charAt(at) == ',';
  }

  /// token = 1*tchar
  @Nullable String token() {
    int start = at;
    while (at < text.length() && is(Octets.TOKEN, text.charAt(at))) {
      at++;
    }
    return at == start ? null : text.substring(start, at);
  }

  /// 1*DIGIT; -1 when there is no digit. A number that no `long` can hold becomes the largest that
  /// it can, which for a length or an offset means the same: beyond any end.
  long number() {
    int start = at;
    long number = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      int digit = text.charAt(at++) - '0';
      boolean fits = number <= (Long.MAX_VALUE - digit) / 10;
      number = fits ? number * 10 + digit : Long.MAX_VALUE;
    }
    return at == start ? -1 : number;
  }

  /// Where the cursor is in the text.
  int position() {
    return at;
  }

  /// Compares two numbers that no `long` may be able to hold, each by the place of its first digit.
  int compareNumbers(int one, int other) {
    int first = skipZeros(one);
    int second = skipZeros(other);
    int firstEnd = skipDigits(first);
    int secondEnd = skipDigits(second);
    int byLength = Integer.compare(firstEnd - first, secondEnd - second);
    return byLength != 0
        ? byLength
        : text.substring(first, firstEnd).compareTo(text.substring(second, secondEnd));
  }

  private int skipZeros(int from) {
    int to = from;
    while (to < text.length() && text.charAt(to) == '0') {
      to++;
    }
    return to;
  }

  private int skipDigits(int from) {
    int to = from;
    while (to < text.length() && isDigit(text.charAt(to))) {
      to++;
    }
    return to;
  }

  /// `parameters = *( OWS ";" OWS [ parameter ] )`, names in lower case, in the order of the value.
  /// Null when one is malformed or repeated (an error by RFC 6838 §4.3), or there are more than
  /// [#MAX_PARAMETERS].
  @Nullable Map<String, String> parameters() {
    Map<String, String> parameters = Map.of();
    skipWhitespace();
    while (take(';')) {
      skipWhitespace();
      String name = token();
      if (name == null) {
        continue; // An empty parameter, or what the caller then finds in place of the end.
      }
      String value = take('=') ? parameterValue() : null;
      if (value == null || parameters.size() == MAX_PARAMETERS) {
        return null;
      }
      if (parameters.isEmpty()) {
        parameters = new LinkedHashMap<>();
      }
      if (parameters.put(name.toLowerCase(Locale.ROOT), value) != null) {
        return null;
      }
      skipWhitespace();
    }
    return parameters;
  }

  /// parameter-value = ( token / quoted-string ), without the quotes and backslashes.
  private @Nullable String parameterValue() {
    return take('"') ? quotedText() : token();
  }

  /// What follows the opening quote: *( qdtext / quoted-pair ) DQUOTE
  private @Nullable String quotedText() {
    StringBuilder unquoted = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return unquoted.toString();
      }
      if (c == '\\') {
        if (atEnd()) {
          return null;
        }
        c = text.charAt(at++);
      }
      if (!is(Octets.FIELD_VALUE, c)) {
        return null;
      }
      unquoted.append(c);
    }
    return null;
  }

  /// etagc = %x21 / %x23-7E / obs-text, as long as it goes on; may be empty.
  String entityTagCharacters() {
    int start = at;
    while (at < text.length() && isEntityTagCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isEntityTagCharacter(char c) {
    return c > ' ' && c <= 0xFF && c != '"' && c != 0x7F;
  }

  private static boolean is(int octetClass, char c) {
    return c <= 0xFF && Octets.is(octetClass, (byte) c);
  }
}
