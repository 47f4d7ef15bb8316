package dev.ashlar.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A client that speaks octets: what it sends and what it gets is plain to see.
final class Wire implements Closeable {
  private final Socket socket;
  private final InputStream in;

  Wire(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
    in = socket.getInputStream();
  }

  Wire send(String octets) throws IOException {
    return send(octets.getBytes(ISO_8859_1));
  }

  Wire send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    return this;
  }

  /// A request without content, in the current version.
  Wire get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  Wire endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /// Goes away without a word: the server's next read or write fails.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// The next octets up to the empty line after a head, which is included.
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("ended within: " + head);
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  String content(int length) throws IOException {
    return new String(in.readNBytes(length), ISO_8859_1);
  }

  /// A response with its content, which must have a length.
  Reply reply() throws IOException {
    String head = head();
    String length = head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1");
    return new Reply(head, content(Integer.parseInt(length)));
  }

  /// All that still comes, until the server ends its side or resets the connection.
  Rest rest() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    boolean reset = false;
    try {
      in.transferTo(octets);
    } catch (IOException cut) {
      reset = true;
    }
    return new Rest(octets.toString(ISO_8859_1), reset);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  record Reply(String head, String content) {
    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    boolean closes() {
      return head.contains("\r\nConnection: close\r\n");
    }
  }

  record Rest(String octets, boolean reset) {}
}
