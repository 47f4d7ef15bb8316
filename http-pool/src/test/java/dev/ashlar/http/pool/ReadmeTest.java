package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The examples of README.md. Each stands in this class, word for word.
@Timeout(60)
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path THIS = Path.of("src/test/java/dev/ashlar/http/pool/ReadmeTest.java");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

  private final Selector selector;
  private final CountDownLatch handled = new CountDownLatch(1);
  private final Set<Path> shrunk = ConcurrentHashMap.newKeySet();

  ReadmeTest() throws IOException {
    selector = Selector.open();
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
  }

  @Test
  void hasItsExamplesFromHere() throws IOException {
    String here = words(Files.readString(THIS));
    List<String> examples =
        EXAMPLE.matcher(Files.readString(README)).results().map(match -> match.group(1)).toList();

    assertEquals(2, examples.size());
    for (String example : examples) {
      assertTrue(here.contains(words(example)), () -> "not in this class:\n" + example);
    }
  }

  private static String words(String text) {
    return String.join(" ", text.strip().split("\\s+"));
  }

  @Test
  void shrinksPictures() {
    List<Path> pictures = List.of(Path.of("cat"), Path.of("dog"));

    assertEquals(List.of(), shrinkAll(pictures));
    assertEquals(Set.copyOf(pictures), shrunk);
  }

  private List<Path> shrinkAll(List<Path> pictures) {
    List<Path> later = new ArrayList<>();
    try (WorkerPool pool =
        WorkerPool.builder().workers(4).queueCapacity(100).threadNames("thumbnail-").start()) {
      for (Path picture : pictures) {
        if (!pool.offer(() -> shrink(picture))) {
          later.add(picture); // the queue is full
        }
      }
    } // waits until everything that was accepted is done
    return later;
  }

  private void shrink(Path picture) {
    shrunk.add(picture);
  }

  @Test
  void leadsASelector() throws IOException {
    Events events = new Events();
    Recorder recorder = new Recorder();
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      source.register(selector, SelectionKey.OP_READ);
      try (WorkerPool pool = WorkerPool.builder().listener(recorder).source(events).start()) {
        sink.write(ByteBuffer.allocate(1));
        Gate.await(handled);
        assertEquals(1, pool.snapshot().leaders());
        events.finish();
      }
    }
    assertEquals(List.of(), recorder.all("sourceFailed"));
  }

  @Test
  void finishesWhileSomebodyIsAboutToWait() throws IOException {
    Events events = new Events();
    assertFalse(events.finished());
    events.finish();
    events.lead(true);
    assertTrue(events.finished());
  }

  private void handle(SelectionKey key) {
    key.cancel();
    handled.countDown();
  }

  final class Events implements TaskSource {
    private volatile boolean finished;

    @Override
    public void lead(boolean mayWait) throws IOException {
      if (mayWait) {
        selector.select(key -> handle(key)); // cheap ones here, others with pool.offer
      } else {
        selector.selectNow(key -> handle(key));
      }
    }

    @Override
    public void wakeUp() {
      selector.wakeup();
    }

    @Override
    public boolean finished() {
      return finished;
    }

    void finish() {
      finished = true;
      selector.wakeup(); // whoever leads may be waiting, or about to
    }
  }
}
