package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrintableTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("GET / HTTP/1.1", "GET / HTTP/1.1"),
        Arguments.of("a\"b", "a\\\"b"),
        Arguments.of("a\\b", "a\\\\b"),
        Arguments.of("a\rb\nc", "a\\x0Db\\x0Ac"),
        Arguments.of("\u001b[31m", "\\x1B[31m"),
        Arguments.of("\u0000\u007f", "\\x00\\x7F"),
        Arguments.of("\u0085", "\\x85"),
        Arguments.of("\u00e9", "\\xE9"),
        Arguments.of("\u00ff\u0100", "\\xFF\\u0100"),
        Arguments.of("\u2028", "\\u2028"),
        Arguments.of("\u202e", "\\u202E"),
        Arguments.of("\ud83d\ude00", "\\uD83D\\uDE00"),
        Arguments.of("${jndi:x} %n %d {}", "${jndi:x} %n %d {}"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void escapesWhatCouldPassForSomethingElse(String text, String printed) {
    assertEquals(printed, print(text, 100));
  }

  @Test
  void leavesNothingButPrintableAscii() {
    for (int character = 0; character <= 0xFFFF; character++) {
      String printed = print(String.valueOf((char) character), 1);
      assertTrue(printed.matches("[ -~]+"), printed);
    }
  }

  @Test
  void tellsTextsApartThatAreNotTheSame() {
    assertEquals("\\\\x0A", print("\\x0A", 9));
    assertEquals("\\x0A", print("\n", 9));
  }

  @ParameterizedTest
  @CsvSource({"abc, 3, abc", "abcd, 3, abc...", "abcd, 0, ..."})
  void cutsWhatIsTooLong(String text, int limit, String printed) {
    assertEquals(printed, print(text, limit));
  }

  private static String print(String text, int limit) {
    AsciiText line = new AsciiText();
    Printable.append(line, text, limit);
    return line.toString();
  }
}
