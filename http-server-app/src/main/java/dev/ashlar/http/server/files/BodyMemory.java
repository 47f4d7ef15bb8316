package dev.ashlar.http.server.files;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Memory for the bodies that the cache keeps: direct memory while there is some, because the
/// kernel reads from that without a copy, and the heap when it is used up.
///
/// Nobody gives a buffer back: responses may still send from it when the cache has forgotten it, so
/// the garbage collector frees it. Until then it counts as used. However fast the cache turns over,
/// no more direct memory than the limit is ever allocated, and the JVM never has to collect garbage
/// for want of it.
///
/// Safe for use by several threads.
final class BodyMemory {
  /// From this size on a body gets room for a head in front of it, in bytes. To copy a smaller one
  /// behind the head is as fast.
  private static final int LEAST_WITH_HEADROOM = 4 << 10;

  /// Room for a head, in bytes: twice what heads take without fields that the operator has added.
  private static final int HEADROOM = 1 << 10;

  private final long limit;
  private final IntFunction<ByteBuffer> direct;
  private final AtomicLong used = new AtomicLong();
  private final ReferenceQueue<ByteBuffer> collected = new ReferenceQueue<>();

  /// Keeps the references reachable until their buffers are not.
  private final Set<Lent> lent = ConcurrentHashMap.newKeySet();

  private static final class Lent extends PhantomReference<ByteBuffer> {
    final int size;

    Lent(ByteBuffer buffer, ReferenceQueue<ByteBuffer> queue) {
      super(buffer, queue);
      this.size = buffer.capacity();
    }
  }

  /// Memory with a limit.
  ///
  /// @param limit of direct memory, in bytes
  BodyMemory(long limit) {
    this(limit, ByteBuffer::allocateDirect);
  }

  /// @param direct makes a direct buffer of a size
  BodyMemory(long limit, IntFunction<ByteBuffer> direct) {
    this.limit = limit;
    this.direct = direct;
  }

  /// A place for a body of exactly that size, between the buffer's position and its limit; before
  /// it, there is room for a head where that pays.
  ByteBuffer allocate(int size) {
    takeBack();
    int room = size < LEAST_WITH_HEADROOM ? 0 : HEADROOM;
    int all = room + size;
    if (used.addAndGet(all) <= limit) {
      ByteBuffer buffer = tryDirect(all);
      if (buffer != null) {
        lent.add(new Lent(buffer, collected));
        return buffer.position(room);
      }
    }
    used.addAndGet(-all);
    return ByteBuffer.allocate(size);
  }

  /// Returns null if the JVM is out of direct memory, of which it may have less than this does.
  private @Nullable ByteBuffer tryDirect(int size) {
    try {
      return direct.apply(size);
    } catch (OutOfMemoryError none) {
      return null;
    }
  }

  /// Direct memory in use or not yet collected, in bytes.
  long used() {
    takeBack();
    return used.get();
  }

  private void takeBack() {
    Reference<? extends ByteBuffer> reference;
    while ((reference = collected.poll()) != null) {
      if (reference instanceof Lent back && lent.remove(back)) {
        used.addAndGet(-back.size);
      }
    }
  }
}
