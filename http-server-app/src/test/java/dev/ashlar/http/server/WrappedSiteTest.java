package dev.ashlar.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A handler of an embedder's before files and uploads.
class WrappedSiteTest {
  @TempDir Path folder;
  private ServerOptions options;

  @BeforeEach
  void makeSite() throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("file.txt"), "of the site");
    Path uploads = Files.createDirectory(folder.resolve("uploads"));
    options =
        ServerOptions.builder(site)
            .port(0)
            .workers(2)
            .uploads(new ServerOptions.Uploads.Existing(uploads))
            .accessLog(new ServerOptions.AccessLog.File(folder.resolve("access.log")))
            .build();
  }

  private static Handler wrapped(Handler site) {
    return request ->
        request.head().rawPath().equals("/own")
            ? Response.text(Status.OK, "of the wrapper")
            : site.handle(request);
  }

  @Test
  void answersWhatItLikesAndHandsOnTheRest() throws IOException {
    try (HttpServer server = HttpServer.startWrapped(options, WrappedSiteTest::wrapped)) {
      assertTrue(ask(server, "GET /own", "").endsWith("\r\n\r\nof the wrapper"));
      assertTrue(ask(server, "GET /file.txt", "").endsWith("\r\n\r\nof the site"));
      assertTrue(ask(server, "GET /a/../file.txt", "").startsWith("HTTP/1.1 403 "));
      String upload = ask(server, "POST /uploads", "[1]");
      assertTrue(upload.startsWith("HTTP/1.1 201 "), upload);
    }
  }

  @Test
  void isAskedOnlyForHostsOfThisServer() throws IOException {
    try (HttpServer server = HttpServer.startWrapped(options, WrappedSiteTest::wrapped)) {
      assertTrue(exchange(server, "GET /own", "evil.example", "").startsWith("HTTP/1.1 403 "));
    }
  }

  /// The folder of the uploads among the rest, which nobody else could use.
  @Test
  void leavesNothingOpenIfItCannotBeMade() throws IOException {
    RuntimeException failure = new IllegalStateException("not made");
    UnaryOperator<Handler> failing =
        site -> {
          throw failure;
        };
    assertSame(
        failure,
        assertThrows(
            RuntimeException.class, () -> HttpServer.startWrapped(options, failing).close()));
    try (HttpServer server = HttpServer.start(options)) {
      String upload = ask(server, "POST /uploads", "[1]");
      assertTrue(upload.startsWith("HTTP/1.1 201 "), upload);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // that is the point
  void isNamedIfItIsMissing() {
    assertEquals(
        "wrapper",
        assertThrows(NullPointerException.class, () -> HttpServer.startWrapped(options, null))
            .getMessage());
    assertEquals(
        "the wrapper's handler",
        assertThrows(
                NullPointerException.class, () -> HttpServer.startWrapped(options, site -> null))
            .getMessage());
  }

  private static String ask(HttpServer server, String request, String content) throws IOException {
    return exchange(server, request, "127.0.0.1:" + server.address().getPort(), content);
  }

  private static String exchange(HttpServer server, String request, String host, String content)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout(30_000);
      String lines =
          request
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
              + content.length()
              + "\r\n\r\n"
              + content;
      socket.getOutputStream().write(lines.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
