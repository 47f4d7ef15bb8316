package dev.ashlar.benchmarks.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One connection of a client that waits.
record Client(SocketChannel channel, String host) implements Closeable {
  static Client connect(InetSocketAddress server) throws IOException {
    return new Client(SocketChannel.open(server), server.getHostString() + ":" + server.getPort());
  }

  /// The head of a request for this server.
  String request(String method, String path, String fields) {
    return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n";
  }

  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Asks for the small file.
  ///
  /// @throws IOException if anything but the file is the answer
  void ask() throws IOException {
    send(request("GET", "/", ""));
    ByteBuffer answer = ByteBuffer.allocate(Image.SMALL_BYTES * 2);
    int end = -1;
    while (end < 0 || answer.position() < end) {
      if (channel.read(answer) < 0) {
        throw new EOFException("The server has closed the connection.");
      }
      String head = new String(answer.array(), 0, answer.position(), US_ASCII);
      if (head.contains("\r\n\r\n")) {
        if (!head.startsWith("HTTP/1.1 200 ")) {
          throw new IOException("The server says " + head.lines().findFirst().orElse(""));
        }
        end = head.indexOf("\r\n\r\n") + 4 + Image.SMALL_BYTES;
      }
    }
  }

  /// Reads as much as there is room for, or until the end.
  void read(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("The server has closed the connection.");
      }
    }
  }

  /// Vanishes: the server gets a reset instead of an end.
  void vanish() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
