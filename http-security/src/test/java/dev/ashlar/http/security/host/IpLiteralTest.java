package dev.ashlar.http.security.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 00000000",
    "127.0.0.1, 7f000001",
    "255.255.255.255, ffffffff",
    "192.0.2.10, c000020a",
    "[::], 00000000000000000000000000000000",
    "[::1], 00000000000000000000000000000001",
    "[1::], 00010000000000000000000000000000",
    "[0:0:0:0:0:0:0:1], 00000000000000000000000000000001",
    "[0000:0000::0001], 00000000000000000000000000000001",
    "[2001:db8::8:800:200C:417a], 20010db80000000000080800200c417a",
    "[2001:DB8:0:0:8:800:200C:417A], 20010db80000000000080800200c417a",
    "[1:2:3:4:5:6:7::], 00010002000300040005000600070000",
    "[::2:3:4:5:6:7:8], 00000002000300040005000600070008",
    "[1::3:4:5:6:7:8], 00010000000300040005000600070008",
    "[::192.0.2.10], 000000000000000000000000c000020a",
    "[::ffff:192.0.2.10], 00000000000000000000ffffc000020a",
    "[::FFFF:c000:020a], 00000000000000000000ffffc000020a",
    "[64:ff9b::192.0.2.10], 0064ff9b0000000000000000c000020a",
    "[1:2:3:4:5:6:192.0.2.10], 000100020003000400050006c000020a",
  })
  void readsAddresses(String host, String octets) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(HexFormat.of().parseHex(octets));

    assertEquals(Optional.of(IpAddress.of(address)), IpLiteral.parse(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1",
        "127.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "256.0.0.1",
        "1.2.3.0004",
        "01.2.3.4",
        "1.2.3.00",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "2130706433",
        "+1.2.3.4",
        "-1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.a",
        "1.2.3.\u0664",
        "::1",
        "[::1",
        "::1]",
        "[]",
        "[:]",
        "[:::]",
        "[1]",
        "[1.2.3.4]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1:2:3:4:5:6:7:8::]",
        "[::1:2:3:4:5:6:7:8]",
        "[1:2:3:4::5:6:7:8]",
        "[1::2::3]",
        "[::1:]",
        "[:1::]",
        "[1:2:3:4:5:6:7:]",
        "[:2:3:4:5:6:7:8]",
        "[12345::]",
        "[g::]",
        "[::1%lo]",
        "[::1%25lo]",
        "[fe80::1%251]",
        "[::1.2.3]",
        "[::1.2.3.4.5]",
        "[::256.0.0.1]",
        "[::1.2.3.4:5]",
        "[1.2.3.4::]",
        "[1:2:3:4:5:6:7:1.2.3.4]",
        "[v1.x]",
        "[[::1]]",
        "[::1] ",
        "[ ::1]",
        "[::-1]",
        "[::\uff11]",
        "[::1/64]"
      })
  void takesNothingElse(String host) {
    assertEquals(Optional.empty(), IpLiteral.parse(host));
  }
}
