package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:80",
    "255.254.253.0, 255.254.253.0:80",
    "2001:db8::1, [2001:db8:0:0:0:0:0:1]:80",
    "::ffff:192.0.2.1, 192.0.2.1:80"
  })
  void printsAddressAndPort(String address, String printed) {
    AsciiText line = new AsciiText();
    ClientAddress.append(line, new InetSocketAddress(address, 80));
    assertEquals(printed, line.toString());
  }
}
