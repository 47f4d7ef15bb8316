package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.ParserDriver.Message;
import dev.ashlar.http.protocol.ParserDriver.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Collects the events of one parser.
final class EventRecorder {
  /// What an input is overwritten with once it has been consumed.
  static final byte GARBAGE = 0x55;

  private final RequestParser parser;
  private final List<Message> messages = new ArrayList<>();
  private final StringBuilder description = new StringBuilder();
  private final StringBuilder content = new StringBuilder();
  private @Nullable RequestHead head;
  private ParseResult last = NeedsMore.INSTANCE;

  EventRecorder(RequestParser parser) {
    this.parser = parser;
  }

  /// Parses until the input is consumed or refused, and then spoils it.
  void feed(ByteBuffer input) {
    feedUntil(input, Integer.MAX_VALUE);
    input.clear();
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, GARBAGE);
    }
  }

  void feedUntil(ByteBuffer input, int messageCount) {
    do {
      int limit = input.limit();
      last = parser.parse(input);
      assertEquals(limit, input.limit(), "the limit is the caller's");
      record(input);
    } while (!(last instanceof NeedsMore || last instanceof Rejected)
        && messages.size() < messageCount);
  }

  private void record(ByteBuffer input) {
    switch (last) {
      case NeedsMore more -> assertFalse(input.hasRemaining(), "consumed wholly");
      case RequestHead begun -> head = begun;
      case Content(ByteBuffer bytes) -> {
        assertTrue(bytes.isReadOnly() && bytes.hasRemaining());
        content.append(StandardCharsets.ISO_8859_1.decode(bytes));
      }
      case End(Fields trailers) -> {
        RequestHead begun = Objects.requireNonNull(head, "a head before its end");
        messages.add(new Message(begun, content.toString(), trailers));
        head = null;
        content.setLength(0);
        assertTrue(parser.betweenMessages());
      }
      case Rejected rejected -> {
        int position = input.position();
        assertSame(rejected, parser.parse(input), "stays rejected");
        assertEquals(position, input.position(), "consumes nothing more");
        assertFalse(parser.betweenMessages());
      }
    }
  }

  Outcome outcome() {
    for (Message message : messages) {
      description.append(describe(message.head()));
      description.append(message.content()).append('\n').append(message.trailers()).append('\n');
    }
    if (head != null) {
      description.append(describe(head)).append(content).append('\n');
    }
    description.append(last).append(parser.betweenMessages());
    description.append(parser.methodOfIncompleteHead());
    return new Outcome(List.copyOf(messages), head, last, description.toString());
  }

  private static String describe(RequestHead head) {
    return "%s\n%s %s %s %s %s\npersistent %s, continue %s, length %d\n%s\n"
        .formatted(
            head.requestLine(),
            head.method(),
            head.target(),
            head.version(),
            head.rawPath() + " " + head.rawQuery(),
            head.authority(),
            head.persistent(),
            head.expectsContinue(),
            head.contentLength(),
            head.fields());
  }
}
