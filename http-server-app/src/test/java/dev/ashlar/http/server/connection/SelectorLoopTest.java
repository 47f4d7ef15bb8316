package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

class SelectorLoopTest {
  private final Pipe[] pipes = new Pipe[2];
  private int turns;

  /// Cuts another one when it is ready.
  private final class Cutter extends LoopMember {
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

    @Override
    void returned() {
      throw new AssertionError("was not given away");
    }

    @Override
    void expired(long now) {
      throw new AssertionError("has no deadline");
    }
  }

  @Test
  void passesOverWhoIsCutByAnotherOfTheSameRound() throws Exception {
    SelectorLoop loop =
        new SelectorLoop(
            Selector.open(), new Drain(), new LoopShare(new BufferPool(16, 1), new Opening(1)));
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
      loop.discard();
      for (Pipe pipe : pipes) {
        pipe.source().close();
        pipe.sink().close();
      }
    }
  }
}
