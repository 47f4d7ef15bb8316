package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleConnectionsTest {
  private static final int CONNECTIONS = 1000;
  private static final String GET = "GET /index.html HTTP/1.1\nHost: {host}\n\n";

  /// Connections that have said nothing, half a request, or a whole one before they fell silent.
  @ParameterizedTest
  @ValueSource(ints = {10, 1})
  void servesOthersMeanwhile(int workers, @TempDir Path folder) {
    new Site(folder).file("index.html", "home").file("large.bin", Site.pattern(1_000_000));
    Launch launch = Launch.in(folder);
    try (AshlarProcess server = launch.serve("--workers", Integer.toString(workers), ".")) {
      List<Wire> idle = new ArrayList<>();
      for (int count = 0; count < CONNECTIONS; count++) {
        idle.add(server.connect().send(said(count)));
        if (count % 4 == 3) {
          idle.getLast().read().expect(200);
        }
      }
      for (int request = 0; request < 50; request++) {
        server.get("/index.html").expect(200);
        server.get("/large.bin").expect(200);
        server.upload("[]").expect(201);
      }
      for (int count = 0; count < CONNECTIONS; count++) {
        try (Wire wire = idle.get(count)) {
          wire.send(rest(count)).read().expect(count % 4 == 2 ? 201 : 200);
        }
      }
      assertEquals(0, server.stop());
    }
  }

  private static final String UPLOAD =
      "POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\nContent-Length: 2\n\n";

  private static String said(int count) {
    return switch (count % 4) {
      case 0 -> "";
      case 1 -> GET.substring(0, 10);
      case 2 -> UPLOAD + "[";
      default -> GET;
    };
  }

  private static String rest(int count) {
    return switch (count % 4) {
      case 1 -> GET.substring(10);
      case 2 -> "]";
      default -> GET;
    };
  }

  @Test
  void closesConnectionsThatStayIdle(@TempDir Path folder) {
    new Site(folder).file("index.html", "home");
    try (AshlarProcess server = Launch.in(folder).serve("--idle-timeout", "200ms", ".");
        Wire silent = server.connect();
        Wire served = server.connect()) {
      assertEquals("timeout=1, max=99", served.send(GET).read().expect(200).field("Keep-Alive"));
      silent.expectEnd();
      served.expectEnd();
      assertEquals(0, server.stop());
    }
  }

  @Test
  void answersAsManyRequestsAsItWasTold(@TempDir Path folder) {
    new Site(folder).file("index.html", "home");
    try (AshlarProcess server = Launch.in(folder).serve("--max-requests", "2", ".");
        Wire wire = server.connect()) {
      assertEquals("timeout=30, max=1", wire.send(GET).read().field("Keep-Alive"));
      assertEquals("close", wire.send(GET).read().field("Connection"));
      wire.expectEnd();
      assertEquals(0, server.stop());
    }
  }
}
