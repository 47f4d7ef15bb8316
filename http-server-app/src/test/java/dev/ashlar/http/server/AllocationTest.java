package dev.ashlar.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a request for a file in memory leaves to the garbage collector: reading, parsing, judging,
/// answering and the line of the access log, on all of the server's threads.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Classes are loaded and buffers made by then.
  private static final int WARM_UP = 1_000;

  private static final int REQUESTS = 5_000;

  /// What the interpreter makes, with object headers of their full length, and a tenth. The image
  /// has short ones and a JIT compiler that spares much of it, but not at a time that a test could
  /// know: how little it comes to there, `benchmarks/files/run --allocation` says.
  private static final int ALLOWED = 1_200;

  private static final int LENGTH = 1024;

  @TempDir Path folder;

  @Test
  void allocatesLittleForAFileInMemory() throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.write(site.resolve("1k.bin"), new byte[LENGTH]);
    Path log = folder.resolve("access.log");
    ServerOptions options =
        ServerOptions.builder(site)
            .port(0)
            .workers(2)
            .maxRequests(2 * (WARM_UP + REQUESTS))
            .uploads(new ServerOptions.Uploads.Off())
            .accessLog(new ServerOptions.AccessLog.File(log))
            .build();
    long[] others = THREADS.getAllThreadIds();
    try (HttpServer server = HttpServer.start(options);
        Client client = new Client(server.address().getPort())) {
      client.ask(WARM_UP);
      long before = allocatedBeside(others);
      client.ask(REQUESTS);
      long each = (allocatedBeside(others) - before) / REQUESTS;

      assertTrue(each <= ALLOWED, () -> each + " octets for each request");
      assertTrue(each > 0, "a line was written and nothing allocated: is anything measured?");
    }
    try (var lines = Files.lines(log)) {
      assertEquals(WARM_UP + REQUESTS, lines.count());
    }
  }

  /// By all threads that were not there before.
  private static long allocatedBeside(long[] others) {
    Arrays.sort(others);
    long[] own =
        Arrays.stream(THREADS.getAllThreadIds())
            .filter(id -> Arrays.binarySearch(others, id) < 0)
            .toArray();
    return Arrays.stream(THREADS.getThreadAllocatedBytes(own)).filter(bytes -> bytes > 0).sum();
  }

  /// Asks as soon as it has been answered.
  private static final class Client implements AutoCloseable {
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final BufferedInputStream input;
    private final byte[] request;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      input = new BufferedInputStream(socket.getInputStream());
      request = ("GET /1k.bin HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n").getBytes(US_ASCII);
    }

    void ask(int times) throws IOException {
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(request);
        read();
      }
    }

    private void read() throws IOException {
      int seen = 0;
      while (seen < END_OF_HEAD.length()) {
        int octet = input.read();
        if (octet < 0) {
          throw new EOFException("the server has closed the connection");
        }
        seen = octet == END_OF_HEAD.charAt(seen) ? seen + 1 : octet == '\r' ? 1 : 0;
      }
      input.skipNBytes(LENGTH);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
