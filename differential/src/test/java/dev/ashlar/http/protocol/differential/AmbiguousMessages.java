package dev.ashlar.http.protocol.differential;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Makes messages whose end is open to doubt: most of their parts are as they should be, and some
/// are what has been used to smuggle requests, or is one octet away from it. A request follows
/// each, which must be neither swallowed nor read too early.
///
/// The same seed makes the same messages.
final class AmbiguousMessages {
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: n\r\n\r\n";

  private static final String[] BEFORE = {"\r\n", "\r\n\r\n", "\n", "\r", " ", "\r\n ", "\u0000"};
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "X-Y"
  };
  private static final String[] REQUEST_LINES = {
    "POST / HTTP/1.0",
    "POST / HTTP/1.2",
    "POST / HTTP/1.9",
    "POST / HTTP/2.0",
    "POST / HTTP/0.9",
    "POST / HTTP/1.10",
    "POST / http/1.1",
    "POST /",
    "POST  / HTTP/1.1",
    "POST / HTTP/1.1 ",
    "POST\t/\tHTTP/1.1",
    "POST / HTTP/1.1\u000b",
    "POST /a b HTTP/1.1",
    "POST /\u0000 HTTP/1.1",
    "POST /\u00e9 HTTP/1.1",
    "POST http://h/ HTTP/1.1",
    "POST * HTTP/1.1",
    "P(ST / HTTP/1.1"
  };
  private static final String[] LINE_ENDS = {"\n", "\r", "\r\r\n", "\n\r", "\r\n\n", "\u000b\r\n"};

  private static final String[] LENGTH_NAMES = {
    "content-length",
    "Content-Length ",
    "Content-Length\t",
    " Content-Length",
    "Content_Length",
    "Content-Length\u0000",
    "Content-Length\u000b",
    "Content\u00adLength",
    "\"Content-Length\""
  };
  private static final String[] LENGTHS = {
    "5",
    "05",
    "0",
    "3",
    "8",
    "+5",
    "-5",
    "-0",
    "5.0",
    "5e0",
    "0x5",
    "5 ",
    "\t5",
    "5 5",
    "5,5",
    "5, 5",
    "5,6",
    ",5",
    "5,",
    "5;a",
    "\"5\"",
    "",
    "five",
    "\u00b5",
    "5\u0000",
    "\u000b5",
    "5\u00a0",
    "4294967301",
    "18446744073709551621",
    "9223372036854775807",
    "9223372036854775808",
    "00000000000000000000000005"
  };
  private static final String[] CODING_NAMES = {
    "transfer-encoding", "Transfer-Encoding ", "Transfer-Encoding\t", " Transfer-Encoding",
    "Transfer_Encoding", "Transfer-Encoding\u000b", "Transfer-Encoding\u0000",
        "Transfer\u00adEncoding"
  };
  private static final String[] CODINGS = {
    "Chunked",
    "CHUNKED",
    " chunked",
    "chunked ",
    "\tchunked",
    "chunked\t",
    "\u000bchunked",
    "chunked\u0000",
    "xchunked",
    "chunked-x",
    "chunke",
    "\"chunked\"",
    "chunked;a=b",
    "chunked, identity",
    "identity, chunked",
    "gzip, chunked",
    "chunked, gzip",
    "chunked, chunked",
    ",chunked",
    "chunked,",
    "chunked , ",
    "identity",
    "gzip",
    "",
    ",",
    "chunked\r\n ",
    "\r\n chunked",
    "chun\r\n ked",
    "chunked\u00a0"
  };
  private static final String[] OTHER_LINES = {
    "X: y",
    "X:",
    ": y",
    "X",
    "X : y",
    " X: y",
    "\tX: y",
    "X: y\r\n z",
    "X: \u0000",
    "X: a\rb",
    "X: a\nb",
    "X: \u00ff",
    "X\u0000: y",
    "X\u00e9: y",
    "X(: y",
    "Host: b",
    "Connection: close",
    "Connection: Transfer-Encoding",
    "Expect: 100-continue",
    "Upgrade: h2c",
    "X:y\r\nX:z",
    "X: \r\n\t\r\n y",
    "Trailer: Content-Length"
  };
  private static final String[] HOSTS = {
    "Host: a:80", "Host: a:", "Host:a", "", "Host:", "Host: a b", "Host : a"
  };

  private static final String[] SIZES = {
    "05",
    "0005",
    "+5",
    "-5",
    "0x5",
    " 5",
    "5 ",
    "5\t",
    "\t5",
    "5\u0000",
    "5;",
    "5;a",
    "5;a=b",
    "5 ; a = b",
    "5;a=\"b\"",
    "5;a=\"\r\n\"",
    "5;a=\"\\\"\"",
    "5;\u0000",
    "5;a\u000b",
    "5;a b",
    "5,",
    "5_",
    "5h",
    "5.",
    "",
    "0000000000000000000005",
    "100000005",
    "10000000000000005",
    "FFFFFFFFFFFFFFFB",
    "7FFFFFFFFFFFFFFF",
    "3",
    "6",
    "50"
  };
  private static final String[] DATA_ENDS = {
    "", "\n", "\r", "X", "\n\r", "\r\n\r\n", " \r\n", "\r\r\n", "XX\r\n"
  };
  private static final String[] LAST_CHUNKS = {
    "00\r\n\r\n",
    "000000000000000000\r\n\r\n",
    "0;a\r\n\r\n",
    "0;a=\"\r\n\r\n\"\r\n\r\n",
    "0 \r\n\r\n",
    "0\n\n",
    "0\n\r\n",
    "0\r\n\n",
    "0\r\r\n\r\n",
    "0\r\n\r",
    "0\r\n",
    "0x0\r\n\r\n",
    "+0\r\n\r\n",
    "-0\r\n\r\n",
    "\r\n0\r\n\r\n",
    "",
    "0\r\nX: y\r\n\r\n",
    "0\r\nX:y\r\nZ:\r\n\r\n",
    "0\r\nContent-Length: 5\r\n\r\n",
    "0\r\nX : y\r\n\r\n",
    "0\r\n X: y\r\n\r\n",
    "0\r\nX: y\n\n",
    "0\r\nX: y\r\n z\r\n\r\n",
    "0\r\nX\r\n\r\n",
    "0\r\n: y\r\n\r\n",
    "0\r\nTransfer-Encoding: chunked\r\n\r\n"
  };
  private static final String[] PIECES = {
    "\r",
    "\n",
    "\r\n",
    "\r\n\r\n",
    " ",
    "\t",
    "\u0000",
    "\u000b",
    "\f",
    "\u007f",
    "\u0085",
    "\u00a0",
    ":",
    ";",
    ",",
    "\"",
    "0",
    "5",
    "+",
    "-",
    "x",
    "chunked",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n"
  };

  private final Random random;

  AmbiguousMessages(long seed) {
    random = new Random(seed);
  }

  byte[] next() {
    StringBuilder message = new StringBuilder(seldom("", BEFORE));
    String method = METHODS[random.nextInt(METHODS.length)];
    message.append(seldom(method + " /a?b HTTP/1.1", REQUEST_LINES)).append(lineEnd());
    message.append(seldom("Host: a", HOSTS)).append(lineEnd());
    boolean chunked = random.nextBoolean();
    for (int lines = random.nextInt(4); lines > 0; lines--) {
      message.append(fieldLine(chunked)).append(lineEnd());
    }
    message.append(chunked ? codingLine() : lengthLine()).append(lineEnd()).append(lineEnd());
    message.append(chunked ? chunks() : "hello").append(NEXT);
    if (random.nextInt(4) == 0) {
      damage(message);
    }
    return message.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// One of the oddities, or usually what is as it should be.
  private String seldom(String usual, String[] oddities) {
    return random.nextInt(24) == 0 ? oddities[random.nextInt(oddities.length)] : usual;
  }

  private String lineEnd() {
    return random.nextInt(100) == 0 ? LINE_ENDS[random.nextInt(LINE_ENDS.length)] : "\r\n";
  }

  private String fieldLine(boolean chunked) {
    return switch (random.nextInt(24)) {
      case 0 -> lengthLine();
      case 1 -> codingLine();
      case 2 -> chunked ? codingLine() : lengthLine();
      case 3, 4, 5, 6 -> OTHER_LINES[random.nextInt(OTHER_LINES.length)];
      default -> "Accept: a/b";
    };
  }

  private String lengthLine() {
    return seldom("Content-Length", LENGTH_NAMES) + ": " + sometimes("5", LENGTHS);
  }

  private String codingLine() {
    return seldom("Transfer-Encoding", CODING_NAMES) + ": " + sometimes("chunked", CODINGS);
  }

  private String sometimes(String usual, String[] oddities) {
    return random.nextInt(4) == 0 ? oddities[random.nextInt(oddities.length)] : usual;
  }

  private String chunks() {
    StringBuilder chunks = new StringBuilder();
    for (int count = 1 + random.nextInt(2); count > 0; count--) {
      chunks.append(seldom("5", SIZES)).append(lineEnd()).append("hello");
      chunks.append(seldom("\r\n", DATA_ENDS));
    }
    return chunks.append(sometimes("0\r\n\r\n", LAST_CHUNKS)).toString();
  }

  private void damage(StringBuilder message) {
    int at = random.nextInt(message.length());
    String piece = PIECES[random.nextInt(PIECES.length)];
    switch (random.nextInt(3)) {
      case 0 -> message.insert(at, piece);
      case 1 -> message.deleteCharAt(at);
      default -> message.replace(at, at + 1, piece);
    }
  }
}
