package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that reset their connection, in whatever state it is, leave nothing behind.
@Timeout(60)
class VanishingTest {
  private static final String EXPECTS =
      "Host: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n";

  /// How far a connection is when its client vanishes; each brings it there, and knows that it is.
  enum State {
    SILENT {
      @Override
      void reach(VanishingTest test, Wire wire) {}
    },
    IDLE {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.get("/").reply();
      }
    },
    WITHIN_A_HEAD {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT").reply();
      }
    },
    WITHIN_CONTENT {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.send("POST /take HTTP/1.1\r\n" + EXPECTS).head();
        wire.send("abc");
      }
    },
    WITHIN_CONTENT_FOR_WORKERS {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.send("POST /block HTTP/1.1\r\n" + EXPECTS).head();
        wire.send("abc");
      }
    },
    ON_A_WORKER {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.get("/worker");
        test.begun.await();
      }
    },
    PARKED {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.get("/later");
        test.begun.await();
      }
    },
    SENDING {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.get("/endless").head();
      }
    },
    PIPELINING {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.send("GET /worker HTTP/1.1\r\nHost: a\r\n\r\n".repeat(300));
        test.begun.await();
      }
    },
    REFUSED_AND_STILL_SENDING {
      @Override
      void reach(VanishingTest test, Wire wire) throws Exception {
        wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n").reply();
        wire.send(new byte[100_000]);
      }
    };

    abstract void reach(VanishingTest test, Wire wire) throws Exception;
  }

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CompletableFuture<Response> later = new CompletableFuture<>();
  private final CloseCounter endless = new CloseCounter(Content.UNKNOWN_LENGTH, Long.MAX_VALUE);
  private final Taker taker = new Taker(false);
  private final Taker blockingTaker = new Taker(true);

  private final Handler handler =
      request -> {
        Response response = new Response(Status.OK, Fields.NONE, endless);
        return switch (request.head().rawPath()) {
          case "/take" -> taker;
          case "/block" -> blockingTaker;
          case "/endless" -> response;
          case "/content" -> Response.text(Status.OK, "content");
          case "/later" -> {
            begun.countDown();
            yield new LaterResponse(later);
          }
          case "/worker" ->
              new OnWorker(() -> {
                begun.countDown();
                go.await();
                return Response.text(Status.OK, "done");
              });
          default -> Response.text(Status.OK, "");
        };
      };

  @ParameterizedTest
  @EnumSource
  void leaveNothingBehind(State state) throws Exception {
    try (TestServer server = new TestServer(handler)) {
      Wire wire = server.connect();
      state.reach(this, wire);
      wire.reset();
      go.countDown();
      later.complete(new Response(Status.OK, Fields.NONE, endless));
      TestServer.next(server.closed);
      Engine engine = server.connections.engine();
      assertEquals(0, server.connections.lentBuffers());
      assertEquals(0, engine.quota().open());
      assertEquals(0, engine.senders().count());
      assertEquals(state == State.WITHIN_CONTENT ? 1 : 0, taker.abandoned.get());
      assertEquals(
          state == State.WITHIN_CONTENT_FOR_WORKERS ? 1 : 0, blockingTaker.abandoned.get());
      boolean sent = state == State.SENDING || state == State.PARKED;
      assertEquals(sent ? 1 : 0, endless.closes.size());
      assertTrue(server.failures.isEmpty(), server.failures::toString);
      // The server is as it was.
      try (Wire next = server.connect()) {
        assertEquals(200, next.get("/").reply().status());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WITHIN_CONTENT", "WITHIN_CONTENT_FOR_WORKERS"})
  void areToldOfThoughTheyWereNotAnswered(State state) throws Exception {
    try (TestServer server = new TestServer(handler)) {
      Wire wire = server.connect();
      wire.get("/content").reply();
      state.reach(this, wire);
      wire.reset();
      assertEquals("200 7", TestServer.next(server.reports));
      assertEquals("400 0 incomplete", TestServer.next(server.reports));
    }
  }
}
