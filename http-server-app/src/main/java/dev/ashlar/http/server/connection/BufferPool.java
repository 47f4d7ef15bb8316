package dev.ashlar.http.server.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntFunction;

/// Direct buffers of one size, kept for reuse up to a bound.
///
/// A connection borrows one while it reads or writes and gives it back before it waits, so an idle
/// connection owns none. The newest returned buffer is lent first, because the processor's cache
/// still knows it. Beyond the bound, buffers are made and left to the garbage collector.
///
/// Safe for use by several threads.
final class BufferPool {
  private final int bufferSize;
  private final int bound;
  private final int plenty;
  private final IntFunction<ByteBuffer> direct;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int lent;

  /// @param bufferSize of each buffer, in bytes
  /// @param bound the number of free buffers that are kept
  BufferPool(int bufferSize, int bound) {
    this(bufferSize, bound, Integer.MAX_VALUE);
  }

  /// @param plenty how many may be lent before they count as [scarce][#scarce]
  BufferPool(int bufferSize, int bound, int plenty) {
    this(bufferSize, bound, plenty, ByteBuffer::allocateDirect);
  }

  /// @param direct makes a direct buffer of a size
  BufferPool(int bufferSize, int bound, int plenty, IntFunction<ByteBuffer> direct) {
    this.bufferSize = bufferSize;
    this.bound = bound;
    this.plenty = plenty;
    this.direct = direct;
  }

  /// Lends an empty buffer.
  ByteBuffer acquire() {
    synchronized (free) {
      lent++;
      ByteBuffer buffer = free.pollLast();
      if (buffer != null) {
        return buffer;
      }
    }
    return make();
  }

  private ByteBuffer make() {
    try {
      return direct.apply(bufferSize);
    } catch (RuntimeException | Error none) {
      synchronized (free) {
        lent--;
      }
      throw none;
    }
  }

  /// Takes back a buffer that [#acquire] lent; the caller must not touch it again.
  void release(ByteBuffer buffer) {
    buffer.clear();
    synchronized (free) {
      lent--;
      if (free.size() < bound) {
        free.addLast(buffer);
      }
    }
  }

  /// Buffers that were lent and not taken back yet.
  int lent() {
    synchronized (free) {
      return lent;
    }
  }

  /// Whether so many are lent that nobody should keep two.
  boolean scarce() {
    return lent() > plenty;
  }

  /// The size of each buffer, in bytes.
  int bufferSize() {
    return bufferSize;
  }
}
