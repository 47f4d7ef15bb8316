package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, -1",
    "www.Example.COM, www.Example.COM, -1",
    "example.com., example.com., -1",
    "a:0, a, 0",
    "a:80, a, 80",
    "a:00080, a, 80",
    "a:000080, a, 80",
    "a:0000000000000000000065535, a, 65535",
    "a:000000, a, 0",
    "a:65535, a, 65535",
    "a:, a, -1",
    "127.0.0.1:8080, 127.0.0.1, 8080",
    "[::1]:8080, [::1], 8080",
    "a_b~c!$&'()*+;=%41, a_b~c!$&'()*+;=%41, -1",
  })
  void parsesHostAndPort(String text, String host, int port) {
    assertEquals(new Authority(host, port), Authority.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":80",
        " a",
        "a ",
        "a b",
        "a:b",
        "a:-1",
        "a:+1",
        "a: 80",
        "a:65536",
        "a:0065536",
        "a:4294967376",
        "a:18446744073709551696",
        "a:80:80",
        "a/b",
        "a?b",
        "a#b",
        "a@b",
        "user:password@a",
        "a%",
        "a%4",
        "a%zz",
        "a\\b",
        "a,b c",
        "a\u0000",
        "a\u00e9",
        "a\u20ac",
        "a\u017f",
        "[]",
        "[::1]x",
        "[::1]:x",
        "::1",
        "[::1",
        "::1]"
      })
  void refusesEverythingElse(String text) {
    assertNull(Authority.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "1::",
        "1::8",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8",
        "2001:DB8:0:0:8:800:200c:417A",
        "::ffff:192.0.2.128",
        "1:2:3:4:5:6:192.0.2.128",
        "::255.255.255.255",
        "fe80::1"
      })
  void acceptsIpv6Addresses(String address) {
    assertEquals(new Authority("[" + address + "]", 1), Authority.parse("[" + address + "]:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "1",
        ":1",
        "1:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "1:::2",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::1.2.3.04",
        "::1.2.3.",
        "::1.2..4",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::a.2.3.4",
        "::1%eth0",
        "::1%25eth0",
        "v1.fe80",
        " ::1",
        "::1 ",
        "[::1]"
      })
  void refusesWhatIsNoIpv6Address(String address) {
    assertNull(Authority.parse("[" + address + "]"));
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a:, a", "a:80, a:80", "[::1]:80, [::1]:80"})
  void isRenderedAsInAUri(String text, String rendered) {
    assertEquals(rendered, String.valueOf(Authority.parse(text)));
  }

  @ParameterizedTest
  @CsvSource({"'', -1", "a b, -1", "a:80, -1", "a, -2", "a, 65536", "::1, 80"})
  void cannotBeMadeOfOtherParts(String host, int port) {
    assertThrows(IllegalArgumentException.class, () -> new Authority(host, port));
  }
}
