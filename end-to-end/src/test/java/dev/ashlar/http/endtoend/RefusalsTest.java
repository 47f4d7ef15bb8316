package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(
          site -> site.file("index.html", "home").file("a/b.txt", "b").file(".env", "secret"),
          "--allow-host",
          "www.example.org",
          "--allow-host",
          "api.example.org:9000");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.",
        "/..",
        "/../etc/passwd",
        "/a/../b.txt",
        "/a/./b.txt",
        "/%2e%2e/etc/passwd",
        "/.%2E/",
        "/%2e",
        "//",
        "//a/b.txt",
        "/a//b.txt",
        "/a%2Fb.txt",
        "/a%5Cb.txt",
        "/..%2f..%2fetc%2fpasswd",
        "/..%5c..%5cetc",
        "/C:/Windows",
        "/c%3a/",
        "/.env",
        "/.git/config",
        "/a/.hidden",
        "/%2eenv",
      })
  void forbidsPathsThatLeadElsewhere(String path, AshlarProcess server) {
    server.get(path).expect(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%2",
        "/%zz",
        "/a%",
        "/%00",
        "/index.html%00.png",
        "/%0a",
        "/%7F",
        "/%C3",
        "/%FF",
        "/%C0%AE%C0%AE/",
        "/%ED%A0%80",
        "/a\\b",
        "/<a>",
        "/{a}",
        "/a|b",
        "/a^b",
        "/a`b",
        "/a\"b",
        "/ä",
        "/a#b",
      })
  void callsPathsBadThatAreNone(String path, AshlarProcess server) {
    server.get(path).expect(400);
  }

  @Test
  void decodesOnlyOnce(AshlarProcess server) {
    server.get("/%252e%252e/").expect(404);
    server.get("/a%252Fb.txt").expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "localhost:PORT",
        "LOCALHOST:PORT",
        "localhost.:PORT",
        "[::1]:PORT",
        "www.example.org",
        "WWW.Example.ORG.",
        "www.example.org:80",
        "api.example.org:9000",
      })
  void answersToItsNames(String host, AshlarProcess server) {
    withHost(server, "Host: " + host).expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.2:PORT",
        "localhost",
        "example.org",
        "evil.example",
        "evil.example:PORT",
        "www.example.org.evil.example",
        "api.example.org",
        "api.example.org:9001",
      })
  void refusesForeignHosts(String host, AshlarProcess server) {
    withHost(server, "Host: " + host).expect(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Host: none",
        "Host:",
        "Host: 127.0.0.1:PORT\nHost: 127.0.0.1:PORT",
        "Host: 127.0.0.1:PORT, evil.example",
        "Host: a b",
        "Host: a/b",
        "Host: user@127.0.0.1:PORT",
        "Host: 127.0.0.1:port",
        "Host: 127.0.0.1:99999",
        "Host: [::1",
        "Host: [zz]:PORT",
        "Host: http://127.0.0.1:PORT",
      })
  void callsMalformedHostsBad(String lines, AshlarProcess server) {
    withHost(server, lines).expect(400);
  }

  private static Reply withHost(AshlarProcess server, String lines) {
    String replaced = lines.replace("PORT", Integer.toString(server.port()));
    return server.exchange("GET / HTTP/1.1\n" + replaced + "\n\n");
  }

  @Test
  void judgesTheAuthorityOfAnAbsoluteTarget(AshlarProcess server) {
    server.exchange("GET http://evil.example/ HTTP/1.1\nHost: {host}\n\n").expect(403);
    server.exchange("GET http://{host}/ HTTP/1.1\nHost: evil.example\n\n").expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, text/html; charset=utf-8",
    "*/*, text/html; charset=utf-8",
    "application/json, application/problem+json",
    "application/problem+json, application/problem+json",
    "'text/html;q=0.5, application/json', application/problem+json",
  })
  void explainsErrorsAsTheClientLikes(String accept, String type, AshlarProcess server) {
    Reply reply =
        server.exchange(
            """
            GET /missing HTTP/1.1
            Host: {host}
            Accept: %s

            """
                .formatted(accept));
    assertEquals(type, reply.expect(404).field("Content-Type"));
    assertTrue(reply.text().contains("404"), reply::text);
    assertFalse(reply.text().isBlank());
  }

  static Stream<Arguments> malformedRequests() {
    return Stream.of(
        malformed(400, "GET  / HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "GET /  HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "GET\t/ HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, " GET / HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "GET /\nHost: {host}\n\n"),
        malformed(400, "GET /a b HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "G@T / HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "GET / http/1.1\nHost: {host}\n\n"),
        malformed(400, "GET / HTTP/1.1x\nHost: {host}\n\n"),
        malformed(505, "GET / HTTP/2.0\nHost: {host}\n\n"),
        malformed(400, "GET index.html HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "GET * HTTP/1.1\nHost: {host}\n\n"),
        malformed(400, "GET / HTTP/1.1\nHost : {host}\n\n"),
        malformed(400, "GET / HTTP/1.1\nHost: {host}\n : x\n\n"),
        malformed(400, "GET / HTTP/1.1\nHost: {host}\nX: a\n b\n\n"),
        malformed(400, "GET / HTTP/1.1\n Host: {host}\n\n"),
        malformed(400, "GET / HTTP/1.1\nHost: {host}\nX Y: a\n\n"),
        malformed(400, "GET / HTTP/1.1\nHost: {host}\nX: a\u0000b\n\n"),
        malformed(400, "GET / HTTP/1.1\nHost: {host}\nno colon\n\n"),
        malformed(400, post("Content-Length: 1\nContent-Length: 2")),
        malformed(400, post("Content-Length: 1\nContent-Length: 1")),
        malformed(400, post("Content-Length: 1, 1")),
        malformed(400, post("Content-Length: +1")),
        malformed(400, post("Content-Length: -1")),
        malformed(400, post("Content-Length: 0x1")),
        malformed(400, post("Content-Length: 1 2")),
        malformed(400, post("Content-Length: ")),
        malformed(413, post("Content-Length: 99999999999999999999")),
        malformed(400, post("Content-Length: 1\nTransfer-Encoding: chunked")),
        malformed(400, post("Transfer-Encoding: chunked\nContent-Length: 1")),
        malformed(501, post("Transfer-Encoding: gzip, chunked")),
        malformed(400, post("Transfer-Encoding: chunked, chunked")),
        malformed(400, post("Transfer-Encoding: chunked\nTransfer-Encoding: chunked")),
        malformed(400, chunked("0x1\nx\n0\n\n")),
        malformed(400, chunked("+1\nx\n0\n\n")),
        malformed(400, chunked("-1\nx\n0\n\n")),
        malformed(400, chunked("1 \nx\n0\n\n")),
        malformed(400, chunked("\nx\n0\n\n")),
        malformed(400, chunked("1\nxy\n0\n\n")),
        malformed(400, chunked("fffffffffffffffff\nx\n0\n\n")),
        malformed(414, "GET /" + "a".repeat(200_000) + " HTTP/1.1\nHost: {host}\n\n"),
        malformed(431, "GET / HTTP/1.1\nHost: {host}\nX: " + "a".repeat(200_000) + "\n\n"),
        malformed(431, "GET / HTTP/1.1\nHost: {host}\n" + "X: a\n".repeat(10_000) + "\n"));
  }

  private static Arguments malformed(int status, String request) {
    return Arguments.of(status, request);
  }

  private static String post(String framing) {
    return "POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\n"
        + framing
        + "\n\n1";
  }

  private static String chunked(String content) {
    return "POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\n"
        + "Transfer-Encoding: chunked\n\n"
        + content;
  }

  /// Each is followed by another request, as a smuggler would: the refusal must be all there is.
  @ParameterizedTest
  @MethodSource("malformedRequests")
  void refusesAndClosesAfterWhatIsMalformed(int status, String request, AshlarProcess server) {
    try (Wire wire = server.connect()) {
      Thread sending =
          wire.sendMeanwhile(wire.bytes(request + "GET /smuggled HTTP/1.1\nHost: {host}\n\n"), 1);
      Reply reply = wire.read().expect(status);
      assertTrue(reply.names("Connection", "close"), reply::toString);
      wire.expectEnd();
      join(sending);
    }
  }

  @Test
  void refusesBareLineFeeds(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.sendBytes(Wire.utf8("GET / HTTP/1.1\nHost: " + server.authority() + "\n\n"));
      wire.read().expect(400);
      wire.expectEnd();
    }
  }

  @Test
  void refusesACarriageReturnWithinALine(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      String host = "Host: " + server.authority() + "\r\n";
      wire.sendBytes(Wire.utf8("GET / HTTP/1.1\r\n" + host + "X: a\rY: b\r\n\r\n"));
      wire.read().expect(400);
      wire.expectEnd();
    }
  }

  @Test
  void skipsOneOrTwoEmptyLinesBeforeARequest(AshlarProcess server) {
    server.exchange("\nGET / HTTP/1.1\nHost: {host}\n\n").expect(200);
    server.exchange("\n\nGET / HTTP/1.1\nHost: {host}\n\n").expect(200);
  }

  /// RFC 9112 §9.6: the refusal must not be lost in a reset while the client is still sending.
  @Test
  void deliversARefusalToAClientThatGoesOnSending(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send("GET / HTTP/1.1\nHost: {host}\nX Y: bad\n\n");
      Thread sending = wire.sendMeanwhile(new byte[1 << 16], 8 << 20);
      join(sending);
      assertEquals(400, wire.read().status());
      wire.expectEnd();
    }
  }

  private static void join(Thread thread) {
    try {
      assertTrue(thread.join(Wire.PATIENCE), "the server takes no more, and does not close");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
