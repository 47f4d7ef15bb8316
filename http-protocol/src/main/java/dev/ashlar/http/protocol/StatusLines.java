package dev.ashlar.http.protocol;

import java.nio.charset.StandardCharsets;

/// Status lines (RFC 9112 §4), those of the constants of [Status] rendered once.
final class StatusLines {
  private static final byte[][] BY_CODE = new byte[600][];

  static {
    for (int code = 100; code < BY_CODE.length; code++) {
      BY_CODE[code] = render(Status.of(code));
    }
  }

  private StatusLines() {}

  static byte[] of(Status status) {
    return status.equals(Status.of(status.code())) ? BY_CODE[status.code()] : render(status);
  }

  private static byte[] render(Status status) {
    // The space after the code is there even if the reason phrase is empty.
    String line = "HTTP/1.1 " + status.code() + " " + status.reason() + "\r\n";
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }
}
