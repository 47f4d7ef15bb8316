package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.HostPolicy;
import dev.ashlar.http.security.HostRule;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A guard remembers what it let through; each case is asked before and after it has something to
/// remember, and must come out the same.
class HostGuardTest {
  private static final Response LET_THROUGH =
      new Response(Status.NO_CONTENT, Fields.NONE, Content.none());

  private final HostGuard guard =
      new HostGuard(
          HostPolicy.of(List.of(HostRule.parse("example.org"))),
          response -> response,
          request -> LET_THROUGH);

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1, Host: localhost:8080, 204",
    "GET / HTTP/1.1, Host: LOCALHOST:8080, 204",
    "GET / HTTP/1.1, Host: example.org, 204",
    "GET / HTTP/1.0, X: without Host, 204",
    "GET / HTTP/1.1, Host: localhost, 403",
    "GET / HTTP/1.1, Host: localhost:8081, 403",
    "GET / HTTP/1.1, Host: localhost:80800, 400",
    "GET / HTTP/1.1, Host: localhost:808, 403",
    "GET / HTTP/1.1, Host: mocalhost:8080, 403",
    "GET / HTTP/1.1, Host: example.com, 403",
    "GET http://localhost:8080/ HTTP/1.1, Host: localhost:8080, 204",
    "GET http://localhost:8080/ HTTP/1.1, Host: example.com, 204",
    "GET http://example.com/ HTTP/1.1, Host: localhost:8080, 403",
    "GET https://localhost:8080/ HTTP/1.1, Host: localhost:8080, 421",
    "CONNECT example.com:443 HTTP/1.1, Host: localhost:8080, 403",
    "CONNECT localhost:8080 HTTP/1.1, Host: localhost:8080, 501"
  })
  void judgesTheSameWhateverItHasLetThroughBefore(String line, String field, int status) {
    assertEquals(status, ask(line, field, "127.0.0.1", 8080));
    assertEquals(204, ask("GET / HTTP/1.1", "Host: localhost:8080", "127.0.0.1", 8080));
    assertEquals(status, ask(line, field, "127.0.0.1", 8080));
    assertEquals(status, ask(line, field, "127.0.0.1", 8080));
  }

  @Test
  void judgesAnewAtAnotherAddressOfOurs() {
    String line = "GET / HTTP/1.1";
    String field = "Host: 127.0.0.1:8080";
    assertEquals(204, ask(line, field, "127.0.0.1", 8080));
    assertEquals(403, ask(line, field, "192.0.2.1", 8080));
    assertEquals(403, ask(line, field, "127.0.0.1", 8081));
    assertEquals(204, ask(line, field, "127.0.0.1", 8080));
  }

  /// What looks like a word to copy may be a command to a shell.
  @ParameterizedTest
  @CsvSource({
    "Host: example.com, true",
    "Host: example.com:8080, true",
    "Host: [2001:db8::1], true",
    "Host: x;touch$IFS'pwned'&$(id), false",
    "Host: a!b, false",
    "Host: %41, false"
  })
  void suggestsOnlyWhatTheOptionTakes(String field, boolean suggests) {
    RequestHead head = (RequestHead) parse("GET / HTTP/1.1", field);
    Response response = (Response) answer(head, "127.0.0.1", 8080);
    Refusal refusal = Objects.requireNonNull(response.refusal());
    assertEquals(suggests, refusal.reason().contains("--allow-host"), refusal::toString);
  }

  /// The status; 400 if the parser refuses it before.
  private int ask(String line, String field, String address, int port) {
    return switch (parse(line, field)) {
      case RequestHead head ->
          answer(head, address, port) instanceof Response response ? response.status().code() : 0;
      default -> 400;
    };
  }

  private static ParseResult parse(String line, String field) {
    byte[] octets = (line + "\r\n" + field + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    return new RequestParser(Limits.DEFAULT).parse(ByteBuffer.wrap(octets));
  }

  private Answer answer(RequestHead head, String address, int port) {
    ConnectionInfo connection =
        new ConnectionInfo(
            1, new InetSocketAddress("192.0.2.7", 51234), new InetSocketAddress(address, port));
    return guard.handle(new Request(head, connection, 1));
  }
}
