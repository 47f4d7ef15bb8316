package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The requests of one connection as they arrive, and the memory that the head of the current one
/// takes of the [HeadBudget].
///
/// Used by the connection's owner only.
final class RequestReader {
  private final Input input;
  private final HeadBudget heads;
  private final RequestParser parser;
  private int headMemory;
  private boolean givenUp;

  RequestReader(Input input, Limits limits, HeadBudget heads) {
    this.input = input;
    this.heads = heads;
    this.parser = new RequestParser(limits);
  }

  /// The next part of a request, of what has been read.
  ParseResult next() {
    return parser.parse(input.bytes());
  }

  /// Reads what has arrived.
  ///
  /// @return whether anything came
  boolean read() throws IOException {
    return input.readable() && input.read();
  }

  /// Whether no request has begun that has not ended.
  boolean betweenRequests() {
    return parser.betweenMessages();
  }

  /// Takes memory for a head that has arrived.
  ///
  /// @return false if there is none
  boolean reserve(RequestHead head) {
    return reserve(head.memory());
  }

  /// Takes memory for what there is of a head that goes on.
  ///
  /// @return false if there is none; it keeps what it had then
  boolean reserveIncomplete() {
    return reserve(parser.incompleteMemory());
  }

  private boolean reserve(int bytes) {
    boolean enough = heads.change(headMemory, bytes);
    headMemory = enough ? bytes : headMemory;
    return enough;
  }

  /// The head is needed no more.
  void releaseHead() {
    reserve(0);
  }

  /// Forgets what there is of a head that will not be read to its end.
  ///
  /// @return its method, if so much of it is known
  @Nullable Method abandonHead() {
    Method method = parser.methodOfIncompleteHead();
    parser.abandon();
    releaseHead();
    return method;
  }

  /// Nothing more is parsed: the connection ends with the response.
  void giveUp() {
    givenUp = true;
  }

  /// Skips what has arrived of a request that is answered. What arrived after the response would be
  /// taken for the next one.
  ///
  /// @return whether its end is here
  boolean skipRest(Exchange exchange) {
    while (!exchange.received() && !givenUp) {
      switch (next()) {
        case Content skipped -> {}
        case End end -> exchange.markReceived();
        case NeedsMore _, RequestHead _, Rejected _ -> giveUp();
      }
    }
    return exchange.received();
  }
}
