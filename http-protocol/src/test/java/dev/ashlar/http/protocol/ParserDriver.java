package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Gives a parser the same octets in every way that a network may: whole, octet by octet, split at
/// every position, and followed by octets that belong to somebody else; from the heap and from
/// outside it. Demands the same outcome each time.
///
/// Wire traffic is written as text blocks; each `\n` stands for CRLF. Where a test is about line
/// ends, [#octets] takes the text as it is.
final class ParserDriver {
  private static final int MAX_SPLITS = 300;
  private static final List<String> TRAILING =
      List.of("GET /next HTTP/1.1\r\nHost: n\r\n\r\n", "\r\n\r\n\r\n", "\u0016\u0003\u0001", "0");

  private final Limits limits;

  ParserDriver() {
    this(Limits.DEFAULT);
  }

  ParserDriver(Limits limits) {
    this.limits = limits;
  }

  /// One complete message.
  record Message(RequestHead head, String content, Fields trailers) {}

  /// What came of some input: complete messages, perhaps the head of one that is not, and then more
  /// or a refusal.
  record Outcome(
      List<Message> messages, @Nullable RequestHead begun, ParseResult last, String description) {}

  /// Text with CRLF for each line end.
  static String wire(String text) {
    return text.replace("\n", "\r\n");
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The only message in the text.
  Message message(String text) {
    List<Message> messages = messages(text);
    assertEquals(1, messages.size(), "messages");
    return messages.getFirst();
  }

  /// The head of the only message in the text.
  RequestHead head(String text) {
    return message(text).head();
  }

  /// The messages of a text that has nothing else.
  List<Message> messages(String text) {
    Outcome outcome = outcome(octets(wire(text)));
    assertSame(NeedsMore.INSTANCE, outcome.last(), outcome.description());
    return outcome.messages();
  }

  /// What is wrong with the text.
  Violation violation(String text) {
    return violation(octets(wire(text)));
  }

  /// What is wrong with the octets.
  Violation violation(byte[] octets) {
    return switch (outcome(octets).last()) {
      case Rejected(Violation violation) -> violation;
      case ParseResult other -> fail("not rejected: " + other);
    };
  }

  /// What comes of the octets, whatever it is.
  Outcome outcome(byte[] octets) {
    Outcome whole = feed(ByteBuffer::allocate, octets, octets.length);
    assertSameOutcome(whole, feed(ByteBuffer::allocateDirect, octets, octets.length), "direct");
    assertSameOutcome(whole, feed(ByteBuffer::allocate, octets, 1), "octet by octet");
    assertSameOutcome(whole, feed(ByteBuffer::allocateDirect, octets, 1), "octet by octet, direct");
    for (int size : new int[] {2, 3, 7, 8, 9, 64}) {
      assertSameOutcome(whole, feed(ByteBuffer::allocate, octets, size), "in pieces of " + size);
    }
    int step = 1 + octets.length / MAX_SPLITS;
    for (int at = 1; at < octets.length; at += step) {
      IntFunction<ByteBuffer> kind =
          at % 2 == 0 ? ByteBuffer::allocate : ByteBuffer::allocateDirect;
      assertSameOutcome(whole, feed(kind, octets, at, octets.length), "split at " + at);
    }
    if (whole.last() == NeedsMore.INSTANCE && !whole.messages().isEmpty()) {
      assertLeavesTrailingOctets(whole, octets);
    }
    return whole;
  }

  private static void assertSameOutcome(Outcome expected, Outcome actual, String how) {
    assertEquals(expected.description(), actual.description(), how);
  }

  /// Feeds pieces of a size.
  private Outcome feed(IntFunction<ByteBuffer> kind, byte[] octets, int size) {
    int[] ends = IntStream.rangeClosed(1, octets.length / size).map(i -> i * size).toArray();
    return feed(kind, octets, ends);
  }

  /// Feeds the pieces that end at the given places, and what is left after them.
  private Outcome feed(IntFunction<ByteBuffer> kind, byte[] octets, int... ends) {
    EventRecorder recorder = new EventRecorder(new RequestParser(limits));
    int from = 0;
    for (int end : ends) {
      recorder.feed(input(kind, octets, from, end));
      from = end;
    }
    recorder.feed(input(kind, octets, from, octets.length));
    return recorder.outcome();
  }

  /// A buffer whose piece neither begins nor ends where the buffer does.
  private static ByteBuffer input(IntFunction<ByteBuffer> kind, byte[] octets, int from, int to) {
    ByteBuffer buffer = kind.apply(to - from + 32);
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, EventRecorder.GARBAGE);
    }
    buffer.position(11).put(octets, from, to - from).flip().position(11);
    return buffer;
  }

  /// Octets behind a message must remain in the input when its end is returned.
  private void assertLeavesTrailingOctets(Outcome whole, byte[] octets) {
    int consumed = octets.length - trailingEmptyLines(octets, whole);
    for (String trailing : TRAILING) {
      ByteBuffer input = ByteBuffer.allocate(consumed + trailing.length());
      input.put(octets, 0, consumed).put(octets(trailing)).flip();
      EventRecorder recorder = new EventRecorder(new RequestParser(limits));
      recorder.feedUntil(input, whole.messages().size());
      assertEquals(trailing.length(), input.remaining(), "what remains of: " + trailing);
      assertEquals(whole.messages().toString(), recorder.outcome().messages().toString());
    }
  }

  /// Input that ends in the middle of a message, or after empty lines, is not a case for trailing
  /// octets: only what was consumed up to the last end is.
  private int trailingEmptyLines(byte[] octets, Outcome whole) {
    ByteBuffer input = ByteBuffer.wrap(octets.clone());
    new EventRecorder(new RequestParser(limits)).feedUntil(input, whole.messages().size());
    return input.remaining();
  }
}
