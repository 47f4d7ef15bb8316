package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectorLoopTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SelectorLoop loop;
  private int turns;
  private int returns;

  @BeforeEach
  void open() throws IOException {
    loop =
        new SelectorLoop(
            Selector.open(), new Drain(), new LoopShare(new BufferPool(16, 1), new Opening(1)));
  }

  @AfterEach
  void close() throws IOException {
    loop.discard();
  }

  /// Cuts another one when it is ready.
  private final class Cutter extends SilentMember {
    private final Channel other;

    Cutter(Channel other) {
      this.other = other;
    }

    @Override
    void ready(int operations) {
      turns++;
      try {
        other.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Test
  void passesOverWhoIsCutByAnotherOfTheSameRound() throws Exception {
    Pipe[] pipes = new Pipe[2];
    try {
      for (int i = 0; i < pipes.length; i++) {
        pipes[i] = Pipe.open();
        pipes[i].source().configureBlocking(false);
        pipes[i].sink().write(ByteBuffer.allocate(1));
      }
      for (int i = 0; i < pipes.length; i++) {
        Cutter cutter = new Cutter(pipes[1 - i].source());
        loop.register(pipes[i].source(), SelectionKey.OP_READ, cutter);
      }
      loop.lead(false);
      assertEquals(1, turns);
    } finally {
      for (Pipe pipe : pipes) {
        pipe.source().close();
        pipe.sink().close();
      }
    }
  }

  private final class Returning extends SilentMember {
    @Override
    void returned() {
      returns++;
    }
  }

  /// Where none is left, a worker that is done with a connection can still give it back.
  @Test
  void needsNoMemoryForWhatIsGivenBack() throws IOException {
    List<Returning> members = Stream.generate(Returning::new).limit(1000).toList();
    giveBack(members);
    loop.lead(false);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    giveBack(members);
    assertEquals(0, THREADS.getCurrentThreadAllocatedBytes() - before);
    loop.lead(false);
    assertEquals(2 * members.size(), returns);
  }

  /// Without an iterator, which would be made anew.
  private void giveBack(List<Returning> members) {
    for (int i = 0; i < members.size(); i++) {
      loop.giveBack(members.get(i));
    }
  }
}
