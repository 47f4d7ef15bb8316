package dev.ashlar.benchmarks.pool;

import dev.ashlar.http.pool.TaskSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A selector that answers what it reads with the same bytes: itself, or by an executor.
///
/// Handing over is done as well as we know how: interest is withdrawn without a system call if the
/// answer is given before the next select, and a worker wakes the selector only if that sleeps.
final class EchoLoop implements TaskSource {
  private static final int MESSAGE = 64;

  /// Who answers; null for the one who selects.
  private final Executor executor;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listening = ServerSocketChannel.open();
  private final ConcurrentLinkedQueue<SelectionKey> answered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Consumer<SelectionKey> onReady = this::ready;
  private volatile boolean finishing;

  EchoLoop(Executor executor) throws IOException {
    this.executor = executor;
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
  }

  SocketAddress address() {
    return listening.socket().getLocalSocketAddress();
  }

  @Override
  public void lead(boolean mayWait) throws IOException {
    if (mayWait) {
      asleep.set(true);
      if (answered.isEmpty() && !finishing) {
        selector.select(onReady);
      } else {
        selector.selectNow(onReady);
      }
      asleep.set(false);
    } else {
      selector.selectNow(onReady);
    }
    for (SelectionKey key = answered.poll(); key != null; key = answered.poll()) {
      if (key.isValid()) {
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    if (finishing) {
      end();
    }
  }

  private void end() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    ended.countDown();
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = listening.accept();
        accepted.configureBlocking(false);
        accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocateDirect(MESSAGE));
      } else if (executor == null) {
        answer(key);
      } else {
        key.interestOps(0);
        executor.execute(() -> answerAndGiveBack(key));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answerAndGiveBack(SelectionKey key) {
    answer(key);
    answered.add(key);
    if (asleep.get() && asleep.getAndSet(false)) {
      selector.wakeup();
    }
  }

  private static void answer(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    ByteBuffer buffer = (ByteBuffer) key.attachment();
    try {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        channel.close();
        return;
      }
      channel.write(buffer.flip());
    } catch (ClosedChannelException e) {
      // The benchmark is over: the last thing that was ready is the end of input.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void finish() throws InterruptedException {
    finishing = true;
    selector.wakeup();
    ended.await();
  }

  @Override
  public void wakeUp() {
    selector.wakeup();
  }

  @Override
  public boolean finished() {
    return ended.getCount() == 0;
  }
}
