package dev.ashlar.http.server.connection;

import dev.ashlar.http.security.ConnectionQuota.Verdict;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accepts connections and deals them out to the loops; one of these leads it.
///
/// At the limit of connections, or of file descriptors, those that have waited longest for a
/// request are closed, some at a time so that looking for them stays cheap. If none waits,
/// accepting pauses: the kernel keeps who comes in its queue, and nothing spins.
final class Acceptor extends LoopMember {
  /// Accepted in one round, so that a flood of connections cannot starve those that are there.
  private static final int BATCH = 64;

  private static final long PAUSE_NANOS = 50_000_000;

  private final Engine engine;
  private final SelectorLoop loop;
  private final List<SelectorLoop> loops;
  private final ServerSocketChannel channel;
  private @Nullable SelectionKey key;
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
    this.channel = channel;
  }

  /// Begins to listen, or has been told that the server stops.
  @Override
  void returned() {
    if (engine.drain().begun()) {
      stop();
    } else if (key == null) {
      try {
        key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Override
  void ready(int operations) {
    accept(BATCH);
  }

  /// The pause is over.
  @Override
  void expired(long now) {
    if (channel.isOpen()) {
      interest(SelectionKey.OP_ACCEPT);
      if (!full()) {
        accept(BATCH);
      }
    }
  }

  private boolean full() {
    return engine.quota().open() >= engine.options().maxConnections();
  }

  /// Accepts who is waiting already, whom nobody else would answer, and no one after that.
  private void stop() {
    if (!channel.isOpen()) {
      return;
    }
    accept(Integer.MAX_VALUE);
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      engine.drain().markDeaf();
      loops.forEach(SelectorLoop::wakeUp);
    }
  }

  private void accept(int most) {
    try {
      for (int i = 0; i < most; i++) {
        if (full()) {
          if (i > 0 && !engine.drain().begun()) {
            // Nobody is sent away for a client that may not exist: the selector knows.
            return;
          }
          if (!makeRoom()) {
            pause("as many as allowed are open, and none is idle");
            return;
          }
        }
        SocketChannel client = channel.accept();
        if (client == null) {
          resumed();
          return;
        }
        admit(client);
      }
    } catch (IOException failure) {
      // Out of descriptors or memory: the connection stays in the kernel's queue.
      makeRoom();
      pause(String.valueOf(failure.getMessage()));
    }
  }

  /// Closes what has been idle longest.
  private boolean makeRoom() {
    int some = Math.max(1, engine.options().maxConnections() / 100);
    List<Connection> idle = loop.longestIdle(some);
    idle.forEach(Connection::cut);
    return !idle.isEmpty();
  }

  private void pause(String reason) {
    interest(0);
    loop.schedule(this, loop.now() + PAUSE_NANOS);
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

  private void admit(SocketChannel client) throws IOException {
    ConnectionInfo info;
    try {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      info =
          new ConnectionInfo(
              ++accepted,
              (InetSocketAddress) client.getRemoteAddress(),
              (InetSocketAddress) client.getLocalAddress());
    } catch (IOException goneAlready) {
      client.close();
      return;
    }
    if (engine.quota().admit(info.client().getAddress()) != Verdict.ADMITTED) {
      client.close();
      String reason = "the client has as many connections open as one may";
      engine.listener().cut(info, new Refusal(Refusal.Rule.QUOTA, reason));
      return;
    }
    engine.listener().opened(info);
    SelectorLoop home = loops.get((int) (accepted % loops.size()));
    Connection connection = new Connection(engine, home, client, info);
    if (home == loop) {
      connection.returned();
    } else {
      home.giveBack(connection);
    }
  }
}
