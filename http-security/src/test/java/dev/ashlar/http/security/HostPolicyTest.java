package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
  private static final HostVerdict ALLOWED = new HostVerdict.Allowed();
  private final HostPolicy own = HostPolicy.of(List.of());

  /// Only literals are given here, which are not resolved.
  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the address of the connection
    "192.0.2.1,              8080, 192.0.2.1,    8080",
    "192.0.2.1,              80,   192.0.2.1,    80",
    "192.0.2.1,              -1,   192.0.2.1,    80",
    "[::ffff:192.0.2.1],     8080, 192.0.2.1,    8080",
    "[::FFFF:C000:201],      8080, 192.0.2.1,    8080",
    "[2001:db8::1],          8080, 2001:db8::1,  8080",
    "[2001:DB8::1],          8080, 2001:db8::1,  8080",
    "[2001:0db8:0::0:1],     8080, 2001:db8::1,  8080",
    "[2001:db8:0:0:0:0:0:1], 8080, 2001:db8::1,  8080",
    "[2001:db8::0.0.0.1],    -1,   2001:db8::1,  80",
    "[fe80::1],              8080, fe80::1,      8080",
    // loopback
    "127.0.0.1,              8080, 127.0.0.1,    8080",
    "localhost,              8080, 127.0.0.1,    8080",
    "LOCALHOST,              8080, 127.0.0.1,    8080",
    "LocalHost.,             8080, 127.0.0.1,    8080",
    "127.0.0.1.,             8080, 127.0.0.1,    8080",
    "[::ffff:127.0.0.1],     8080, 127.0.0.1,    8080",
    "localhost,              -1,   127.0.0.1,    80",
    "[::1],                  8080, 127.0.0.1,    8080",
    "[0:0:0:0:0:0:0:1],      8080, 127.0.0.1,    8080",
    "localhost,              8080, ::1,          8080",
    "127.0.0.1,              8080, ::1,          8080",
    "[::1],                  8080, ::1,          8080",
    "[0::01],                8080, ::1,          8080",
    "localhost,              8080, 127.9.8.7,    8080",
    "127.9.8.7,              8080, 127.9.8.7,    8080",
    "127.0.0.1,              8080, 127.9.8.7,    8080",
  })
  void allowsTheAddressOnWhichTheConnectionArrived(
      String host, int port, String localAddress, int localPort) {
    assertEquals(ALLOWED, own.judge(host, port, address(localAddress), localPort));
    assertEquals(
        ALLOWED, own.judge(host, port, address(localAddress), localPort), "the second time");
  }

  @ParameterizedTest
  @CsvSource({
    // another port
    "192.0.2.1,          8081, 192.0.2.1,   8080",
    "192.0.2.1,          -1,   192.0.2.1,   8080",
    "192.0.2.1,          80,   192.0.2.1,   8080",
    "localhost,          8081, 127.0.0.1,   8080",
    "localhost,          -1,   127.0.0.1,   8080",
    "localhost,          443,  127.0.0.1,   80",
    "localhost,          0,    127.0.0.1,   8080",
    "[::1],              8081, ::1,         8080",
    // another address
    "192.0.2.2,          8080, 192.0.2.1,   8080",
    "127.0.0.2,          8080, 127.0.0.1,   8080",
    "127.0.0.1,          8080, 192.0.2.1,   8080",
    "localhost,          8080, 192.0.2.1,   8080",
    "[::1],              8080, 2001:db8::1, 8080",
    "[::192.0.2.1],      8080, 192.0.2.1,   8080",
    "0.0.0.0,            8080, 127.0.0.1,   8080",
    "[::],               8080, ::1,         8080",
    // not that address's spelling
    "127.1,              8080, 127.0.0.1,   8080",
    "2130706433,         8080, 127.0.0.1,   8080",
    "0x7f.0.0.1,         8080, 127.0.0.1,   8080",
    "0177.0.0.1,         8080, 127.0.0.1,   8080",
    "127.000.000.001,    8080, 127.0.0.1,   8080",
    "::1,                8080, ::1,         8080",
    "[127.0.0.1],        8080, 127.0.0.1,   8080",
    "[::1].,             8080, ::1,         8080",
    "[::1%lo],           8080, ::1,         8080",
    "[::1%25lo],         8080, ::1,         8080",
    "[fe80::1%251],      8080, fe80::1,     8080",
    // names
    "example.org,        8080, 127.0.0.1,   8080",
    "user@localhost,     8080, 127.0.0.1,   8080",
    "localhost@evil.example, 8080, 127.0.0.1, 8080",
    "localhost:8080,     8080, 127.0.0.1,   8080",
    "localhost%00,       8080, 127.0.0.1,   8080",
    "localhost/,         8080, 127.0.0.1,   8080",
    "' localhost',       8080, 127.0.0.1,   8080",
    "localho\u017Ft,     8080, 127.0.0.1,   8080",
    "localhost\u3002,    8080, 127.0.0.1,   8080",
    "\uFF4Cocalhost,     8080, 127.0.0.1,   8080",
    "127.0.0.\uFF11,     8080, 127.0.0.1,   8080",
    "127.0.0.1..,        8080, 127.0.0.1,   8080",
    "localhost..,        8080, 127.0.0.1,   8080",
    "localhost.evil.example, 8080, 127.0.0.1, 8080",
    "evil.localhost,     8080, 127.0.0.1,   8080",
    "127.0.0.1.evil.example, 8080, 127.0.0.1, 8080",
    "%6cocalhost,        8080, 127.0.0.1,   8080",
    "'',                 8080, 127.0.0.1,   8080",
    ".,                  8080, 127.0.0.1,   8080",
  })
  void refusesOthersAndSaysWhichRuleWouldAllowThem(
      String host, int port, String localAddress, int localPort) {
    HostVerdict verdict = own.judge(host, port, address(localAddress), localPort);

    HostRule suggestion = assertInstanceOf(HostVerdict.Refused.class, verdict).suggestion();
    HostPolicy helped = HostPolicy.of(List.of(suggestion));
    assertEquals(ALLOWED, helped.judge(host, port, address(localAddress), localPort));
    assertInstanceOf(
        HostVerdict.Refused.class, helped.judge(host, 9, address(localAddress), localPort));
    assertInstanceOf(
        HostVerdict.Refused.class, helped.judge("other", port, address(localAddress), localPort));
  }

  @Test
  void saysWhetherOnlyThePortIsWrong() {
    HostVerdict.Refused port = refused(own.judge("localhost", -1, address("127.0.0.1"), 8080));
    HostVerdict.Refused host =
        refused(own.judge("Evil.Example.", 8080, address("127.0.0.1"), 8080));

    assertEquals("The port is not the one on which the connection arrived.", port.reason());
    assertEquals("localhost:80", port.suggestion().toString());
    assertEquals(
        "The host is not the address on which the connection arrived, nor a name that is allowed.",
        host.reason());
    assertEquals("evil.example:8080", host.suggestion().toString());
  }

  /// One of them is 8080 in its lower 16 bits.
  @ParameterizedTest
  @ValueSource(ints = {-2, 65_536, 73_616, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void refusesPortsThatAreNone(int port) {
    refused(own.judge("localhost", port, address("127.0.0.1"), 8080));
    refused(own.judge("localhost", port, address("127.0.0.1"), 80));
  }

  @Test
  void suggestsNoPortThatIsNone() {
    assertEquals(
        OptionalInt.empty(),
        refused(own.judge("h", 65_536, address("::1"), 80)).suggestion().port());
    assertEquals(
        OptionalInt.empty(), refused(own.judge("h", -2, address("::1"), 80)).suggestion().port());
    assertEquals(
        OptionalInt.of(65_535),
        refused(own.judge("h", 65_535, address("::1"), 80)).suggestion().port());
  }

  private static HostVerdict.Refused refused(HostVerdict verdict) {
    return assertInstanceOf(HostVerdict.Refused.class, verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org,        example.org,          443,  true",
    "example.org,        example.org,          -1,   true",
    "example.org,        EXAMPLE.Org.,         8080, true",
    "EXAMPLE.org.,       example.org,          8080, true",
    "example.org,        www.example.org,      8080, false",
    "example.org,        example.org.evil,     8080, false",
    "example.org,        xample.org,           8080, false",
    "example.org:8443,   example.org,          8443, true",
    "example.org:8443,   example.org,          8080, false",
    "example.org:8443,   example.org,          -1,   false",
    "example.org:80,     example.org,          -1,   true",
    "192.0.2.9,          192.0.2.9,            1234, true",
    "192.0.2.9,          [::ffff:192.0.2.9],   1234, true",
    "[2001:db8::9]:8443, [2001:DB8:0::9],      8443, true",
    "[2001:db8::9]:8443, [2001:db8::9],        8444, false",
    "[2001:db8::9],      [2001:db8::9%25eth0], 8443, false",
    "kiosk,              \u212Aiosk,           8080, false",
  })
  void allowsWhatARuleNames(String rule, String host, int port, boolean allowed) {
    HostPolicy policy = HostPolicy.of(List.of(HostRule.parse(rule), HostRule.parse("unrelated")));

    HostVerdict verdict = policy.judge(host, port, address("192.0.2.1"), 8080);

    assertEquals(allowed, verdict instanceof HostVerdict.Allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,   -1,   443,  443,  true",
    "localhost,   443,  443,  443,  true",
    "localhost,   -1,   80,   443,  false",
    "localhost,   80,   443,  443,  false",
    "localhost,   -1,   443,  80,   false",
    "localhost,   -1,   443,  8443, false",
    "localhost,   8443, 443,  8443, true",
    "example.org, -1,   443,  8443, true",
    "example.org, 443,  443,  8443, true",
    "example.org, 80,   443,  8443, false",
    "example.org, -1,   80,   8443, false",
  })
  void takesTheDefaultPortOfTheSchemeWhereThereIsNone(
      String host, int port, int defaultPort, int localPort, boolean allowed) {
    HostPolicy policy = HostPolicy.of(List.of(HostRule.parse("example.org:443")));
    InetAddress here = address("127.0.0.1");
    // What is remembered of the same host without a port, by another default.
    for (int otherDefault : List.of(80, 443)) {
      policy.judge(host, -1, otherDefault, here, localPort);
    }

    HostVerdict verdict = policy.judge(host, port, defaultPort, here, localPort);

    assertEquals(allowed, verdict instanceof HostVerdict.Allowed);
  }

  @Test
  void suggestsTheDefaultPortOfTheScheme() {
    HostVerdict verdict = own.judge("example.org", -1, 443, address("127.0.0.1"), 443);

    assertEquals("example.org:443", refused(verdict).suggestion().toString());
  }

  @Test
  void allowsAnythingWhenSwitchedOff() {
    for (String host : List.of("", "evil.example", "[::1%lo]", "\u0000")) {
      assertEquals(ALLOWED, HostPolicy.any().judge(host, 1, address("192.0.2.1"), 8080));
    }
  }

  @Test
  void takesAnIpv4MappedLocalAddressForTheIpv4Address() throws UnknownHostException {
    byte[] octets = new byte[16];
    System.arraycopy(address("::ffff:0:0").getAddress(), 0, octets, 0, 4);
    octets[10] = (byte) 0xFF;
    octets[11] = (byte) 0xFF;
    octets[12] = 127;
    octets[15] = 1;
    InetAddress mapped = Inet6Address.getByAddress("mapped", octets, -1);
    assertInstanceOf(Inet6Address.class, mapped);

    assertEquals(ALLOWED, own.judge("127.0.0.1", 8080, mapped, 8080));
    assertEquals(ALLOWED, own.judge("localhost", 8080, mapped, 8080));
  }

  @Test
  void doesNotAllowOnOneConnectionWhatWasAllowedOnAnother() {
    assertEquals(ALLOWED, own.judge("192.0.2.1", 8080, address("192.0.2.1"), 8080));

    refused(own.judge("192.0.2.1", 8080, address("192.0.2.2"), 8080));
    refused(own.judge("192.0.2.1", 8080, address("192.0.2.1"), 8081));
    refused(own.judge("192.0.2.1", 8081, address("192.0.2.1"), 8080));
    assertEquals(ALLOWED, own.judge("192.0.2.1", 8080, address("192.0.2.1"), 8080));
  }

  /// Answers are remembered in a few places, which several questions share.
  @Test
  void doesNotAllowOnOnePortOrForOneNameWhatWasAllowedForAnother() {
    for (int port = 8000; port < 8100; port++) {
      assertEquals(ALLOWED, own.judge("192.0.2.1", 8080, address("192.0.2.1"), 8080));
      HostVerdict verdict = own.judge("192.0.2.1", port, address("192.0.2.1"), 8080);
      assertEquals(port == 8080, verdict.equals(ALLOWED), () -> verdict.toString());
      refused(own.judge("192.0.3." + (port - 8000), 8080, address("192.0.2.1"), 8080));
    }
  }
}
