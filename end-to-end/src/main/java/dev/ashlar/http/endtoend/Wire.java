package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One connection to a server, on which requests are written as they stand.
///
/// In what is sent, `{host}` stands for the server's address and port, and every line end becomes
/// CR LF. For one thread, but [#sendMeanwhile] may run beside reading.
final class Wire implements AutoCloseable {
  /// How long a test waits for anything before it fails: a minute is long enough for a busy
  /// machine, and `-Dashlar.patience=600` for one that has hardly any time for us.
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("ashlar.patience", 60));

  private final InetSocketAddress server;
  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;

  Wire(InetSocketAddress server) {
    try {
      this.server = server;
      this.socket = new Socket(server.getAddress(), server.getPort());
      this.socket.setSoTimeout((int) PATIENCE.toMillis());
      this.socket.setTcpNoDelay(true);
      this.input = new BufferedInputStream(socket.getInputStream());
      this.output = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Sends requests, or a part of one.
  Wire send(String text) {
    return sendBytes(bytes(text));
  }

  /// The bytes of a text that is sent.
  byte[] bytes(String text) {
    String host = server.getAddress().getHostAddress() + ":" + server.getPort();
    return utf8(text.replace("{host}", host).replace("\n", "\r\n"));
  }

  /// Sends bytes as they are.
  Wire sendBytes(byte... bytes) {
    try {
      output.write(bytes);
      output.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends bytes again and again on another thread, until so many are sent or the server will take
  /// no more.
  Thread sendMeanwhile(byte[] piece, long total) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            for (long sent = 0; sent < total; sent += piece.length) {
              output.write(piece);
            }
          } catch (IOException e) {
            // The server closed the connection, which it may.
          }
        });
  }

  /// Says that no more will be sent, and goes on to listen.
  Wire halfClose() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Closes the connection with a reset.
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads exactly one response.
  Reply read() {
    return new ReplyReader(input).read();
  }

  /// Reads exactly one response to a HEAD request.
  Reply readToHead() {
    return new ReplyReader(input).readHead();
  }

  /// Reads the head of a response and leaves its content to [#readSome].
  Reply readHead() {
    return new ReplyReader(input).readHead();
  }

  /// Reads up to so many bytes and returns how many, or -1 at the end.
  int readSome(byte[] target) {
    try {
      return input.read(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads and drops everything up to the end of the connection, and returns how much it was.
  long readToEnd() {
    byte[] bytes = new byte[1 << 16];
    long length = 0;
    for (int read = readSome(bytes); read >= 0; read = readSome(bytes)) {
      length += read;
    }
    return length;
  }

  /// Demands that the server closes the connection in order, without another byte.
  void expectEnd() {
    assertEquals("", rest(), "the server says more than it should");
  }

  private String rest() {
    try {
      return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("the connection did not end in order", e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
