package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/// One client's connection: who may touch it now, what it waits for, and for how long.
///
/// Its owner alone touches [Http1] ([Ownership] says who that is); the leader alone touches the
/// [Registration] and the deadline's place.
final class Connection extends TimedMember implements Runnable {
  private final Engine engine;
  private final SelectorLoop loop;
  private final Registration registration;
  private final Transport transport;
  private final ConnectionInfo info;
  private final Http1 http;

  private final Ownership ownership = new Ownership();

  // Written by the owner.
  private Next next = Next.READ;
  private long offeredAt;

  // Written by the leader.
  private boolean joined;

  /// Whether this is in one of the loop's lists, and so waits for its turn there: until then,
  /// nothing else handles it.
  private boolean listed;

  /// Whether it is about to be closed. It no longer counts towards the limit of connections then,
  /// so that a new client can have its place.
  private boolean ending;

  /// Whether a write was tried since the client last made progress.
  private boolean tried;

  /// A connection that was just accepted. It belongs to the loop once it is given back to it.
  Connection(Engine engine, SelectorLoop loop, SocketChannel channel, ConnectionInfo info) {
    super(engine.options(), loop);
    this.engine = engine;
    this.loop = loop;
    this.transport = new PlainTransport(channel, engine.senders());
    this.registration = new Registration(loop, channel, transport, this);
    this.info = info;
    this.http = new Http1(engine, info, transport, loop.share());
  }

  // ---- on the leader

  @Override
  void ready(int operations) {
    if (ownership.inputWhileAway()) {
      registration.waitFor(0);
      return;
    }
    // It is the leader's, perhaps only since a worker has made it so just now. Otherwise it is
    // closed, or waits to be given back.
    if (!ownership.isLeaders()) {
      return;
    }
    if ((operations & transport.readInterest()) != 0) {
      http.markReadable();
    }
    if (!listed) {
      advance();
    }
  }

  @Override
  void returned() {
    if (!ownership.takeBack()) {
      return;
    }
    if (!joined) {
      joined = true;
      listed = true;
      http.markReadable();
      loop.join(this);
      return;
    }
    if (engine.drain().overdue(loop.now())) {
      cut();
      return;
    }
    try {
      apply(next);
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  /// Its first turn, or the one that [Next#YIELD] left to others, has come.
  void takeTurn() {
    listed = false;
    if (!ownership.isLeaders()) {
      return;
    }
    advance();
    if (engine.drain().overdue(loop.now())) {
      cut();
    }
  }

  /// Offers this to the pool again, whose queue was full.
  ///
  /// @return false if it still is, and the loop has to call this again
  boolean retry() {
    try {
      listed = ownership.isLeaders() && !offered();
    } catch (RuntimeException | Error failure) {
      listed = false;
      fail(failure);
    }
    return !listed;
  }

  private void advance() {
    try {
      apply(http.advance(false));
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void apply(Next what) {
    switch (what) {
      case READ -> await(transport.readInterest());
      case WRITE -> await(transport.writeInterest());
      case WORKER -> handOver();
      case YIELD -> {
        listed = true;
        loop.turnLater(this);
      }
      case PARK -> {
        leave();
        park();
      }
      case RESUME -> advance();
      case CONTINUE -> throw new IllegalStateException("not gone on with");
      case CLOSE -> depart();
    }
  }

  private void depart() {
    if (!registration.cancel()) {
      close();
      return;
    }
    ending = true;
    listed = true;
    leaveRoom();
    loop.endLater(this);
  }

  private void await(int operations) {
    registration.waitFor(operations);
    if (startClock(http)) {
      tried = false;
    }
  }

  /// Gives this to the pool. If the queue is full, the client is answered `503`; if its response is
  /// half sent already, it waits until the queue has room.
  private void handOver() {
    if (offered()) {
      return;
    }
    if (http.overloaded(engine.pool().recentWaitNanos())) {
      apply(Next.YIELD);
    } else {
      registration.waitFor(0);
      listed = true;
      loop.retryLater(this);
    }
  }

  private boolean offered() {
    leave();
    offeredAt = System.nanoTime();
    if (engine.pool().offer(this)) {
      return true;
    }
    ownership.takeBack();
    return false;
  }

  /// Somebody else is about to own this. The selector goes on watching for input meanwhile, or
  /// begins to, so that a worker that is done need not wake the leader. If the selector watched for
  /// something else, it watches for nothing.
  private void leave() {
    if (!registration.begun()) {
      registration.waitFor(transport.readInterest());
    } else if (!registration.waitsFor(transport.readInterest())) {
      registration.waitFor(0);
    }
    stopClock();
    ownership.leave();
  }

  @Override
  void expired(long now) {
    if (ownership.isClosed()) {
      return;
    }
    // A worker may have postponed the deadline since the wheel looked at it.
    if (!ownership.isLeaders() || deadline() - now > 0 || listed) {
      lookLater(now);
      return;
    }
    try {
      expire(now);
    } catch (IOException brokenConnection) {
      close();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void expire(long now) throws IOException {
    switch (http.waiting()) {
      case REQUEST -> {
        http.farewell();
        advance();
      }
      case HEAD -> timeOut();
      case CONTENT -> {
        if (!madeProgress(http, now)) {
          timeOut();
        }
      }
      case WRITE -> {
        if (madeProgress(http, now)) {
          tried = false;
        } else if (!tried) {
          tryToWrite();
        } else {
          String reason = "the client took the response too slowly, or not at all";
          engine.listener().cut(info, new Refusal(Refusal.Rule.DEADLINE, reason));
          close();
        }
      }
      case FAREWELL, SERVER -> close();
    }
  }

  /// The selector reports a socket as writable only when a third of its buffer is free, and a slow
  /// client may need minutes for that. So before the client is judged, a write is tried: if the
  /// client has read anything, it succeeds, and that counts as progress.
  private void tryToWrite() {
    tried = true;
    spendTime();
    advance();
  }

  private void timeOut() {
    http.timedOut();
    advance();
  }

  /// Whether it waits for a request and nothing of one has arrived.
  boolean isIdle() {
    return ownership.isLeaders() && !listed && http.waiting() == Waiting.REQUEST;
  }

  /// Ends it at once, unless a worker owns it: then it ends when it is given back.
  void cut() {
    if (!ownership.mayClose()) {
      return;
    }
    if (!ending && !isIdle() && http.waiting() != Waiting.FAREWELL) {
      engine.drain().markUnanswered();
    }
    close();
  }

  void fail(Throwable failure) {
    try {
      engine.listener().failed(info, failure);
    } finally {
      close();
    }
  }

  void close() {
    if (ownership.isClosed()) {
      return;
    }
    ownership.close();
    loop.left(this);
    if (!ending) {
      leaveRoom();
    }
    boolean cutShort = http.waiting() == Waiting.WRITE;
    try {
      http.release();
    } finally {
      closeTransport(cutShort);
      engine.listener().closed(info, http.requests());
    }
  }

  private void leaveRoom() {
    engine.quota().release(info.client().getAddress());
    engine.vacancy().tell();
  }

  private void closeTransport(boolean cutShort) {
    try {
      transport.close(cutShort);
    } catch (IOException failure) {
      engine.listener().failed(info, failure);
    }
  }

  // ---- on a worker

  @Override
  public void run() {
    http.waited(System.nanoTime() - offeredAt);
    Next what = Next.CLOSE;
    boolean handedOn = false;
    try {
      what = http.advance(true);
      handedOn = handOn(what);
    } catch (RuntimeException | Error failure) {
      engine.listener().failed(info, failure);
    } finally {
      if (!handedOn) {
        giveBack(what);
      }
    }
  }

  /// Returns false if it is for the leader to go on.
  private boolean handOn(Next what) {
    return switch (what) {
      case READ -> standBy();
      case WORKER -> {
        offeredAt = System.nanoTime();
        yield engine.pool().offer(this);
      }
      case PARK -> {
        park();
        yield true;
      }
      case WRITE, YIELD, RESUME, CLOSE, CONTINUE -> false;
    };
  }

  /// Makes the leader the owner without telling it, if it has nothing to do before the next
  /// request.
  private boolean standBy() {
    if (!registration.waitsFor(transport.readInterest()) || http.waiting() != Waiting.REQUEST) {
      return false;
    }
    restartClock(http);
    return ownership.standBy();
  }

  private void giveBack(Next what) {
    next = what;
    loop.giveBack(this);
  }

  /// Waits without a thread. Whoever completes the response owns it then, at once perhaps.
  private void park() {
    CompletableFuture<Response> later = http.later();
    ownership.park();
    var _ = later.whenComplete((response, failure) -> giveBack(Next.RESUME));
  }
}
