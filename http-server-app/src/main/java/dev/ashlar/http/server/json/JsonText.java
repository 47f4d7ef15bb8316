package dev.ashlar.http.server.json;

import dev.ashlar.http.server.json.JsonVerdict.Invalid;
import dev.ashlar.http.server.json.JsonVerdict.Reason;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The characters of a JSON text, for Parsson to parse: what stands in front of it and makes it
/// strict.
///
/// Left to itself, Parsson guesses UTF-16 and UTF-32 and skips a byte-order mark, replaces
/// malformed UTF-8 by U+FFFD, and collects a string or number of any length in memory. RFC 8259
/// §8.1 wants UTF-8 without a byte-order mark, so this reader decodes strictly, and ends the text
/// at the first [#fault].
///
/// One space follows the text. It changes no meaning, but the parser never looks at the end of the
/// input just to see that a number is over: when it fails at the end, the text was cut short.
final class JsonText extends Reader {
  /// Beyond this, a larger buffer makes nothing faster; in bytes.
  static final int BUFFER = 4096;

  /// What one character of UTF-8 may need, and one of UTF-16.
  private static final int LEAST_BUFFER = 4;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private enum Token {
    NONE,
    WORD,
    NUMBER,
    STRING,
    ESCAPE,
    STRING_END
  }

  private final ReadableByteChannel content;
  private final JsonLimits limits;
  private final ByteBuffer bytes;
  private final CharBuffer chars;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private boolean contentEnded;
  private boolean spaceGiven;
  private boolean ended;
  private @Nullable Invalid fault;

  private long count;
  private final TextPosition position = new TextPosition();
  private Token token = Token.NONE;
  private int tokenLength;
  private long tokenLine = 1;
  private long tokenColumn = 1;
  private char tokenStart;

  /// A text at its beginning.
  ///
  /// @param content its bytes, in UTF-8
  /// @param bufferSize how many of them are read and decoded at a time
  JsonText(ReadableByteChannel content, int bufferSize, JsonLimits limits) {
    this.content = content;
    this.limits = limits;
    int size = Math.max(LEAST_BUFFER, bufferSize);
    this.bytes = ByteBuffer.allocate(size).limit(0);
    this.chars = CharBuffer.allocate(size).limit(0);
  }

  /// Why the text ended before the content did; null if it did not.
  @Nullable Invalid fault() {
    return fault;
  }

  /// Whether its end was read.
  boolean ended() {
    return ended;
  }

  /// How many characters (UTF-16 units) were given out, without the space at the end.
  long count() {
    return count;
  }

  /// An error just after the last character that was given out.
  Invalid invalidNext(String reason) {
    return new Invalid(Reason.of(reason), position.nextLine(), position.nextColumn());
  }

  /// An error at the last character that was given out, or at the beginning of the token that it
  /// ends.
  ///
  /// @param reason what is wrong, or null if it is just that this was not expected there
  Invalid invalidLast(@Nullable Reason reason) {
    return switch (token) {
      case STRING_END, NUMBER, WORD ->
          new Invalid(reason != null ? reason : unexpected(tokenStart), tokenLine, tokenColumn);
      case NONE, STRING, ESCAPE ->
          new Invalid(
              reason != null ? reason : unexpected(position.last()),
              position.line(),
              position.column());
    };
  }

  /// Gives out at least one character, or -1 at the end; never 0, which Parsson does not expect.
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (fault == null && (chars.hasRemaining() || fill())) {
      int given = 0;
      while (given < length && chars.hasRemaining() && accept(chars.get(chars.position()))) {
        target[offset + given++] = chars.get();
      }
      if (given > 0) {
        return given;
      }
    }
    if (fault == null && !spaceGiven) {
      spaceGiven = true;
      target[offset] = ' ';
      return 1;
    }
    ended = true;
    return -1;
  }

  /// Decodes more characters.
  ///
  /// @return whether there are any
  private boolean fill() throws IOException {
    chars.clear();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, contentEnded);
      if (chars.position() > 0) {
        chars.flip(); // an error after them is met again, once they are given out
        return true;
      }
      if (result.isError()) {
        chars.flip();
        fault = invalidNext("Not UTF-8");
        return false;
      }
      if (contentEnded) {
        chars.flip();
        return false;
      }
      bytes.compact();
      contentEnded = content.read(bytes) < 0;
      bytes.flip();
    }
  }

  /// Counts one character.
  ///
  /// @return false if the text ends before it, because of a fault
  private boolean accept(char c) {
    if (count == 0 && c == BYTE_ORDER_MARK) {
      return refuse(Reason.of("The text begins with a byte-order mark"));
    }
    position.advance(c);
    if (!inToken(c)) {
      return false;
    }
    count++;
    return true;
  }

  private boolean inToken(char c) {
    switch (token) {
      case STRING -> {
        if (c == '"') {
          token = Token.STRING_END;
          return true;
        }
        token = c == '\\' ? Token.ESCAPE : Token.STRING;
        return longer(limits.stringLength(), "string");
      }
      case ESCAPE -> {
        token = Token.STRING;
        return longer(limits.stringLength(), "string");
      }
      case NUMBER -> {
        if (isNumberPart(c)) {
          return longer(limits.numberLength(), "number");
        }
      }
      case WORD -> {
        if (isLetter(c)) {
          return true;
        }
      }
      case NONE, STRING_END -> {}
    }
    return begin(c);
  }

  private boolean begin(char c) {
    tokenStart = c;
    tokenLine = position.line();
    tokenColumn = position.column();
    if (c == '"') {
      tokenLength = 0;
      token = Token.STRING;
    } else if (c == '-' || isDigit(c)) {
      tokenLength = 0;
      token = Token.NUMBER;
      return longer(limits.numberLength(), "number");
    } else {
      token = isLetter(c) ? Token.WORD : Token.NONE;
    }
    return true;
  }

  private boolean longer(int limit, String what) {
    return ++tokenLength <= limit
        || refuse(
            Reason.exceeded("A " + what + " is longer than the limit of %,d characters", limit));
  }

  private boolean refuse(Reason reason) {
    fault = new Invalid(reason, tokenLine, tokenColumn);
    return false;
  }

  private static boolean isNumberPart(char c) {
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static Reason unexpected(char c) {
    return Reason.of("Unexpected " + shown(c));
  }

  private static String shown(char c) {
    if (Character.isSurrogate(c)) {
      return "character beyond U+FFFF";
    }
    return c > ' ' && c < 0x7F ? "'" + c + "'" : "character U+%04X".formatted((int) c);
  }

  @Override
  public void close() {}
}
