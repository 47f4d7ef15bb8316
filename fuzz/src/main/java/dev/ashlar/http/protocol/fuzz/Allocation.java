package dev.ashlar.http.protocol.fuzz;

import com.sun.management.ThreadMXBean;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestParser;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Parsing may allocate no more than a multiple of what was sent, whatever was sent: nobody gets a
/// large array for a small request.
final class Allocation {
  /// The worst there is: a trailer field of four octets becomes objects of some 250 bytes.
  private static final long BYTES_FOR_EACH_OCTET = 100;

  private static final long BYTES_FOR_A_PARSER = 4 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static {
    // What classes allocate when they are loaded is not the input's doing.
    byte[] chunked =
        "PUT / HTTP/1.1\r\nHost:a\r\nTransfer-Encoding:chunked\r\n\r\n1;a=b\r\nx\r\n0\r\nX:y\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    parse(chunked, chunked.length);
    parse(chunked, 1);
    THREADS.getCurrentThreadAllocatedBytes();
  }

  private Allocation() {}

  /// Parsing the octets, all at once.
  static void isBounded(byte[] octets) {
    isBounded(octets, input -> parse(input, Math.max(1, input.length)));
  }

  /// Anything done with the octets.
  static void isBounded(byte[] octets, Consumer<byte[]> action) {
    long bound = BYTES_FOR_A_PARSER + BYTES_FOR_EACH_OCTET * octets.length;
    // Whatever the JVM does in between it does not do three times.
    long allocated = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3 && allocated > bound; attempt++) {
      allocated = allocated(octets, action);
    }
    Claim.holds(allocated <= bound, allocated + " bytes for " + octets.length + " octets");
  }

  private static long allocated(byte[] octets, Consumer<byte[]> action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.accept(octets);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void parse(byte[] octets, int size) {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    ByteBuffer input = ByteBuffer.wrap(octets);
    for (int from = 0; from < octets.length; from += size) {
      input.limit(Math.min(octets.length, from + size));
      ParseResult result;
      do {
        result = parser.parse(input);
      } while (result != NeedsMore.INSTANCE && !(result instanceof Rejected));
    }
  }
}
