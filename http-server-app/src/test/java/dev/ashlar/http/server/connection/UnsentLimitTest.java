package dev.ashlar.http.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the kernel takes for a client that reads nothing.
@EnabledOnOs(OS.LINUX)
class UnsentLimitTest {
  private static final int CLIENT_BUFFER = 4 << 10;
  private static final int PIECE = 16 << 10;

  /// Of what is under way: the client's buffer, which the kernel doubles, and what it rounds.
  private static final int UNDER_WAY = 64 << 10;

  private static final int MOST = UnsentLimit.BYTES + UNDER_WAY + 2 * PIECE;

  @Test
  void holdsForConnectionsThatAreAcceptedAfterwards() throws IOException {
    assertTrue(UnsentLimit.isPossible());
    try (ServerSocketChannel listening = listen()) {
      assertEquals(1, UnsentLimit.set(port(listening)));
      int taken = takenForAClientThatReadsNothing(listening);
      assertTrue(taken >= UnsentLimit.BYTES && taken <= MOST, taken + " bytes");
    }
  }

  @Test
  void isSetForThatPortOnly() throws IOException {
    try (ServerSocketChannel one = listen();
        ServerSocketChannel other = listen()) {
      assertEquals(1, UnsentLimit.set(port(one)));
      assertTrue(takenForAClientThatReadsNothing(other) > MOST);
    }
  }

  @Test
  void isSetByTheServer() throws IOException, InterruptedException {
    AtomicLong produced = new AtomicLong();
    Content.Source endless =
        target -> {
          produced.addAndGet(target.remaining());
          target.position(target.limit());
          return true;
        };
    try (TestServer server =
            new TestServer(
                request -> new Response(Status.OK, Fields.NONE, endless),
                TestServer.impatient(Duration.ofMillis(100)),
                2,
                8);
        SocketChannel client = connect(server.connections.address())) {
      client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII)));
      assertEquals(false, TestServer.next(server.completed), "it is given up in the end");
      assertTrue(produced.get() <= MOST, produced + " bytes");
    }
  }

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static int port(ServerSocketChannel listening) throws IOException {
    return ((InetSocketAddress) listening.getLocalAddress()).getPort();
  }

  private static int takenForAClientThatReadsNothing(ServerSocketChannel listening)
      throws IOException {
    try (SocketChannel client = connect(listening.getLocalAddress());
        SocketChannel accepted = listening.accept()) {
      assertTrue(client.isConnected());
      accepted.configureBlocking(false);
      int taken = 0;
      int count;
      do {
        count = accepted.write(ByteBuffer.allocateDirect(PIECE));
        taken += count;
      } while (count > 0);
      return taken;
    }
  }

  private static SocketChannel connect(SocketAddress server) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.setOption(StandardSocketOptions.SO_RCVBUF, CLIENT_BUFFER);
    client.connect(server);
    return client;
  }
}
