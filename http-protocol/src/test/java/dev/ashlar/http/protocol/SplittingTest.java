package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages damaged at random: whatever comes of one, it comes of it however it is split. The seeds
/// are fixed, so a failure stays a failure.
class SplittingTest {
  private static final int MESSAGES = 200;
  private static final String[] GOOD = {
    "GET /a?b HTTP/1.1\r\nHost: a.example:80\r\nConnection: close\r\nX: y\r\n\r\n",
    "POST http://b/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n0\r\nX: y\r\n\r\n",
    "\r\nOPTIONS * HTTP/1.0\r\nExpect: 100-continue\r\n\r\n",
    "CONNECT [::1]:1 HTTP/1.1\r\nHost: [::1]:1\r\n\r\n"
  };
  private static final String[] PIECES = {
    "\r",
    "\n",
    "\r\n",
    "\r\n\r\n",
    " ",
    "\t",
    ":",
    ";",
    ",",
    "\"",
    "%",
    "\u0000",
    "\u00ff",
    "0",
    "chunked",
    "Host: a\r\n",
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    "/",
    "*"
  };
  private static final Limits NARROW =
      Limits.DEFAULT
          .withRequestLine(40)
          .withFieldLine(40)
          .withFieldSection(80)
          .withFields(4)
          .withChunkLine(10)
          .withChunkOverhead(6)
          .withTrailerSection(20)
          .withContent(8);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void makesNoDifferenceToDamagedMessages(long seed) {
    Random random = new Random(seed);
    int complete = 0;
    int rejected = 0;
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message = octets(damaged(random));
      Limits limits = random.nextBoolean() ? Limits.DEFAULT : NARROW;
      ParserDriver.Outcome outcome = new ParserDriver(limits).outcome(message);
      complete += outcome.messages().size();
      rejected += outcome.last() instanceof Rejected ? 1 : 0;
    }
    assertTrue(complete > MESSAGES / 4, "enough are still messages: " + complete);
    assertTrue(rejected > MESSAGES / 4, "enough are refused: " + rejected);
  }

  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      text.append(GOOD[random.nextInt(GOOD.length)]);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length());
      String piece = PIECES[random.nextInt(PIECES.length)];
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, piece);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
        default -> text.replace(at, Math.min(text.length(), at + piece.length()), piece);
      }
    }
    return text.append('G').toString();
  }
}
