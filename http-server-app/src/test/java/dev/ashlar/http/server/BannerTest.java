package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BannerTest {
  @Test
  void saysWhatIsServedAndWhere() {
    assertEquals(
        "Ashlar 1.2 serving ./a b at http://127.0.0.1:8080/",
        Banner.of(
            "1.2",
            Path.of("./a b"),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080)));
  }

  @Test
  void saysThatItListensEverywhere() {
    assertEquals(
        "Ashlar 1.2 serving . at http://127.0.0.1:8080/\nand at every other address of this machine",
        Banner.of("1.2", Path.of("."), new InetSocketAddress("0.0.0.0", 8080))
            .replace(System.lineSeparator(), "\n"));
  }

  @Test
  void staysOnOneLineWhateverTheFolderIsCalled() {
    assertEquals(
        "Ashlar 1.2 serving a?b at http://127.0.0.1:80/",
        Banner.of(
            "1.2", Path.of("a\nb"), new InetSocketAddress(InetAddress.getLoopbackAddress(), 80)));
  }

  /// RFC 5952 §4.2.
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "10.0.0.0, 10.0.0.0",
    "0.0.0.0, 127.0.0.1",
    "::, 127.0.0.1",
    "::1, [::1]",
    "1::, [1::]",
    "2001:db8::1, [2001:db8::1]",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]",
    "2001:db8:10:0:0:0:10:20, [2001:db8:10::10:20]",
    "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]",
    "fe80::1%1, [fe80::1]"
  })
  void writesAnAddressAsAUrlHasIt(String address, String host) throws UnknownHostException {
    assertEquals(
        "http://" + host + ":80/",
        Banner.url(new InetSocketAddress(InetAddress.getByName(address), 80)));
  }
}
