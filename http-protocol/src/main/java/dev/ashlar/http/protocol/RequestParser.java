package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns the octets of a connection into requests, event by event, as they arrive (RFC 9112).
///
/// The caller reads from wherever it likes into a buffer, direct or on the heap, and calls [#parse]
/// until that returns [NeedsMore], which means that the buffer has been consumed and can be used
/// for something else: the parser itself keeps what is incomplete. How the input is split makes no
/// difference to the events. Time is linear in the input, and memory is bounded by the [Limits].
///
/// ```java
/// switch (parser.parse(buffer)) {
///   case RequestHead head -> request = begin(head);
///   case Content content -> request.accept(content.bytes());
///   case End end -> answer(request);
///   case NeedsMore more -> readAgain();
///   case Rejected rejected -> refuse(rejected.violation());
/// }
/// ```
///
/// Mutable; one parser belongs to one connection, and to one thread at a time.
public final class RequestParser {
  /// RFC 9112 §2.2: a server should ignore at least one empty line before a request line, for the
  /// sake of old clients that end content with a CRLF too many.
  private static final int MAX_EMPTY_LINES = 2;

  private enum State {
    START,
    START_LF,
    HEAD,
    CONTENT,
    CHUNKED,
    END,
    REJECTED
  }

  private final Limits limits;
  private final SectionBuffer headBuffer;
  private final FieldSection headFields;
  private final HeadRules rules = new HeadRules();
  private State state = State.START;
  private int emptyLines;
  private @Nullable RequestLine line;
  private @Nullable Method refusedMethod;
  private long contentLeft;
  private @Nullable ChunkedContent chunked;
  private Rejected rejected = Violation.NOT_HTTP.rejected();

  /// A parser at the start of a connection.
  public RequestParser(Limits limits) {
    this.limits = limits;
    headBuffer = new SectionBuffer(limits.requestLine() + limits.fieldSection());
    headFields = FieldSection.ofHead(limits);
  }

  /// Consumes octets from the input's position and returns the next event.
  ///
  /// Octets after a message are not consumed before its [End] has been returned. After [NeedsMore]
  /// nothing remains in the input. After [Rejected], each call returns the same and consumes
  /// nothing.
  ///
  /// @param input is not changed but for its position
  public ParseResult parse(ByteBuffer input) {
    return switch (state) {
      case START, START_LF -> parseStart(input);
      case HEAD -> parseHead(input);
      case CONTENT -> parseContent(input);
      case CHUNKED -> parseChunked(input);
      case END -> end(End.WITHOUT_TRAILERS);
      case REJECTED -> rejected;
    };
  }

  /// Whether no octet of the next message has been seen, empty lines before it apart: a connection
  /// may then be closed without a message being lost.
  public boolean betweenMessages() {
    return state == State.START || state == State.START_LF;
  }

  /// The method of the head that is incomplete, or was refused; null at any other time. Of a
  /// request line that is not whole, or not well-formed, it is known if the line begins with a
  /// constant of [Method] and a space. Who gives up such a request needs it: an answer to HEAD has
  /// no content, whatever it says (RFC 9110 §9.3.2).
  public @Nullable Method methodOfIncompleteHead() {
    RequestLine begun = line;
    if (begun != null) {
      return begun.method();
    }
    return headBuffer.length() == 0
        ? refusedMethod
        : RequestLine.methodAtStart(headBuffer.bytes(), headBuffer.length());
  }

  /// The memory that the octets of what is incomplete take, of a head or of a trailer section; 0
  /// while there is neither. A head that has been returned is not part of it, see
  /// [RequestHead#memory]. Who has many connections may want to bound the sum.
  public int incompleteMemory() {
    ChunkedContent begun = chunked;
    return headBuffer.capacity() + (begun == null ? 0 : begun.trailerMemory());
  }

  /// Lets go of what is kept of a message that nobody wants to the end. From now on [#parse]
  /// returns a [Rejected], and consumes nothing.
  public void abandon() {
    refusedMethod = methodOfIncompleteHead();
    state = State.REJECTED;
    headBuffer.clear();
    chunked = null;
  }

  private ParseResult parseStart(ByteBuffer input) {
    while (input.hasRemaining()) {
      byte octet = input.get(input.position());
      if (state == State.START_LF) {
        if (octet != Octets.LF) {
          return reject(Violation.BARE_CR);
        }
        state = State.START;
      } else if (Octets.is(Octets.TOKEN, octet)) {
        state = State.HEAD;
        return parseHead(input);
      } else if (octet == Octets.CR) {
        if (++emptyLines > MAX_EMPTY_LINES) {
          return reject(Violation.TOO_MANY_EMPTY_LINES);
        }
        state = State.START_LF;
      } else {
        return reject(octet == Octets.LF ? Violation.BARE_LF : Violation.NOT_HTTP);
      }
      input.get();
    }
    return NeedsMore.INSTANCE;
  }

  private ParseResult parseHead(ByteBuffer input) {
    headBuffer.take(input);
    Violation violation = readLines();
    if (violation != null) {
      return reject(violation);
    }
    return line != null && headFields.isComplete() ? head(line) : NeedsMore.INSTANCE;
  }

  /// Reads the lines that are complete, and judges how long the one is that is not.
  private @Nullable Violation readLines() {
    byte[] bytes = headBuffer.bytes();
    if (line == null) {
      boolean complete = headBuffer.lineStart() > 0;
      int end = complete ? Octets.lineEnd(bytes, 0) : headBuffer.length();
      if (end > limits.requestLine()) {
        return Violation.REQUEST_LINE_TOO_LONG;
      }
      if (!complete) {
        return null;
      }
      RequestLine read = new RequestLine();
      Violation violation = read.read(bytes, end);
      if (violation != null) {
        return violation;
      }
      line = read;
      headFields.begin(end);
    }
    Violation violation = headFields.read(bytes, headBuffer.lineStart());
    return violation != null ? violation : headFields.judgePartial(headBuffer.length());
  }

  private ParseResult head(RequestLine read) {
    byte[] bytes = headBuffer.release();
    FieldTable fields = headFields.toTable(bytes);
    Violation violation = rules.read(read.version(), fields, limits.content());
    if (violation != null) {
      return reject(violation);
    }
    RequestHead head = new RequestHead(bytes, read, fields, rules);
    line = null;
    contentLeft = head.contentLength();
    if (head.chunked()) {
      chunked = new ChunkedContent(limits);
      state = State.CHUNKED;
    } else {
      state = contentLeft == 0 ? State.END : State.CONTENT;
    }
    return head;
  }

  private ParseResult parseContent(ByteBuffer input) {
    if (!input.hasRemaining()) {
      return NeedsMore.INSTANCE;
    }
    int from = input.position();
    int octets = (int) Math.min(contentLeft, input.remaining());
    contentLeft -= octets;
    if (contentLeft == 0) {
      state = State.END;
    }
    input.position(from + octets);
    return new Content(input.slice(from, octets).asReadOnlyBuffer());
  }

  private ParseResult parseChunked(ByteBuffer input) {
    return switch (Objects.requireNonNull(chunked).next(input)) {
      case End end -> end(end);
      case Rejected refusal -> reject(refusal.violation());
      case ParseResult other -> other;
    };
  }

  private ParseResult end(End end) {
    state = State.START;
    emptyLines = 0;
    chunked = null;
    return end;
  }

  private Rejected reject(Violation violation) {
    abandon();
    rejected = violation.rejected();
    return rejected;
  }
}
