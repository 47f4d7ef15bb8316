package dev.ashlar.benchmarks.files.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// No server, but what is left of one without HTTP: for each request that can be read, one thread
/// writes the same bytes again, head and file together. It parses nothing, looks at no file, writes
/// no log and keeps no time. So it shows what the kernel and Java's selector take for themselves.
///
/// It knows `/1k.bin` and `/10k.bin`, and tells them apart by one character.
final class BareLoop {
  static final int DIFFERS = "GET /1".length();

  /// Some 400 octets, as Ashlar's.
  private static final String HEAD =
      """
      HTTP/1.1 200 OK\r
      Date: Sat, 28 Nov 2026 18:30:00 GMT\r
      Content-Type: application/octet-stream\r
      Last-Modified: Sat, 28 Nov 2026 17:30:00 GMT\r
      ETag: "0123456789abcdef-400"\r
      Accept-Ranges: bytes\r
      Cache-Control: max-age=86400\r
      X-Content-Type-Options: nosniff\r
      Referrer-Policy: no-referrer\r
      Cross-Origin-Resource-Policy: same-origin\r
      Connection: keep-alive\r
      Keep-Alive: timeout=30, max=999\r
      Content-Length: %s\r
      \r
      """;

  private final ByteBuffer small;
  private final ByteBuffer larger;
  private final ByteBuffer received = ByteBuffer.allocateDirect(4096);

  private BareLoop(Path folder) throws IOException {
    small = response(folder.resolve("1k.bin"));
    larger = response(folder.resolve("10k.bin"));
  }

  static ByteBuffer response(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] head = HEAD.formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(head.length + content.length).put(head).put(content).flip();
  }

  /// @param arguments the folder, the port, and a name for a log, which is not written
  public static void main(String[] arguments) throws IOException {
    new BareLoop(Path.of(arguments[0])).run(Integer.parseInt(arguments[1]));
  }

  private void run(int port) throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress("127.0.0.1", port), 1024);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    while (true) {
      selector.select(this::take);
    }
  }

  private void take(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel listener) {
        SocketChannel client = listener.accept();
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.register(key.selector(), SelectionKey.OP_READ);
      } else {
        answer((SocketChannel) key.channel());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void answer(SocketChannel client) throws IOException {
    if (!isAnswered(client)) {
      client.close();
    }
  }

  /// Returns false if the client is gone, or does not take the response at once.
  private boolean isAnswered(SocketChannel client) {
    try {
      if (client.read(received.clear()) < 0) {
        return false;
      }
      ByteBuffer response = received.get(DIFFERS) == 'k' ? small : larger;
      client.write(response.rewind());
      return !response.hasRemaining();
    } catch (IOException gone) {
      return false;
    }
  }
}
