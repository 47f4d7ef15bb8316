package dev.ashlar.http.server.files;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A map bounded in places and in weight that forgets by SIEVE (Zhang et al., NSDI 2024).
///
/// Entries stand in a queue in the order of their arrival. A hit marks its entry and moves nothing,
/// so hits by any number of threads share no lock. To make room, a hand walks from the oldest entry
/// to the newest: marked entries lose their mark and stay, the first unmarked one goes, and the
/// hand remembers where it stopped. In a flood of names that are asked for once the hand soon works
/// among the newcomers, and what is asked for again and again stays.
///
/// Safe for use by several threads.
///
/// @param <V> what is kept
final class SieveCache<V> {
  /// The memory that an entry costs beside its value and the characters of its key, in bytes; an
  /// estimate, so that very many very small entries are bounded too.
  static final int ENTRY_OVERHEAD = 512;

  private final ConcurrentHashMap<String, Node<V>> nodes = new ConcurrentHashMap<>();
  private final int maxPlaces;
  private final long maxWeight;
  private final Consumer<? super V> forgotten;

  // Guarded by this.
  private @Nullable Node<V> newest;
  private @Nullable Node<V> oldest;
  private @Nullable Node<V> hand;
  private long weight;
  private int places;
  private boolean closed;

  private static final class Node<V> {
    final String key;
    final V value;
    final int places;
    final long weight;

    /// Set by hits, without order: a mark that is seen late costs at most one wrong choice.
    boolean visited;

    @Nullable Node<V> newer;
    @Nullable Node<V> older;

    Node(String key, V value, int places, long weight) {
      this.key = key;
      this.value = value;
      this.places = places;
      this.weight = weight;
    }
  }

  /// An empty cache.
  ///
  /// @param maxPlaces of all entries together; 0 keeps nothing
  /// @param maxWeight of all entries together, each counted with [#ENTRY_OVERHEAD] and its key
  /// @param forgotten is given each value that leaves the cache, once, with no lock held
  SieveCache(int maxPlaces, long maxWeight, Consumer<? super V> forgotten) {
    this.maxPlaces = maxPlaces;
    this.maxWeight = maxWeight;
    this.forgotten = forgotten;
  }

  /// The value for a key, which is marked as used, or null.
  @Nullable V get(String key) {
    Node<V> node = nodes.get(key);
    if (node == null) {
      return null;
    }
    if (!node.visited) {
      node.visited = true;
    }
    return node.value;
  }

  /// Keeps a value in one place, as the other `put` does.
  boolean put(String key, V value, long bytes) {
    return put(key, value, 1, bytes);
  }

  /// Keeps a value, instead of the one that the key had, and makes room for it.
  ///
  /// @param needed how many places the value takes, 1 or more
  /// @param bytes what the value weighs
  /// @return false if it takes more than there is of either, or the cache is closed; it is not kept
  ///   then, and not `forgotten` either
  boolean put(String key, V value, int needed, long bytes) {
    Node<V> node = new Node<>(key, value, needed, bytes + key.length() + ENTRY_OVERHEAD);
    Node<V> leaving = null;
    synchronized (this) {
      if (closed || node.places > maxPlaces || node.weight > maxWeight) {
        return false;
      }
      leaving = insert(node);
    }
    letGo(leaving);
    return true;
  }

  /// Forgets what a key has, if it still is this value.
  void remove(String key, V value) {
    synchronized (this) {
      Node<V> node = nodes.get(key);
      if (node == null || !node.value.equals(value)) {
        return;
      }
      nodes.remove(key);
      unlink(node);
    }
    forgotten.accept(value);
  }

  /// Forgets everything, and keeps nothing from then on.
  void close() {
    Node<V> leaving = null;
    synchronized (this) {
      closed = true;
      while (oldest != null) {
        leaving = discard(oldest, leaving);
      }
    }
    letGo(leaving);
  }

  private void letGo(@Nullable Node<V> leaving) {
    for (Node<V> node = leaving; node != null; node = node.older) {
      forgotten.accept(node.value);
    }
  }

  /// How many entries there are.
  synchronized int size() {
    return nodes.size();
  }

  /// What they weigh together.
  synchronized long weight() {
    return weight;
  }

  /// The nodes that had to leave, linked by `older`.
  private @Nullable Node<V> insert(Node<V> node) {
    Node<V> leaving = null;
    Node<V> replaced = nodes.get(node.key);
    if (replaced != null) {
      // What was in use stays in use in its new state.
      node.visited = replaced.visited;
      leaving = discard(replaced, null);
    }
    while (places + node.places > maxPlaces || weight + node.weight > maxWeight) {
      leaving = discard(victim(), leaving);
    }
    nodes.put(node.key, node);
    link(node);
    return leaving;
  }

  private Node<V> discard(Node<V> node, @Nullable Node<V> leaving) {
    nodes.remove(node.key);
    unlink(node);
    node.older = leaving;
    return node;
  }

  /// Where the hand stops. Ends after at most one round and one step, since each step clears a
  /// mark.
  private Node<V> victim() {
    Node<V> at = hand != null ? hand : oldest;
    while (at != null && at.visited) {
      at.visited = false;
      at = at.newer != null ? at.newer : oldest;
    }
    if (at == null) {
      throw new IllegalStateException("nothing to forget, yet " + weight + " bytes in use");
    }
    hand = at;
    return at;
  }

  private void link(Node<V> node) {
    node.older = newest;
    if (newest != null) {
      newest.newer = node;
    } else {
      oldest = node;
    }
    newest = node;
    weight += node.weight;
    places += node.places;
  }

  private void unlink(Node<V> node) {
    if (hand == node) {
      hand = node.newer;
    }
    if (node.newer != null) {
      node.newer.older = node.older;
    } else {
      newest = node.older;
    }
    if (node.older != null) {
      node.older.newer = node.newer;
    } else {
      oldest = node.newer;
    }
    node.newer = null;
    node.older = null;
    weight -= node.weight;
    places -= node.places;
  }
}
