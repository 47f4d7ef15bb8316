package dev.ashlar.benchmarks.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Sends requests when they are due, over connections that are kept alive, and over a new one if
/// all others are waiting for an answer. Nothing that the server does delays a request, and all
/// times count from when it was due, so the generator's own lateness counts too.
///
/// It spins rather than sleeps when the next request is near, and so wants a core for itself. For
/// one thread.
final class OpenLoop {
  private static final long NEAR_NANOS = 1_500_000;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final InetSocketAddress server;
  private final Selector selector;
  private final List<Demand> demands;
  private final Map<Demand, Tally> tallies;
  private final Map<Demand, byte[]> requests;
  private final ArrayDeque<Peer> idle = new ArrayDeque<>();
  private final long windowStart;
  private final long windowEnd;
  private int connections;
  private int mostConnections;
  private int resets;
  private int cuts;
  private int waiting;

  private OpenLoop(
      InetSocketAddress server,
      Selector selector,
      List<Demand> demands,
      long windowStart,
      long windowEnd) {
    this.server = server;
    this.selector = selector;
    this.demands = demands;
    this.tallies = mapOf(demands, demand -> new Tally());
    this.requests = mapOf(demands, this::request);
    this.windowStart = windowStart;
    this.windowEnd = windowEnd;
  }

  /// What came of it.
  ///
  /// @param tallies in the order of the paths
  /// @param resets connections that the server has reset, in use or not
  /// @param cuts connections that ended before an answer was complete
  record Outcome(List<Tally> tallies, int mostConnections, int resets, int cuts) {}

  /// Requests for each path so many per second.
  ///
  /// @param before seconds that do not count, in which the server finds its balance
  /// @param seconds of the window that counts
  static Outcome run(
      InetSocketAddress server, Map<String, Double> perSecond, double before, double seconds)
      throws IOException {
    try (Selector selector = Selector.open()) {
      long start = System.nanoTime() + 100_000_000;
      long windowStart = start + (long) (before * 1e9);
      List<Demand> demands =
          perSecond.entrySet().stream()
              .map(entry -> new Demand(entry.getKey(), entry.getValue(), start))
              .toList();
      OpenLoop loop =
          new OpenLoop(
              server, selector, demands, windowStart, windowStart + (long) (seconds * 1e9));
      try {
        return loop.run();
      } finally {
        for (SelectionKey key : selector.keys()) {
          ((Peer) key.attachment()).close();
        }
      }
    }
  }

  private Outcome run() throws IOException {
    while (true) {
      Demand next = earliest();
      if (next.due() >= windowEnd) {
        break;
      }
      long now = System.nanoTime();
      if (next.due() <= now) {
        send(next, now);
        next.next();
      } else if (next.due() - now > NEAR_NANOS) {
        selector.select(this::proceed, 1);
      } else {
        selector.selectNow(this::proceed);
      }
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (waiting > 0 && System.nanoTime() < deadline) {
      selector.select(this::proceed, 10);
    }
    for (SelectionKey key : selector.keys()) {
      Peer peer = (Peer) key.attachment();
      if (peer.tally != null && peer.counts) {
        peer.tally.unanswered++;
      }
    }
    return new Outcome(demands.stream().map(tallies::get).toList(), mostConnections, resets, cuts);
  }

  private Demand earliest() {
    Demand earliest = demands.getFirst();
    for (Demand demand : demands) {
      if (demand.due() < earliest.due()) {
        earliest = demand;
      }
    }
    return earliest;
  }

  private void send(Demand demand, long now) throws IOException {
    Peer peer = idle.poll();
    if (peer == null) {
      peer = new Peer(server, selector);
      mostConnections = Math.max(mostConnections, ++connections);
    }
    peer.tally = tallies.get(demand);
    peer.due = demand.due();
    peer.counts = peer.due >= windowStart;
    peer.begunBefore = peer.tally.begun;
    if (peer.counts) {
      peer.tally.late.add(now - peer.due);
    }
    waiting++;
    try {
      peer.send(ByteBuffer.wrap(requests.get(demand)));
    } catch (IOException failure) {
      lose(peer, failure);
    }
  }

  private void proceed(SelectionKey key) {
    Peer peer = (Peer) key.attachment();
    try {
      if (peer.proceed()) {
        answered(peer);
      }
    } catch (IOException failure) {
      try {
        lose(peer, failure);
      } catch (IOException again) {
        throw new UncheckedIOException(again);
      }
    }
  }

  private void answered(Peer peer) throws IOException {
    long now = System.nanoTime();
    Tally tally = peer.tally;
    if (peer.status() == 200 && now >= windowStart && now < windowEnd) {
      tally.completed++;
    }
    if (peer.counts) {
      switch (peer.status()) {
        case 200 -> {
          tally.accepted.add(now - peer.due);
          tally.places.add(peer.begun() - peer.begunBefore);
        }
        case 503 -> tally.refused.add(now - peer.due);
        default -> tally.otherStatus++;
      }
    }
    if (peer.status() == 200) {
      tally.begun = Math.max(tally.begun, peer.begun() + 1);
    }
    waiting--;
    peer.tally = null;
    if (peer.lastOne()) {
      close(peer);
    } else {
      // The one that was used last: those that are not needed stay idle, as in a client's pool.
      idle.push(peer);
    }
  }

  private void lose(Peer peer, IOException failure) throws IOException {
    boolean ended = failure instanceof EOFException;
    if (!ended) {
      resets++;
    }
    if (peer.tally != null) {
      waiting--;
      if (ended) {
        cuts++;
      }
      if (peer.counts) {
        peer.tally.unanswered++;
      }
    }
    idle.remove(peer);
    close(peer);
  }

  private void close(Peer peer) throws IOException {
    connections--;
    peer.close();
  }

  private byte[] request(Demand demand) {
    return ("GET "
            + demand.path()
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + server.getPort()
            + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  private static <T> Map<Demand, T> mapOf(List<Demand> demands, Function<Demand, T> value) {
    return demands.stream().collect(Collectors.toMap(demand -> demand, value));
  }
}
