package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.ParserDriver.octets;
import static dev.ashlar.http.protocol.ParserDriver.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Input that comes octet by octet and is made to be expensive costs in proportion to its length.
///
/// Nothing here looks at a clock. What is counted are calls, of which each has to get on, and bytes
/// that are allocated, because what is copied again for each octet is allocated again for each.
class LinearCostTest {
  private static final int SIZE = 60_000;
  private static final int FOR_A_PARSER = 4 << 10;
  private static final Limits WIDE =
      Limits.DEFAULT
          .withRequestLine(16)
          .withFieldSection(65_000)
          .withFieldLine(65_000)
          .withFields(SIZE)
          .withChunkOverhead(Integer.MAX_VALUE)
          .withTrailerSection(65_000);
  private static final Limits LONG_LINE =
      Limits.DEFAULT.withFieldSection(500).withRequestLine(65_000);

  private static final String GET = "GET / HTTP/1.1\nHost:a\n";
  private static final String CHUNKED = "PUT / HTTP/1.1\nHost:a\nTransfer-Encoding:chunked\n\n";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What it is, what it is made of, and the bytes that each of its octets may cost.
  static Stream<Arguments> hostileInputs() {
    return Stream.of(
        hostile("a request line that does not end", LONG_LINE, 6, "GET /", "a"),
        hostile("a target of escapes that does not end", LONG_LINE, 6, "GET /", "%41"),
        hostile("a field line that does not end", WIDE, 6, GET + "X:", "a"),
        hostile("a value of white space", WIDE, 6, GET + "X:", " \t"),
        hostile("the shortest field lines", WIDE, 30, GET, "a:\n"),
        hostile("the same list again and again", WIDE, 30, GET, "Connection:,,\n"),
        hostile("the smallest requests", WIDE, 80, "", "GET / HTTP/1.0\n\n"),
        hostile("content in the smallest pieces", WIDE, 250, GET + "Content-Length:99999\n\n", "x"),
        hostile("the smallest chunks", WIDE, 60, CHUNKED, "1\nx\n"),
        hostile("the smallest chunks with extensions", WIDE, 60, CHUNKED, "1;a=\"\"\nx\n"),
        hostile("the shortest trailers", WIDE, 30, CHUNKED + "0\n", "a:\n"));
  }

  private static Arguments hostile(
      String name, Limits limits, int cost, String start, String repeated) {
    byte[] input = octets(wire(start + repeated.repeat(SIZE / wire(repeated).length())));
    return Arguments.argumentSet(name, limits, cost, input);
  }

  @ParameterizedTest
  @MethodSource("hostileInputs")
  void isProportional(Limits limits, int cost, byte[] input) {
    int calls = parse(limits, input);
    assertTrue(calls <= 3 * input.length, () -> calls + " calls for " + input.length + " octets");
    long allocated = allocatedBy(() -> parse(limits, input));
    assertTrue(
        allocated <= FOR_A_PARSER + (long) cost * input.length,
        () -> (double) allocated / input.length + " bytes for each octet");
  }

  /// Parses octet by octet; each must be taken, for nothing in these inputs is refused.
  private static int parse(Limits limits, byte[] input) {
    RequestParser parser = new RequestParser(limits);
    ByteBuffer buffer = ByteBuffer.wrap(input).limit(0);
    int calls = 0;
    for (int i = 1; i <= input.length; i++) {
      buffer.limit(i);
      ParseResult result;
      do {
        result = parser.parse(buffer);
        calls++;
        if (result instanceof Rejected rejected) {
          throw new AssertionError(rejected + " after " + i);
        }
      } while (result != NeedsMore.INSTANCE);
      assertEquals(i, buffer.position());
    }
    return calls;
  }

  /// The least of three, because whatever the JVM does in between it does not do three times.
  private static long allocatedBy(Runnable action) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      action.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void wouldBeSeenIfItWereNot() {
    long allocated =
        allocatedBy(() -> {
          byte[] copy = {};
          for (int i = 1; i <= SIZE / 10; i++) {
            copy = Arrays.copyOf(copy, i);
          }
        });
    assertTrue(allocated > 250L * SIZE / 10, () -> allocated + " bytes");
  }
}
