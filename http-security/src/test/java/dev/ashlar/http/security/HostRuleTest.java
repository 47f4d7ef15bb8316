package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {
  @ParameterizedTest
  @CsvSource({
    "example.org, example.org, -1",
    "Example.ORG., example.org, -1",
    "example.org:8443, example.org, 8443",
    "example.org:0, example.org, 0",
    "example.org:65535, example.org, 65535",
    "my_host-1, my_host-1, -1",
    "xn--bcher-kva.example, xn--bcher-kva.example, -1",
    "192.0.2.1:80, 192.0.2.1, 80",
    "[2001:DB8::1], [2001:db8::1], -1",
    "[2001:db8::1]:8080, [2001:db8::1], 8080",
  })
  void readsWhatAnOperatorWrites(String text, String name, int port) {
    HostRule rule = HostRule.parse(text);

    assertEquals(new HostRule(name, port < 0 ? OptionalInt.empty() : OptionalInt.of(port)), rule);
    assertEquals(rule, HostRule.parse(rule.toString()));
    assertTrue(rule.isWritable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":80",
        "example.org:",
        "example.org:x",
        "example.org:-1",
        "example.org:65536",
        "example.org:123456",
        "example.org:80:80",
        "::1",
        "2001:db8::1",
        "[::1",
        "::1]",
        "[]",
        "[1.2.3.4]",
        "[fe80::1%eth0]",
        "[::1]80",
        "http://example.org",
        "example.org/x",
        "ex ample",
        "b\u00fccher.example",
        "*.example.org",
        "user@example.org"
      })
  void refusesOthersInOneSentence(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HostRule.parse(text));

    assertEquals(
        "\"" + text + "\" is not a host (wanted: NAME or NAME:PORT, an IPv6 address in brackets).",
        e.getMessage());
  }

  @Test
  void readsNamesOfAnyLength() {
    String name = "a.".repeat(100_000) + "b";

    assertEquals(name, HostRule.parse(name).name());
    assertThrows(IllegalArgumentException.class, () -> HostRule.parse(name + "..c"));
  }

  @Test
  void refusesAPortThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new HostRule("h", OptionalInt.of(65_536)));
    assertThrows(IllegalArgumentException.class, () -> new HostRule("h", OptionalInt.of(-1)));
    assertTrue(new HostRule("h", OptionalInt.of(0)).port().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a;b", "$(id)", "a,b", "a b", "[::1", "a\nb", "*"})
  void isNotWritableWithANameThatNoOperatorWouldWrite(String name) {
    assertFalse(new HostRule(name, OptionalInt.empty()).isWritable());
  }

  @Test
  void holdsAnyTextThatARequestMayName() {
    assertEquals("", new HostRule("", OptionalInt.empty()).name());
    assertEquals("a\nb", new HostRule("A\nB", OptionalInt.empty()).name());
  }
}
