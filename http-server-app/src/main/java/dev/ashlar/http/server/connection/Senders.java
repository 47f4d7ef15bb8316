package dev.ashlar.http.server.connection;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the connections that are in the middle of a response that the kernel did not take at
/// once: those that send a region of a file, and others whose socket was full.
///
/// Left alone, Linux takes up to 4 MB for each of them, whether the client reads or not. Some
/// thousand clients that ask for a large file and read nothing would fill the memory that it has
/// for TCP, and from then on it drops what arrives for anybody. A few hundred may have what makes
/// them fast; where there are more, each that sends further gets less from then on.
///
/// A response that the kernel has taken whole is not counted any more, read or not.
///
/// Safe for use by several threads.
final class Senders {
  /// From this number on there are many.
  static final int MANY = 256;

  private final AtomicInteger count = new AtomicInteger();

  /// One more.
  void joined() {
    count.incrementAndGet();
  }

  /// One less: its response has been taken whole, or will not be.
  void left() {
    count.decrementAndGet();
  }

  /// Whether the kernel should take less for each.
  boolean many() {
    return count.get() >= MANY;
  }

  /// For tests that count.
  int count() {
    return count.get();
  }
}
