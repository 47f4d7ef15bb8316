package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogFlusherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] LINE = "line\n".getBytes(StandardCharsets.US_ASCII);

  private final LogFlusher flusher = new LogFlusher();

  @Test
  void writesOutWhatWasLoggedBeforeAFlush() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    LogStream stream = add(target);
    stream.write(LINE, 0, LINE.length);
    assertTrue(flusher.flush(PATIENCE));
    assertEquals("line\n", target.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void writesOutByItselfAndOnItsOwnThread() throws InterruptedException {
    BlockingQueue<String> writers = new LinkedBlockingQueue<>();
    LogStream stream =
        add(
            new OutputStream() {
              @Override
              public void write(int octet) {
                writers.add(Thread.currentThread().getName());
              }
            });
    stream.write(LINE, 0, LINE.length);
    assertEquals("log-flush", writers.take());
  }

  @Test
  void doesNotWaitForATargetThatTakesNothing() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    LogStream stream = add(blockedBy(stuck, released));
    stream.write(LINE, 0, LINE.length);
    stream.flush();
    stuck.await();
    // The writer is not held up, and a flush gives up.
    stream.write(LINE, 0, LINE.length);
    assertFalse(flusher.flush(Duration.ofMillis(1)));
    released.countDown();
    assertTrue(flusher.flush(PATIENCE));
  }

  @Test
  void waitsThoughTheCallerIsInterrupted() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    LogStream stream = add(blockedBy(stuck, released));
    stream.write(LINE, 0, LINE.length);
    stream.flush();
    stuck.await();
    Thread.currentThread().interrupt();
    assertFalse(flusher.flush(Duration.ofMillis(1)), "no longer than it is to");
    assertTrue(Thread.currentThread().isInterrupted());
    released.countDown();
    assertTrue(flusher.flush(PATIENCE));
    assertTrue(Thread.interrupted());
  }

  @Test
  void tellsOnceForEachEpisodeThatATargetFails() {
    BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    boolean[] broken = {true};
    OutputStream target =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            if (broken[0]) {
              throw new IOException("full");
            }
          }
        };
    LogStream stream = new LogStream(target, 100, flusher);
    flusher.add(stream, failure -> failures.add(String.valueOf(failure.getMessage())));
    for (boolean state : new boolean[] {true, true, false, true}) {
      broken[0] = state;
      stream.write(LINE, 0, LINE.length);
      assertTrue(flusher.flush(PATIENCE));
      // That nothing had to be written in a round is no sign that the target works again.
      assertTrue(flusher.flush(PATIENCE));
    }
    assertEquals(2, failures.size());
  }

  @Test
  void goesOnWhateverATargetAndItsListenerThrow() {
    LogStream broken =
        new LogStream(
            new OutputStream() {
              @Override
              public void write(int octet) {
                throw new OutOfMemoryError("target");
              }
            },
            100,
            flusher);
    flusher.add(
        broken,
        failure -> {
          throw new IllegalStateException("listener", failure);
        });
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    LogStream other = add(target);
    for (int i = 0; i < 2; i++) {
      broken.write(LINE, 0, LINE.length);
      other.write(LINE, 0, LINE.length);
      assertTrue(flusher.flush(PATIENCE));
    }
    assertEquals("line\nline\n", target.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void drainsAStreamOnceMoreBeforeItIsClosed() throws IOException {
    StringBuilder events = new StringBuilder();
    LogStream stream =
        add(
            new OutputStream() {
              @Override
              public void write(int octet) {}

              @Override
              public void write(byte[] bytes, int offset, int length) {
                events.append("written ");
              }

              @Override
              public void close() {
                events.append("closed");
              }
            });
    stream.write(LINE, 0, LINE.length);
    flusher.remove(stream, PATIENCE);
    assertEquals("written closed", events.toString());
  }

  @Test
  void saysThatATargetTookNothingAndGoesOnWithOthers() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    LogStream stream = add(blockedBy(stuck, new CountDownLatch(1)));
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    LogStream other = add(target);
    stream.write(LINE, 0, LINE.length);
    stream.flush();
    stuck.await();
    other.write(LINE, 0, LINE.length);
    assertThrows(IOException.class, () -> flusher.remove(stream, Duration.ofMillis(1)));
    assertTrue(flusher.flush(PATIENCE));
    assertEquals("line\n", target.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void hasNothingToFlushBeforeThereIsAStream() {
    assertTrue(flusher.flush(PATIENCE));
  }

  private LogStream add(OutputStream target) {
    LogStream stream = new LogStream(target, 100, flusher);
    flusher.add(stream, failure -> {});
    return stream;
  }

  private static OutputStream blockedBy(CountDownLatch stuck, CountDownLatch released) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        stuck.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }

      @Override
      public void close() {
        // As with a pipe, that ends a write.
        released.countDown();
      }
    };
  }
}
