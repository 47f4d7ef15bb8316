package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As many connections as may be, and one client more.
@Timeout(60)
class AtLimitTest {
  private static final Duration LONG = Duration.ofHours(1);

  private static final Handler HANDLER =
      request ->
          request.head().rawPath().equals("/worker") ? new OnWorker(AtLimitTest::hello) : hello();

  private static Response hello() {
    return Response.text(Status.OK, "hello");
  }

  private static ConnectionOptions two(AtLimit rules, int leaders) {
    return ConnectionOptions.builder(2, 1000, LONG).atLimit(rules).leaders(leaders).build();
  }

  /// Nothing but the end of a connection ends the pause. The first connection goes to the second
  /// loop if there are two.
  @ParameterizedTest
  @CsvSource({"1, /, 0", "1, /worker, 0", "2, /, 0", "2, /, 1", "2, /worker, 0", "2, /worker, 1"})
  void waitsForTheEndOfAConnectionWhereNoneMayBeCut(int leaders, String target, int ending)
      throws Exception {
    try (TestServer server = new TestServer(HANDLER, two(new AtLimit(LONG, LONG), leaders), 3, 8);
        Wire first = server.connect();
        Wire second = server.connect()) {
      first.get("/").reply();
      second.get("/").reply();
      try (Wire waiting = server.connect().get("/")) {
        assertEquals("paused", TestServer.next(server.accepting));
        Wire staying = ending == 0 ? second : first;
        assertEquals("hello", staying.get(target).reply().content(), "it was not cut");

        Wire last = ending == 0 ? first : second;
        last.send("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertEquals("hello", last.reply().content());
        assertEquals("hello", waiting.reply().content());
        assertEquals("hello", staying.get(target).reply().content());
      }
    }
  }

  @Test
  void cutsWhoHasWaitedAsLongAsThat() throws Exception {
    try (TestServer server =
            new TestServer(HANDLER, two(new AtLimit(Duration.ZERO, LONG), 1), 2, 8);
        Wire first = server.connect();
        Wire second = server.connect()) {
      first.get("/").reply();
      second.get("/").reply();
      try (Wire third = server.connect()) {
        assertEquals("hello", third.get("/").reply().content());
        assertEquals("", first.rest().octets());
        assertEquals(List.of(), List.copyOf(server.accepting));
      }
    }
  }

  @Test
  void hasBounds() {
    assertThrows(IllegalArgumentException.class, () -> new AtLimit(Duration.ofNanos(-1), LONG));
    assertThrows(IllegalArgumentException.class, () -> new AtLimit(LONG, Duration.ZERO));
  }
}
