package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

  /// Dies as often as told, then ends.
  private Runnable dying(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> {
      ran.add(Thread.currentThread());
      if (left.getAndDecrement() > 0) {
        throw new AssertionError("died");
      }
    };
  }

  @Test
  void replacesAThreadThatDies() throws Exception {
    Crew crew = new Crew(this::recruit, List.of(dying(2), () -> {}), afterLast::incrementAndGet);
    crew.start();
    crew.awaitEnd();
    assertEquals(3, ran.size());
    assertNotSame(ran.get(0), ran.get(1));
    assertTrue(ran.stream().allMatch(thread -> thread.getName().equals("crew-0")));
    for (Thread thread : ran) {
      thread.join();
    }
    assertEquals(2, uncaught.size(), "each death is told as the JVM does");
    assertEquals(1, afterLast.get());
  }

  @Test
  void goesOnWithTheSameThreadIfThereIsNoOther() {
    Crew crew =
        new Crew(
            (worker, body) -> {
              if (recruited.get() > 0) {
                throw new OutOfMemoryError("no thread");
              }
              return recruit(worker, body);
            },
            List.of(dying(2)),
            afterLast::incrementAndGet);
    crew.start();
    crew.awaitEnd();
    assertEquals(3, ran.size());
    assertSame(ran.get(0), ran.get(2));
    assertEquals(
        List.of("no thread", "died", "no thread", "died"),
        uncaught.stream().map(Throwable::getMessage).toList());
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
