package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/// HTTP/1.1 on one connection: from bytes to requests to answers to bytes.
///
/// ```text
///               ┌──────────────────── kept alive ───────────────────┐
///               ▼                                                   │
///  opened ─▶ RECEIVING ──head──▶ handler ──response────────────▶ SENDING ──last──▶ LINGERING ─▶ closed
///              ▲  │                │  │                          ▲   ▲
///              │  └─content, end─┐ │  └─later─▶ PARKED ─completed┘   │
///              │                 ▼ ▼                                 │
///              └──wants more── WORKING ──────────response────────────┘
/// ```
///
/// [#advance] goes as far as it can without waiting for the client, and says what it waits for. It
/// is called by the connection's owner: the leader, which may not block, or a worker, which may for
/// a disk. Nothing here knows threads, selectors or sockets.
final class Http1 {
  private enum State {
    /// Reads and parses: a head, or content that a receiver takes.
    RECEIVING,
    /// Has a step of the handler or the receiver to run.
    WORKING,
    /// Waits for a response that is completed elsewhere.
    PARKED,
    /// Sends a response.
    SENDING,
    /// Has said its last word; discards what the client still sends.
    LINGERING
  }

  /// Requests of one pipelining client that are answered before others have their turn.
  private static final int TURN_REQUESTS = 16;

  /// Bytes of one client that are read before others have their turn.
  private static final long TURN_BYTES = 1 << 20;

  private final Engine engine;
  private final EngineErrors errors;
  private final Transport transport;
  private final Input input;
  private final RequestReader reader;
  private final Exchange exchange;
  private final Responder responder;
  private final Farewell farewell;

  private State state = State.RECEIVING;

  /// Whether what is sent is the interim response that asks for the content.
  private boolean interim;

  /// Whether a fault of the server, and not the client, has ended this.
  private boolean failed;

  /// @param share of its selector
  Http1(Engine engine, ConnectionInfo connection, Transport transport, LoopShare share) {
    this.engine = engine;
    this.errors = engine.errors();
    this.transport = transport;
    this.input = new Input(share.buffers(), transport);
    this.reader = new RequestReader(input, engine.options().limits(), engine.heads());
    ResponseSender sender = new ResponseSender(engine.fields(), share);
    this.exchange = new Exchange(connection, sender);
    this.responder = new Responder(engine, exchange, sender);
    this.farewell = new Farewell(input, transport, engine.options().lingerBytes());
  }

  /// Goes on as far as possible.
  ///
  /// @param mayBlock whether this thread may wait for a disk; it never waits for the client
  Next advance(boolean mayBlock) {
    int lastRequest = exchange.number() + TURN_REQUESTS;
    long lastByte = input.total() + TURN_BYTES;
    try {
      while (true) {
        Next next = step(mayBlock);
        if (next != Next.CONTINUE) {
          rest(next);
          return next;
        }
        if (exchange.number() > lastRequest || input.total() > lastByte) {
          return Next.YIELD;
        }
      }
    } catch (IOException brokenConnection) {
      // Closing has to wait for its turn, which takes a while where thousands break at once. What
      // the connection holds is given back now.
      input.release();
      responder.finish();
      return Next.CLOSE;
    } catch (RuntimeException | Error failure) {
      failed = true;
      throw failure;
    }
  }

  private Next step(boolean mayBlock) throws IOException {
    // A handler may have left an interrupt behind on this thread, in the step before or on another
    // connection. Reading from a file would then close the file for everybody who shares it.
    Thread.interrupted();
    return switch (state) {
      case RECEIVING -> receive();
      case WORKING -> run(mayBlock);
      case PARKED -> respond(responder.completed());
      case SENDING -> send(mayBlock);
      case LINGERING -> farewell.discardMore() ? Next.CLOSE : Next.READ;
    };
  }

  // ---- receiving

  private Next receive() throws IOException {
    return switch (reader.next()) {
      case NeedsMore needsMore -> read();
      case RequestHead head -> begin(head);
      case Content content -> push(content.bytes());
      case End end -> endOfRequest(end);
      case Rejected rejected -> refuse(errors.malformed(rejected.violation(), exchange.head()));
    };
  }

  private Next read() throws IOException {
    if (reader.read()) {
      return Next.CONTINUE;
    }
    if (input.ended()) {
      return endOfInput();
    }
    if (!exchange.active() && !reader.reserveIncomplete()) {
      return refuse(errors.tooManyHeads(exchange.head()));
    }
    if (!reader.betweenRequests()) {
      transport.confirm();
    }
    return Next.READ;
  }

  /// The client sends no more. Between two messages that is a farewell; within one it is an error,
  /// of which the client may still hear (RFC 9112 §8). The error is rendered in a later turn: it is
  /// not urgent, and there may be thousands of such clients.
  private Next endOfInput() {
    if (waiting() == Waiting.REQUEST) {
      return Next.CLOSE;
    }
    if (input.takeEndNews()) {
      return Next.YIELD;
    }
    return refuse(errors.incomplete(exchange.head()));
  }

  private Next begin(RequestHead head) {
    exchange.begin(head);
    if (!reader.reserve(head)) {
      return respond(errors.tooManyHeads(head));
    }
    return take(responder.ask(head));
  }

  private Next push(ByteBuffer bytes) {
    ContentReceiver receiver = exchange.receiver();
    return receiver == null
        ? Next.CONTINUE
        : work(
            () -> exchange.pushContent(bytes), () -> receiver.receiveMayBlock(bytes.remaining()));
  }

  private Next endOfRequest(End end) {
    exchange.markReceived();
    ContentReceiver receiver = exchange.receiver();
    return receiver == null
        ? Next.CONTINUE
        : work(() -> exchange.finishContent(end.trailers()), receiver::finishMayBlock);
  }

  // ---- answering

  /// A step of a receiver's, which may fail as well when it is asked about it.
  private Next work(Callable<Answer> step, BooleanSupplier mayBlock) {
    try {
      return work(step, mayBlock.getAsBoolean());
    } catch (RuntimeException | Error failure) {
      return respond(responder.failed(failure));
    }
  }

  private Next work(Callable<Answer> step, boolean mayBlock) {
    exchange.step(step, mayBlock);
    state = State.WORKING;
    return Next.CONTINUE;
  }

  private Next run(boolean mayBlock) {
    if (exchange.stepMayBlock() && !mayBlock) {
      return Next.WORKER;
    }
    return take(responder.takeStep());
  }

  private Next take(Answer answer) {
    return switch (answer) {
      case Response response -> respond(response);
      case OnWorker onWorker -> work(onWorker.work(), true);
      case ContentReceiver receiver -> receiveInto(receiver);
      case LaterResponse awaited -> await(awaited.stage());
    };
  }

  /// The content is wanted. A client that asked first, and waits, is told so (RFC 9110 §10.1.1).
  private Next receiveInto(ContentReceiver receiver) {
    if (exchange.received()) {
      return respond(responder.failed(new IllegalStateException("no content left to receive")));
    }
    boolean first = exchange.receiver(receiver);
    state = State.RECEIVING;
    RequestHead head = exchange.head();
    if (first && head != null && head.expectsContinue() && !input.hasBytes()) {
      responder.startContinue();
      interim = true;
      state = State.SENDING;
    }
    return Next.CONTINUE;
  }

  private Next await(CompletionStage<Response> stage) {
    try {
      state = State.PARKED;
      return responder.await(stage) ? Next.PARK : Next.CONTINUE;
    } catch (RuntimeException failure) {
      return respond(responder.failed(failure));
    }
  }

  /// What a parked connection waits for.
  CompletableFuture<Response> later() {
    return responder.awaited();
  }

  /// Answers a request that cannot be read to its end, and ends the connection: where the next
  /// request would begin is unknown.
  private Next refuse(Response response) {
    if (!exchange.active()) {
      exchange.beginWithoutHead(reader.abandonHead());
    }
    reader.giveUp();
    return respond(response);
  }

  private Next respond(Response response) {
    responder.abandonContent();
    responder.start(response, mayPersist());
    state = State.SENDING;
    return Next.CONTINUE;
  }

  private boolean mayPersist() {
    RequestHead head = exchange.head();
    return head != null
        && head.persistent()
        && exchange.number() < engine.options().maxRequests()
        && !engine.drain().begun()
        && reader.skipRest(exchange);
  }

  // ---- sending

  private Next send(boolean mayBlock) throws IOException {
    return switch (responder.send(transport, mayBlock)) {
      case SENT -> sent();
      case FULL -> Next.WRITE;
      case MAY_BLOCK -> Next.WORKER;
      case SLICE -> mayBlock ? Next.WORKER : Next.YIELD;
      case CUT -> Next.CLOSE;
    };
  }

  private Next sent() throws IOException {
    responder.finish();
    state = State.RECEIVING;
    if (interim) {
      interim = false;
      return Next.CONTINUE;
    }
    boolean promised = promisesNoMore() && responder.totalBytes() <= Farewell.LITTLE;
    exchange.end(true, engine.listener());
    reader.releaseHead();
    return responder.keepsAlive() ? Next.CONTINUE : sayFarewell(promised);
  }

  /// Whether the client has sent a whole request, and said that no other will follow.
  private boolean promisesNoMore() {
    RequestHead head = exchange.head();
    return head != null && !head.persistent() && reader.skipRest(exchange);
  }

  private Next sayFarewell(boolean promised) throws IOException {
    state = State.LINGERING;
    return farewell.begin(promised) ? Next.CLOSE : Next.CONTINUE;
  }

  // ---- what the connection asks

  /// The socket has something to read, or its end.
  void markReadable() {
    input.markReadable();
  }

  /// What the connection is waiting for, if it waits.
  Waiting waiting() {
    return switch (state) {
      case RECEIVING -> {
        if (exchange.active()) {
          yield Waiting.CONTENT;
        }
        yield reader.betweenRequests() ? Waiting.REQUEST : Waiting.HEAD;
      }
      case SENDING -> Waiting.WRITE;
      case LINGERING -> Waiting.FAREWELL;
      case WORKING, PARKED -> Waiting.SERVER;
    };
  }

  /// Bytes that went in either direction, to tell progress from none.
  long progress() {
    return input.total() + responder.totalBytes();
  }

  int requests() {
    return exchange.number();
  }

  void waited(long nanos) {
    exchange.waited(nanos);
  }

  // ---- ends that come from outside

  /// The pool's queue is full. What is half-sent goes on later; everything else is answered with
  /// 503.
  ///
  /// @param waitNanos how long the queue makes others wait
  /// @return whether there is now something to send
  boolean overloaded(long waitNanos) {
    if (state == State.SENDING) {
      return false;
    }
    respond(errors.overloaded(waitNanos, exchange.head()));
    return true;
  }

  /// The client was too slow with its request: it is told so and given up.
  void timedOut() {
    refuse(errors.timedOut(exchange.head()));
  }

  /// Says goodbye between two requests.
  void farewell() throws IOException {
    sayFarewell(false);
  }

  /// Lets go of everything; the connection is closed. An exchange that was cut is still reported,
  /// one without a response as well. Whatever fails, nothing is kept.
  void release() {
    try {
      responder.release();
    } finally {
      input.release();
      reader.releaseHead();
      if (exchange.active()) {
        if (!exchange.answered()) {
          exchange.leaveUnanswered(responder.neverSent(failed));
        }
        exchange.end(false, engine.listener());
      }
    }
  }

  /// Gives the input's buffer back before the connection waits, unless it holds bytes that are not
  /// parsed or not pushed yet.
  ///
  /// If the connection waits for its client to read a response, such bytes are requests behind it,
  /// and the response may hold a second buffer. Where buffers are scarce, these requests are
  /// dropped, and the connection ends with the response.
  private void rest(Next next) {
    if (!exchange.hasStep()) {
      input.rest();
    }
    if (next == Next.WRITE && input.releaseIfScarce()) {
      responder.endWithResponse();
    }
  }
}
