package dev.ashlar.benchmarks.overload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One connection of the generator, on which at most one request is under way.
final class Peer {
  private static final int MOST_BYTES = 16 << 10;
  private static final Pattern BEGUN = Pattern.compile("\r\nbegun: ([0-9]+)\r\n");
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: ([0-9]+)\r\n");

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer input = ByteBuffer.allocate(MOST_BYTES);
  private ByteBuffer output = ByteBuffer.allocate(0);
  private int end = -1;
  private int status;
  private int begun;
  private boolean lastOne;

  /// What its request is for, and when that was due.
  Tally tally;

  long due;

  /// How many requests of its kind were known to have been begun when it was sent.
  int begunBefore;

  boolean counts;

  Peer(InetSocketAddress server, Selector selector) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = channel.connect(server);
    key =
        channel.register(
            selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
  }

  /// Sends a request, now or as soon as there is a connection.
  void send(ByteBuffer request) throws IOException {
    output = request;
    end = -1;
    input.clear();
    flush();
  }

  private void flush() throws IOException {
    if (channel.isConnected() && output.hasRemaining()) {
      channel.write(output);
      if (output.hasRemaining()) {
        throw new IOException("No room for so short a request.");
      }
    }
  }

  /// Goes on with what the selector has found.
  ///
  /// @return whether the response is complete
  /// @throws EOFException if the server has closed the connection
  /// @throws IOException if the connection has been reset
  boolean proceed() throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      flush();
      return false;
    }
    if (channel.read(input) < 0) {
      throw new EOFException();
    }
    if (end < 0) {
      readHead();
    }
    return end >= 0 && input.position() >= end;
  }

  private void readHead() throws IOException {
    String head =
        new String(input.array(), 0, input.position(), ISO_8859_1).toLowerCase(Locale.ROOT);
    int empty = head.indexOf("\r\n\r\n");
    if (empty < 0) {
      return;
    }
    Matcher length = LENGTH.matcher(head);
    if (!length.find() || length.start() > empty) {
      throw new IOException("No length: " + head);
    }
    status = Integer.parseInt(head.substring(9, 12));
    Matcher order = BEGUN.matcher(head);
    begun = order.find() ? Integer.parseInt(order.group(1)) : -1;
    lastOne = head.lastIndexOf("\r\nconnection: close\r\n", empty) >= 0;
    end = empty + 4 + Integer.parseInt(length.group(1));
  }

  /// The status of the response that is complete.
  int status() {
    return status;
  }

  /// Which one it was of those that cost work, in the order in which workers began; -1 for others.
  int begun() {
    return begun;
  }

  /// Whether the server closes the connection after this response.
  boolean lastOne() {
    return lastOne;
  }

  void close() throws IOException {
    channel.close();
  }
}
