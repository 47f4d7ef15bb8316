package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
  private final List<Thread> ran = new CopyOnWriteArrayList<>();
  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private final AtomicInteger recruited = new AtomicInteger();
  private final AtomicInteger afterLast = new AtomicInteger();

  private Thread recruit(int worker, Runnable body) {
    recruited.incrementAndGet();
    Thread thread = new Thread(body, "crew-" + worker);
    thread.setUncaughtExceptionHandler((t, failure) -> uncaught.add(failure));
    return thread;
  }

  /// Fails as often as told, then ends.
  private Runnable failing(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> {
      ran.add(Thread.currentThread());
      if (left.getAndDecrement() > 0) {
        throw new AssertionError("failed");
      }
    };
  }

  @Test
  void goesOnWithTheSameThreadWhateverItThrows() {
    Crew crew = new Crew(this::recruit, List.of(failing(2), () -> {}), afterLast::incrementAndGet);
    crew.start();
    crew.awaitEnd();
    assertEquals(3, ran.size());
    assertEquals(1, Set.copyOf(ran).size());
    assertEquals(2, recruited.get());
    assertEquals(2, uncaught.size(), "each failure is told as the JVM does");
    assertEquals(1, afterLast.get());
  }

  @Test
  void goesOnWhenNobodyCanBeTold() {
    Crew crew =
        new Crew(
            (worker, body) -> {
              Thread thread = new Thread(body);
              thread.setUncaughtExceptionHandler((t, failure) -> {
                throw new OutOfMemoryError("handler");
              });
              return thread;
            },
            List.of(failing(2)),
            afterLast::incrementAndGet);
    crew.start();
    crew.awaitEnd();
    assertEquals(3, ran.size());
  }

  @Test
  void endsEvenIfWhatComesAfterTheLastOneFails() throws Exception {
    OutOfMemoryError failure = new OutOfMemoryError("pretended");
    List<Thread> made = new ArrayList<>();
    Crew crew =
        new Crew(
            (worker, body) -> {
              made.add(recruit(worker, body));
              return made.getLast();
            },
            List.of(() -> {}),
            () -> {
              throw failure;
            });
    crew.start();
    made.getFirst().join();
    assertTrue(crew.awaitEnd(0));
    assertEquals(List.of(failure), uncaught);
  }

  @Test
  void endsWhenTheLastOneEnds() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Crew crew =
        new Crew(
            this::recruit, List.of(() -> {}, () -> Gate.await(mayEnd)), afterLast::incrementAndGet);
    crew.start();
    assertFalse(crew.awaitEnd(0));
    assertFalse(crew.awaitEnd(1_000_000));
    assertEquals(0, afterLast.get());
    mayEnd.countDown();
    assertTrue(crew.awaitEnd(Long.MAX_VALUE));
    assertEquals(1, afterLast.get());
    crew.awaitEnd();
  }
}
