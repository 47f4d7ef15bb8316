package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The searches of eight octets at once, beside searches of one at a time.
class OctetsTest {
  private static final int ROUNDS = 20_000;

  @Test
  void everyLineFeedIsFound() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = octetsAround(random, Octets.LF);
      long expected = 0;
      for (int at = 0; at < 8; at++) {
        expected |= octets[at] == Octets.LF ? 0x80L << (8 * at) : 0;
      }
      assertEquals(expected, Octets.lineFeeds(Octets.eight(octets, 0)));
      assertEquals(expected, Octets.lineFeeds(Octets.eight(ByteBuffer.wrap(octets), 0)));
    }
  }

  @Test
  void onlyCapitalLettersAreMadeSmall() {
    Random random = new Random(4);
    byte[] octets = new byte[8];
    for (int octet = 0; octet <= 0xFF; octet++) {
      for (int at = 0; at < 8; at++) {
        random.nextBytes(octets);
        octets[at] = (byte) octet;
        int small = octet >= 'A' && octet <= 'Z' ? octet + 'a' - 'A' : octet;
        long lowerCase = Octets.lowerCase(Octets.eight(octets, 0));
        assertEquals(small, (int) (lowerCase >>> (8 * at)) & 0xFF, "octet " + octet);
      }
    }
  }

  private static int index(long found) {
    return found == 0 ? 8 : Octets.firstIndex(found);
  }

  @Test
  void theFirstControlIsFound() {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = octetsAround(random, i % 2 == 0 ? (byte) 0x1F : (byte) 0x7F);
      int expected = 0;
      while (expected < 8
          && (octets[expected] < 0 || octets[expected] >= ' ')
          && octets[expected] != 0x7F) {
        expected++;
      }
      long found = Octets.controls(Octets.eight(octets, 0));
      assertEquals(expected, index(found));
    }
  }

  /// Octets near one, on both sides of it and of what differs from it in the highest bit.
  private static byte[] octetsAround(Random random, byte octet) {
    byte[] octets = new byte[16];
    for (int i = 0; i < octets.length; i++) {
      int near = octet + random.nextInt(-2, 3);
      octets[i] =
          (byte) (random.nextInt(4) == 0 ? near ^ 0x80 : random.nextInt(4) == 0 ? 'a' : near);
    }
    return octets;
  }

  @Test
  void hexadecimalDigitsHaveTheirValue() {
    for (int octet = 0; octet <= 0xFF; octet++) {
      int expected = octet < 0x80 ? Character.digit(octet, 16) : -1;
      assertEquals(expected, Octets.hexValue((byte) octet), "octet " + octet);
    }
  }
}
