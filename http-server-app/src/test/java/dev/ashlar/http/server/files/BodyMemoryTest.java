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
  void countsABufferUntilItsLastViewIsCollected() throws InterruptedException {
    inUse.add(memory.allocate(1000).asReadOnlyBuffer().slice(10, 5));

    System.gc();
    assertFalse(memory.allocate(1).isDirect(), "a view keeps the buffer in use");

    inUse.clear();
    while (memory.used() > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      System.gc();
    }
    assertTrue(memory.allocate(1000).isDirect());
  }

  @Test
  void givesRoomForAHeadWhereCopyingTheBodyCostsMore() {
    BodyMemory larger = new BodyMemory(10_000);

    assertEquals(0, larger.allocate(4095).position());
    ByteBuffer place = larger.allocate(4096);
    assertEquals(List.of(1024, 4096), List.of(place.position(), place.remaining()));
    assertEquals(4095 + 4096 + 1024, larger.used());
  }

  @Test
  void turnsToTheHeapWhenTheJvmHasNoDirectMemory() {
    BodyMemory poor =
        new BodyMemory(
            10_000,
            size -> {
              throw new OutOfMemoryError("no direct memory");
            });

    ByteBuffer place = poor.allocate(5000);

    assertFalse(place.isDirect());
    assertEquals(5000, place.remaining());
    assertEquals(0, poor.used());
  }

  @Test
  void givesNoRoomOnTheHeap() {
    assertEquals(0, memory.allocate(5000).position());
  }
}
