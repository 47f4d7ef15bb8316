package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BodyMemoryTest {
  private final BodyMemory memory = new BodyMemory(1000);

  /// Keeps the collector away.
  private final List<ByteBuffer> inUse = new ArrayList<>();

  @Test
  void turnsToTheHeapWhenTheLimitIsReached() {
    inUse.add(memory.allocate(600));
    inUse.add(memory.allocate(600));
    inUse.add(memory.allocate(400));

    assertEquals(List.of(true, false, true), inUse.stream().map(ByteBuffer::isDirect).toList());
    assertEquals(1000, memory.used());
  }

  @Test
  @Timeout(60)
  void countsABufferUntilItsLastViewIsCollected() {
    inUse.add(memory.allocate(1000).asReadOnlyBuffer().slice(10, 5));

    System.gc();
    assertFalse(memory.allocate(1).isDirect(), "a view keeps the buffer in use");

    inUse.clear();
    while (memory.used() > 0) {
      System.gc();
    }
    assertTrue(memory.allocate(1000).isDirect());
  }
}
