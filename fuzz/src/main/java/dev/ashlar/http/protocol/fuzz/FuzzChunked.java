package dev.ashlar.http.protocol.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Content in the chunked transfer coding, with its trailers and what follows them.
public final class FuzzChunked {
  private static final byte[] HEAD =
      "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private FuzzChunked() {}

  /// Judges what may follow the head.
  public static void fuzzerTestOneInput(byte[] data) {
    Judge.stream(ByteBuffer.allocate(HEAD.length + data.length).put(HEAD).put(data).array());
  }
}
