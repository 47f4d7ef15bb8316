package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private final BufferPool pool = new BufferPool(16, 2);

  private List<ByteBuffer> lend(int count) {
    List<ByteBuffer> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lent.add(pool.acquire());
    }
    return lent;
  }

  /// What a burst took is the garbage collector's again.
  @Test
  void keepsNoMoreThanItsBound() {
    IdentityHashMap<ByteBuffer, Boolean> known = new IdentityHashMap<>();
    List<ByteBuffer> first = lend(3);
    first.forEach(buffer -> known.put(buffer, true));
    first.forEach(pool::release);
    assertEquals(0, pool.lent());

    List<ByteBuffer> second = lend(3);

    assertEquals(2, second.stream().filter(known::containsKey).count());
    assertEquals(3, pool.lent());
  }

  /// Otherwise it would be scarce for ever after.
  @Test
  void countsNoBufferThatCouldNotBeMade() {
    BufferPool poor =
        new BufferPool(
            16,
            2,
            0,
            size -> {
              throw new OutOfMemoryError();
            });

    assertThrows(OutOfMemoryError.class, poor::acquire);

    assertEquals(0, poor.lent());
    assertFalse(poor.scarce());
  }

  @Test
  void lendsEachBufferAsIfItWereNew() {
    ByteBuffer buffer = pool.acquire();
    pool.release(buffer.put((byte) 1).flip());

    ByteBuffer again = pool.acquire();

    assertTrue(again.isDirect());
    assertEquals(0, again.position());
    assertEquals(16, again.limit());
    assertFalse(again.isReadOnly());
  }
}
