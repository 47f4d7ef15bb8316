package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives octets to a parser in one of the ways in which a network may, and collects what it says.
final class Feed {
  private final RequestParser parser;
  private final List<Message> messages = new ArrayList<>();
  private final StringBuilder content = new StringBuilder();
  private @Nullable RequestHead head;
  private ParseResult last = NeedsMore.INSTANCE;

  private Feed(Limits limits) {
    parser = new RequestParser(limits);
  }

  /// All at once.
  static Outcome whole(byte[] octets, Limits limits) {
    return inPieces(octets, limits, Math.max(1, octets.length));
  }

  /// In pieces of a size.
  static Outcome inPieces(byte[] octets, Limits limits, int size) {
    Feed feed = new Feed(limits);
    for (int from = 0; from < octets.length; from += size) {
      feed.accept(ByteBuffer.wrap(octets, from, Math.min(size, octets.length - from)));
    }
    return feed.outcome();
  }

  private void accept(ByteBuffer input) {
    do {
      int before = input.remaining();
      last = parser.parse(input);
      Claim.holds(progresses(before, input.remaining()), "no progress at " + last);
      take(last);
    } while (last != NeedsMore.INSTANCE && !(last instanceof Rejected));
    Claim.holds(last instanceof Rejected || !input.hasRemaining(), "input remains");
  }

  /// Only an end may come without an octet, once for each message.
  private boolean progresses(int before, int after) {
    return switch (last) {
      case RequestHead begun -> after < before;
      case Content piece -> after == before - piece.bytes().remaining() || after < before;
      case NeedsMore more -> after == 0;
      case End end -> head != null;
      case Rejected refused -> true;
    };
  }

  private void take(ParseResult result) {
    switch (result) {
      case RequestHead begun -> head = begun;
      case Content piece -> {
        Claim.holds(piece.bytes().hasRemaining(), "empty content");
        content.append(StandardCharsets.ISO_8859_1.decode(piece.bytes()));
      }
      case End end -> {
        if (head != null) {
          messages.add(new Message(head, content.toString(), end.trailers()));
        }
        head = null;
        content.setLength(0);
      }
      case NeedsMore more -> {}
      case Rejected refused -> {}
    }
  }

  private Outcome outcome() {
    String begun = (head == null ? "" : head.requestLine() + "\n" + head.fields()) + content;
    return new Outcome(List.copyOf(messages), begun, last);
  }
}
