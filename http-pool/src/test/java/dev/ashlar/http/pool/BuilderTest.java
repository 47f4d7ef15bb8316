package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
  private final WorkerPool.Builder builder = WorkerPool.builder();

  @Test
  void hasTenWorkersAndRoomFor1024Tasks() {
    try (WorkerPool pool = builder.start()) {
      assertEquals(10, pool.snapshot().workers());
      assertEquals(1024, pool.snapshot().capacity());
      assertEquals(0, pool.snapshot().leaders());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 32_768})
  void rejectsImpossibleNumbersOfWorkers(int workers) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> builder.workers(workers));
    assertEquals("workers must be 1 to 32767: " + workers, refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 16_777_217})
  void rejectsImpossibleCapacities(int tasks) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> builder.queueCapacity(tasks));
    assertEquals("queueCapacity must be 1 to 16777216: " + tasks, refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1,2", "3,4"})
  void rejectsMoreSourcesThanWorkers(int workers, int sources) {
    builder.workers(workers);
    for (int i = 0; i < sources; i++) {
      builder.source(new BlockingSource());
    }
    var refusal = assertThrows(IllegalArgumentException.class, builder::start);
    assertEquals(
        "sources must not outnumber workers, each of which leads one at most: "
            + sources
            + " sources, "
            + workers
            + " workers",
        refusal.getMessage());
  }

  @Test
  void rejectsTheSameSourceTwice() {
    BlockingSource source = new BlockingSource();
    builder.source(source);
    assertThrows(IllegalArgumentException.class, () -> builder.source(source));
  }

  @Test
  @SuppressWarnings("NullAway") // that is the point
  void rejectsNull() {
    assertThrows(NullPointerException.class, () -> builder.source(null));
    assertThrows(NullPointerException.class, () -> builder.listener(null));
    assertThrows(NullPointerException.class, () -> builder.threadFactory(null));
    assertThrows(NullPointerException.class, () -> builder.threadNames(null));
    try (WorkerPool pool = builder.workers(1).start()) {
      assertThrows(NullPointerException.class, () -> pool.offer(null));
      assertThrows(NullPointerException.class, () -> pool.execute(null));
    }
  }
}
