package dev.ashlar.http.server.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
  /// Made with `openssl mac -macopt hexkey:000102030405060708090a0b0c0d0e0f -macopt size:16
  /// SIPHASH` over the octets 0, 1, 2 and so on.
  @ParameterizedTest
  @CsvSource({
    "8, 3b62a9ba6258f5610f83e264f31497b4",
    "14, 31fcefac66d7de9c7ec7485fe4494902",
    "16, 6ee2a4ca67b054bbfd3315bf85230577",
  })
  void agreesWithOpenssl(int length, String expected) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) i;
    }
    ByteBuffer input = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    long number = input.getLong();
    String text = StandardCharsets.UTF_16LE.decode(input).toString();
    SipHash hash = SipHash.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, number, text);
    ByteBuffer output = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    output.putLong(hash.first()).putLong(hash.second());
    assertEquals(expected, HexFormat.of().formatHex(output.array()));
  }
}
