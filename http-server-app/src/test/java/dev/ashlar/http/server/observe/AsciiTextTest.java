package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTextTest {
  private final AsciiText text = new AsciiText();

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        7,
        9,
        10,
        99,
        100,
        12_345,
        999_999_999,
        1_000_000_000,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        -1,
        -10,
        Long.MIN_VALUE
      })
  void printsNumbersInDigits(long number) {
    assertEquals("<" + number + ">", text.append('<').append(number).append('>').toString());
  }

  @Test
  void growsAsNeeded() {
    StringBuilder expected = new StringBuilder();
    for (int times = 0; times < 1_000; times++) {
      text.append("text ").append(times).append(';');
      expected.append("text ").append(times).append(';');
    }
    assertEquals(expected.toString(), text.toString());
    assertEquals(expected.length(), text.length());
  }

  @Test
  void takesATextLongerThanAllBefore() {
    String longText = "x".repeat(100_000);
    assertEquals("a" + longText, text.append('a').append(longText).toString());
  }

  @Test
  void takesAnotherText() {
    String longText = "x".repeat(2_000);
    AsciiText other = new AsciiText().append("left over").clear().append(longText);
    assertEquals("a" + longText + "b", text.append('a').append(other).append('b').toString());
  }

  @Test
  void takesTheBeginningOfARequestLine() {
    RequestHead head = Exchanges.head("GET /" + "x".repeat(2_000) + " HTTP/1.1");
    assertEquals("<GET /xx>", text.append('<').appendRequestLine(head, 7).append('>').toString());
    assertEquals(
        head.requestLine(),
        text.clear().appendRequestLine(head, head.requestLineLength()).toString());
  }

  @Test
  void beginsAnew() {
    text.append("something long").clear().append("short");
    assertEquals("short", text.toString());
  }
}
