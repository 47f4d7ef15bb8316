package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistenceTest {
  private static final String LARGE = new String(new char[2_000_000]).replace('\0', 'x');

  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(site -> site.file("small.txt", "small").file("large.txt", LARGE));

  @Test
  void answersAHundredRequestsOnAConnection(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      for (int left = 99; left > 0; left--) {
        Reply reply = wire.send("GET /small.txt HTTP/1.1\nHost: {host}\n\n").read().expect(200);
        assertEquals("timeout=30, max=" + left, reply.field("Keep-Alive"));
        assertFalse(reply.names("Connection", "close"), reply::toString);
      }
      Reply last = wire.send("GET /small.txt HTTP/1.1\nHost: {host}\n\n").read().expect(200);
      assertEquals("small", last.text());
      assertTrue(last.names("Connection", "close"), last::toString);
      assertFalse(last.has("Keep-Alive"), last::toString);
      wire.expectEnd();
    }
  }

  @Test
  void closesWhenAsked(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      Reply reply =
          wire.send("GET /small.txt HTTP/1.1\nHost: {host}\nConnection: foo, Close\n\n").read();
      assertTrue(reply.expect(200).names("Connection", "close"), reply::toString);
      wire.expectEnd();
    }
  }

  @Test
  void closesAfterAnHttp10Request(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      Reply reply = wire.send("GET /small.txt HTTP/1.0\n\n").read().expect(200);
      assertEquals("small", reply.text());
      assertFalse(reply.has("Transfer-Encoding"), reply::toString);
      wire.expectEnd();
    }
  }

  @Test
  void staysOpenForAnHttp10ClientThatAsks(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      for (int request = 0; request < 3; request++) {
        Reply reply =
            wire.send("GET /small.txt HTTP/1.0\nConnection: keep-alive\n\n").read().expect(200);
        assertTrue(reply.names("Connection", "keep-alive"), reply::toString);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"404, GET /missing", "405, DELETE /small.txt", "403, GET /.env", "400, GET /%00"})
  void staysOpenAfterAnErrorThatEndsWhereItShould(int status, String line, AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send(line + " HTTP/1.1\nHost: {host}\n\n").read().expect(status);
      wire.send("GET /small.txt HTTP/1.1\nHost: {host}\n\n").read().expect(200);
    }
  }

  /// Cached files, errors, uploads on workers and long files, all sent before the first answer.
  @Test
  void answersPipelinedRequestsInOrder(AshlarProcess server) {
    String batch =
        """
        GET /small.txt HTTP/1.1
        Host: {host}

        POST /uploads HTTP/1.1
        Host: {host}
        Content-Type: application/json
        Content-Length: 2

        []GET /missing HTTP/1.1
        Host: {host}

        GET /large.txt HTTP/1.1
        Host: {host}

        HEAD /large.txt HTTP/1.1
        Host: {host}

        POST /uploads HTTP/1.1
        Host: {host}
        Content-Type: application/json
        Transfer-Encoding: chunked

        2
        {}
        0

        """;
    try (Wire wire = server.connect()) {
      wire.send(batch.repeat(5));
      for (int round = 0; round < 5; round++) {
        assertEquals("small", wire.read().expect(200).text());
        wire.read().expect(201);
        wire.read().expect(404);
        assertEquals(LARGE, wire.read().expect(200).text());
        assertEquals(LARGE.length(), Integer.parseInt(wire.readToHead().field("Content-Length")));
        wire.read().expect(201);
      }
    }
  }

  @Test
  void answersManyPipelinedRequests(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send("GET /small.txt HTTP/1.1\nHost: {host}\n\n".repeat(150));
      for (int request = 0; request < 100; request++) {
        wire.read().expect(200);
      }
      wire.expectEnd();
    }
  }

  @Test
  void answersAfterAHalfClose(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send("GET /large.txt HTTP/1.1\nHost: {host}\n\n").halfClose();
      assertEquals(LARGE, wire.read().expect(200).text());
      wire.expectEnd();
    }
  }

  @Test
  void answersAllPipelinedRequestsAfterAHalfClose(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send("GET /small.txt HTTP/1.1\nHost: {host}\n\n".repeat(3)).halfClose();
      for (int request = 0; request < 3; request++) {
        wire.read().expect(200);
      }
      wire.expectEnd();
    }
  }

  @Test
  void takesARequestByteByByte(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      byte[] request =
          wire.bytes(
              """

              POST /uploads HTTP/1.1
              Host: {host}
              Content-Type: application/json
              Transfer-Encoding: chunked

              1
              [
              2;extension
              1]
              0
              X-Trailer: value

              GET /small.txt HTTP/1.1
              Host: {host}

              """);
      for (byte next : request) {
        wire.sendBytes(next);
      }
      wire.read().expect(201);
      wire.read().expect(200);
    }
  }

  @Test
  void survivesClientsThatVanish(AshlarProcess server) {
    String[] beginnings = {
      "",
      "GET /sm",
      "GET /large.txt HTTP/1.1\nHost: {host}\n\n",
      "POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\nContent-Length: 9\n\n[",
    };
    for (int round = 0; round < 25; round++) {
      for (String beginning : beginnings) {
        server.connect().send(beginning).reset();
        server.connect().send(beginning).close();
      }
    }
    server.get("/small.txt").expect(200);
  }
}
