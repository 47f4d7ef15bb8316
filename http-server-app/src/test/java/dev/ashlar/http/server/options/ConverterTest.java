package dev.ashlar.http.server.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {
  private static final Converter<Duration> DURATION =
      new DurationText(Duration.ofMillis(1), Duration.ofDays(1));
  private static final Converter<Long> SIZE = new SizeText(1, 1L << 40);
  private static final Converter<Integer> NUMBER = new WholeNumber(1, 65535);

  private enum Level {
    LOW,
    VERY_HIGH
  }

  @ParameterizedTest
  @CsvSource({"1ms, 1", "500ms, 500", "30s, 30000", "05m, 300000", "2h, 7200000", "24h, 86400000"})
  void takesDurations(String text, long millis) throws UnacceptableException {
    assertEquals(Duration.ofMillis(millis), DURATION.convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0s",
        "0ms",
        "30",
        "s",
        "30 s",
        " 30s",
        "30s ",
        "-30s",
        "+30s",
        "1.5s",
        "30S",
        "1d",
        "25h",
        "86400001ms",
        "9223372036854775807h",
        "99999999999999999999999999ms",
        "1h30m",
        "\u0663s",
        "PT30S",
        "30s\n"
      })
  void refusesOtherDurations(String text) {
    refuses(DURATION, text, "a duration from 1ms to 24h, such as 500ms, 30s, 5m or 2h");
  }

  @ParameterizedTest
  @CsvSource({"1, 1ms", "999, 999ms", "1000, 1s", "90000, 90s", "300000, 5m", "7200000, 2h"})
  void printsDurationsAsItTakesThem(long millis, String text) throws UnacceptableException {
    assertEquals(text, DurationText.format(Duration.ofMillis(millis)));
    assertEquals(Duration.ofMillis(millis), DURATION.convert(text));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "512B, 512",
    "1KB, 1000",
    "1KiB, 1024",
    "10MB, 10000000",
    "10MiB, 10485760",
    "1GB, 1000000000",
    "1024GiB, 1099511627776"
  })
  void takesSizes(String text, long bytes) throws UnacceptableException {
    assertEquals(bytes, SIZE.convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "+1",
        "1.5MiB",
        "1 MiB",
        "1K",
        "1k",
        "1kB",
        "1Mib",
        "1TiB",
        "1025GiB",
        "9223372036854775808",
        "17179869184GiB",
        "18446744073709551617",
        "0x10",
        "\u0661"
      })
  void refusesOtherSizes(String text) {
    refuses(SIZE, text, "a size from 1B to 1024GiB, such as 64KiB, 10MiB or 1GiB (or KB, MB, GB)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0B", "1, 1B", "1000, 1000B", "1024, 1KiB", "1572864, 1536KiB", "33554432, 32MiB"})
  void printsSizes(long bytes, String text) {
    assertEquals(text, SizeText.format(bytes));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0080, 80", "65535, 65535"})
  void takesWholeNumbers(String text, int number) throws UnacceptableException {
    assertEquals(number, NUMBER.convert(text));
  }

  @Test
  void takesTheGreatestWholeNumberThatThereMayBe() throws UnacceptableException {
    WholeNumber any = new WholeNumber(0, Integer.MAX_VALUE);
    assertEquals(Integer.MAX_VALUE, any.convert("2147483647"));
    assertThrows(UnacceptableException.class, () -> any.convert("2147483648"));
    assertThrows(UnacceptableException.class, () -> any.convert("4294967296"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "65536",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "80 ",
        " 80",
        "0x50",
        "4294967297",
        "99999999999999999999",
        "http",
        "\u0661"
      })
  void refusesOtherNumbers(String text) {
    refuses(NUMBER, text, "a whole number from 1 to 65535");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org",
    "example.org:8443, example.org:8443",
    "EXAMPLE.org, EXAMPLE.org",
    "192.0.2.1:80, 192.0.2.1:80",
    "[2001:db8::1], [2001:db8::1]",
    "[2001:db8::1]:8080, [2001:db8::1]:8080",
    "my_host, my_host"
  })
  void takesHosts(String text, String printed) throws UnacceptableException {
    if (new HostText().convert(text) instanceof HostText.AllowedHost.Named(var authority)) {
      assertEquals(printed, authority.toString());
    } else {
      throw new AssertionError(text);
    }
  }

  @Test
  void takesAnyHost() throws UnacceptableException {
    assertEquals(new HostText.AllowedHost.Any(), new HostText().convert("any"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "*",
        "*.example.org",
        "example.org:",
        "example.org:x",
        "example.org:65536",
        "http://example.org",
        "example.org/",
        "2001:db8::1",
        "[2001:db8::1",
        "[::g]",
        "user@host",
        "a..b",
        ".a",
        "ex\u00e4mple.org"
      })
  void refusesOtherHosts(String text) {
    refuses(
        new HostText(),
        text,
        "NAME, NAME:PORT or any, with an IPv6 address in brackets and no patterns");
  }

  @Test
  void takesPaths() throws UnacceptableException {
    assertEquals(Path.of("a b/\u00e9"), new PathText().convert("a b/\u00e9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b"})
  void refusesWhatIsNoPath(String text) {
    refuses(new PathText(), text, "a path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b|a|b",
        " a = b |a|b",
        "a=b=c|a|b=c",
        "a=|a|''",
        "/x/**=no-store, x|/x/**|no-store, x"
      })
  void takesPairs(String text, String left, String right) throws UnacceptableException {
    assertEquals(new PairText.Pair(left, right), new PairText("X", "Y").convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "=", "=b", " =b"})
  void refusesWhatIsNoPair(String text) {
    refuses(new PairText("NAME", "VALUE"), text, "NAME=VALUE");
  }

  @Test
  void takesWords() throws UnacceptableException {
    WordText<Level> words = new WordText<>(List.of(Level.values()));
    assertEquals(Level.VERY_HIGH, words.convert("very-high"));
    for (String text : new String[] {"", "LOW", "very_high", "lo"}) {
      refuses(words, text, "low, very-high");
    }
  }

  @Test
  void takesSwitches() throws UnacceptableException {
    assertTrue(new SwitchText().convert("true"));
    assertEquals(false, new SwitchText().convert("false"));
    for (String text : new String[] {"", "yes", "1", "TRUE", "on"}) {
      refuses(new SwitchText(), text, "true or false");
    }
  }

  private static void refuses(Converter<?> converter, String text, String allowed) {
    var refusal = assertThrows(UnacceptableException.class, () -> converter.convert(text));
    assertEquals(allowed, refusal.getMessage());
  }
}
