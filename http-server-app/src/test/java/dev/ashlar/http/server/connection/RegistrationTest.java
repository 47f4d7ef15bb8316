package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a connection is told of, round by round.
@Timeout(60)
class RegistrationTest {
  private static final int BOTH = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

  private final List<Integer> told = new ArrayList<>();
  private SelectorLoop loop;
  private SocketChannel client;
  private SocketChannel channel;
  private Registration registration;

  private final LoopMember member =
      new SilentMember() {
        @Override
        void ready(int operations) {
          told.add(operations);
        }
      };

  @BeforeEach
  void connect() throws IOException {
    loop =
        new SelectorLoop(
            Selector.open(), new Drain(), new LoopShare(new BufferPool(16, 1), new Opening(1)));
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = SocketChannel.open(listening.getLocalAddress());
      channel = listening.accept();
    }
    channel.configureBlocking(false);
    client.write(ByteBuffer.allocate(1));
    PlainTransport transport = new PlainTransport(channel, new Senders());
    registration = new Registration(loop, channel, transport, member);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    channel.close();
    loop.discard();
  }

  /// Until then it may end without the selector ever knowing it.
  @Test
  void beginsWithWhatIsWaitedForFirst() throws IOException {
    assertFalse(registration.begun());
    assertFalse(registration.cancel());
    registration.waitFor(0);
    assertFalse(registration.begun());
    assertFalse(channel.getOption(StandardSocketOptions.TCP_NODELAY));

    registration.waitFor(SelectionKey.OP_READ);
    assertTrue(registration.begun());
    loop.lead(true);
    assertEquals(List.of(SelectionKey.OP_READ), told);
  }

  /// There will be a second write, which has to wait for no acknowledgement of the first.
  @Test
  void makesWritingPrompt() throws IOException {
    registration.waitFor(SelectionKey.OP_READ);
    assertTrue(channel.getOption(StandardSocketOptions.TCP_NODELAY));
  }

  @Test
  void tellsOfWhatIsWaitedForOnly() throws IOException {
    registration.waitFor(SelectionKey.OP_READ);
    registration.waitFor(0);
    loop.lead(false);
    assertEquals(List.of(), told);
    registration.waitFor(SelectionKey.OP_WRITE);
    loop.lead(true);
    registration.waitFor(BOTH);
    loop.lead(true);
    assertEquals(List.of(SelectionKey.OP_WRITE, BOTH), told);
  }

  @Test
  void knowsExactlyWhatIsWaitedFor() {
    assertTrue(registration.waitsFor(0));
    registration.waitFor(BOTH);
    assertTrue(registration.waitsFor(BOTH));
    assertFalse(registration.waitsFor(SelectionKey.OP_READ));
    registration.waitFor(SelectionKey.OP_READ);
    assertTrue(registration.waitsFor(SelectionKey.OP_READ));
    assertFalse(registration.waitsFor(0));
  }

  @Test
  void tellsOfNothingWhenItHasEnded() throws IOException {
    registration.waitFor(SelectionKey.OP_READ);
    assertTrue(registration.cancel());
    loop.lead(false);
    assertEquals(List.of(), told);
    assertFalse(channel.isRegistered());
  }
}
