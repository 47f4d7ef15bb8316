package dev.ashlar.http.server.connection;

import dev.ashlar.http.security.ConnectionQuota.Verdict;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accepts connections and deals them out to the loops; one of these leads it.
///
/// At the limit of connections, or of file descriptors, the connections that have waited longest
/// for a request are closed, in each loop, some at a time so that looking for them stays cheap. If
/// none has waited long enough ([AtLimit]), accepting pauses: new clients wait in the kernel's
/// queue, and nothing spins. The pause ends early when a connection ends. No idle connection is
/// closed while another one is closing anyway and makes room.
///
/// When the server stops, the clients that already wait in the kernel's queue are accepted first,
/// and then the socket is closed. At the limit, that takes until other connections have ended: a
/// server that stops closes none to make room.
final class Acceptor extends LoopMember {
  /// Accepted in one round, so that a flood of connections cannot starve those that are there.
  private static final int BATCH = Turns.MOST;

  /// Accepted at most when the server stops: more than a kernel keeps in its queue, but not without
  /// end where new clients keep coming.
  private static final int LAST_BATCH = 1 << 16;

  private final Engine engine;
  private final SelectorLoop loop;
  private final List<SelectorLoop> loops;
  private final List<Eviction> evictions;
  private final Room room = new Room();
  private final ServerSocketChannel channel;
  private @Nullable SelectionKey key;

  /// Whether accepting pauses because the limit of connections is reached; false if it pauses for
  /// want of descriptors.
  private boolean atLimit;

  /// When it is worth looking for idle connections again: when the last look has found none, not
  /// before a pause is over, since a look goes through all of them.
  private long nextLook;

  /// Whether the listener was told that accepting pauses.
  private boolean paused;

  private long accepted;

  /// @param loop the one that this belongs to once it is given back to it
  /// @param loops all loops, which get connections in turn
  /// @param channel bound and non-blocking
  Acceptor(
      Engine engine, SelectorLoop loop, List<SelectorLoop> loops, ServerSocketChannel channel) {
    this.engine = engine;
    this.loop = loop;
    this.loops = loops;
    this.evictions =
        loops.stream()
            .filter(other -> other != loop)
            .map(other -> new Eviction(this, loop, other, engine.options().atLimit().spared()))
            .toList();
    this.channel = channel;
    this.nextLook = System.nanoTime();
  }

  /// The leader has got this back: for the first time, so that it begins to listen; because clients
  /// came in this round, who are accepted now; or because the server stops.
  @Override
  void returned() {
    if (engine.drain().begun()) {
      stop();
    } else if (key == null) {
      key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
    } else {
      accept(BATCH);
    }
  }

  /// Clients have come. They are accepted at the end of the round: the selector tells of them and
  /// of connections that end in any order, and those that end make room.
  @Override
  void ready(int operations) {
    loop.giveBack(this);
  }

  /// The pause is over.
  @Override
  void expired(long now) {
    atLimit = false;
    if (engine.drain().begun()) {
      stop();
      return;
    }
    if (!channel.isOpen()) {
      return;
    }
    interest(SelectionKey.OP_ACCEPT);
    if (!full()) {
      accept(BATCH);
    }
  }

  /// Another loop has looked for room.
  ///
  /// @param cut whether it has cut a connection, so that it may have more of them to cut
  void roomSought(boolean cut) {
    if (cut) {
      nextLook = loop.now();
    }
    if (atLimit && !full()) {
      expired(loop.now());
    } else if (atLimit) {
      tellOfNoneIdle();
    }
  }

  /// Comes back to the leader when a connection has ended while this waited for room.
  private final class Room extends Errand {
    @Override
    void returned() {
      if (atLimit && !full()) {
        Acceptor.this.expired(loop.now());
      } else if (atLimit) {
        awaitRoom();
      }
    }
  }

  private void awaitRoom() {
    engine.vacancy().await(() -> loop.giveBack(room));
    if (!full()) {
      engine.vacancy().tell();
    }
  }

  private boolean full() {
    return engine.quota().open() >= engine.options().maxConnections();
  }

  /// Accepts the clients that wait already, whom nobody would answer otherwise, and closes the
  /// socket.
  private void stop() {
    boolean patient = channel.isOpen() && !engine.drain().overdue(loop.now());
    if (patient && !acceptLast()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      engine.drain().markDeaf();
      loops.forEach(SelectorLoop::wakeUp);
    }
  }

  /// Returns false if there is more to be done a little later. So there is if this fails for one
  /// client: nothing else would come back to the others, and to the end.
  private boolean acceptLast() {
    try {
      return accept(LAST_BATCH);
    } catch (RuntimeException | Error failure) {
      pause();
      throw failure;
    }
  }

  /// Returns false if somebody may be waiting who could not be accepted.
  private boolean accept(int most) {
    try {
      for (int i = 0; i < most; i++) {
        if (full() && !makeRoom(i)) {
          return false;
        }
        SocketChannel client = channel.accept();
        if (client == null) {
          resumed();
          return true;
        }
        admit(client);
      }
    } catch (IOException failure) {
      // Out of descriptors or memory: the connection stays in the kernel's queue. Nobody is cut
      // while others of this loop are about to give their descriptors back, or may be.
      if (!engine.drain().begun() && !loop.hasComingOrGoing()) {
        cutIdle();
      }
      pause();
      tellOfPause(String.valueOf(failure.getMessage()));
      return false;
    }
    return true;
  }

  /// Room for one more at the limit, if there can be.
  ///
  /// @param inThisRound how many have been accepted in it
  private boolean makeRoom(int inThisRound) {
    boolean stopping = engine.drain().begun();
    if (!stopping && inThisRound > 0) {
      // Perhaps nobody else waits. If somebody does, the selector will say so, and only then is an
      // idle connection closed.
      return false;
    }
    if (!stopping && cutIdle()) {
      return true;
    }
    pause();
    atLimit = true;
    awaitRoom();
    tellOfNoneIdle();
    return false;
  }

  /// Once all loops have looked.
  private void tellOfNoneIdle() {
    if (evictions.stream().noneMatch(Eviction::underWay)) {
      boolean stopping = engine.drain().begun();
      String why = stopping ? "while the server stops none is cut for another" : "none is idle";
      tellOfPause("as many as allowed are open, and " + why);
    }
  }

  /// Closes what has been idle longest. Other loops do their part a little later; where the part is
  /// less than one connection, only if there is none in this loop.
  ///
  /// @return whether there is room at once
  private boolean cutIdle() {
    if (nextLook - loop.now() > 0) {
      return false;
    }
    int some = Math.max(1, engine.options().maxConnections() / 100);
    int part = Math.max(1, some / loops.size());
    boolean cut = loop.cutLongestIdle(part, engine.options().atLimit().spared());
    if (!cut || some >= loops.size()) {
      evictions.forEach(eviction -> eviction.ask(part));
    }
    if (!cut) {
      nextLook = loop.now() + pauseNanos();
    }
    return cut;
  }

  private long pauseNanos() {
    return engine.options().atLimit().pause().toNanos();
  }

  private void pause() {
    interest(0);
    loop.schedule(this, loop.now() + pauseNanos());
  }

  private void tellOfPause(String reason) {
    if (!paused) {
      paused = true;
      engine.listener().acceptingPaused(engine.quota().open(), reason);
    }
  }

  private void resumed() {
    if (paused) {
      paused = false;
      engine.listener().acceptingResumed(engine.quota().open());
    }
  }

  private void interest(int operations) {
    SelectionKey registered = key;
    if (registered != null && registered.isValid()) {
      registered.interestOps(operations);
    }
  }

  private void admit(SocketChannel client) {
    boolean admitted = false;
    try {
      admitted = giveHome(client);
    } catch (IOException goneAlready) {
      // Nothing is lost with who did not wait.
    } finally {
      if (!admitted) {
        close(client);
      }
    }
  }

  /// Makes it a connection that belongs to one of the loops.
  ///
  /// @return false if it was refused; then, and if this throws, the caller closes it
  private boolean giveHome(SocketChannel client) throws IOException {
    client.configureBlocking(false);
    ConnectionInfo info =
        new ConnectionInfo(
            ++accepted,
            (InetSocketAddress) client.getRemoteAddress(),
            (InetSocketAddress) client.getLocalAddress());
    if (engine.quota().admit(info.client().getAddress()) != Verdict.ADMITTED) {
      String reason = "the client has as many connections open as one may";
      engine.listener().cut(info, new Refusal(Refusal.Rule.QUOTA, reason));
      return false;
    }
    SelectorLoop home = loops.get((int) (accepted % loops.size()));
    Connection connection;
    try {
      engine.listener().opened(info);
      connection = new Connection(engine, home, client, info);
      if (home != loop) {
        home.giveBack(connection);
      }
    } catch (RuntimeException | Error failure) {
      engine.quota().release(info.client().getAddress());
      throw failure;
    }
    if (home == loop) {
      connection.returned();
    }
    return true;
  }

  /// That this fails says nothing about whether others can be accepted.
  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException closedAllTheSame) {
      // As far as it can be.
    }
  }
}
