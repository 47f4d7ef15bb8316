package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Heads that are longer than most, where there is memory for one of them.
@Timeout(60)
class HeadBudgetTest {
  private static final long MEMORY = 10_000;
  private static final String BEGIN = "GET /later HTTP/1.1\r\nHost: a\r\n";
  private static final String LONG =
      BEGIN + "A: " + "a".repeat(6000) + "\r\nB: " + "b".repeat(6000) + "\r\n";

  private final CompletableFuture<Response> later = new CompletableFuture<>();
  private final Handler handler =
      request ->
          request.head().rawPath().equals("/later")
              ? new LaterResponse(later)
              : Response.text(Status.OK, "hello");
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(handler, TestServer.patient().headMemory(MEMORY).build(), 2, 8);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long left() {
    return server.connections.engine().heads().left();
  }

  private void awaitTaken() throws InterruptedException {
    TestServer.await(() -> left() < MEMORY);
  }

  private void awaitGivenBack() throws InterruptedException {
    TestServer.await(() -> left() == MEMORY);
  }

  @Test
  void givesToTheLastByteAndTakesNothingWhereItIsNotEnough() {
    HeadBudget budget = new HeadBudget(1000);
    int usual = HeadBudget.USUAL;

    assertTrue(budget.change(0, usual));
    assertEquals(1000, budget.left(), "what most have is not counted");
    assertTrue(budget.change(usual, usual + 1000));
    assertEquals(0, budget.left());
    assertFalse(budget.change(0, usual + 1));
    assertEquals(0, budget.left());
    assertTrue(budget.change(usual + 1000, 0));
    assertEquals(1000, budget.left());
  }

  @Test
  void refusesAHeadThatIsNotCompleteWhileAnotherTakesTheMemory() throws Exception {
    try (Wire other = server.connect();
        Wire small = server.connect()) {
      try (Wire first = server.connect()) {
        first.send(LONG);
        awaitTaken();

        Wire.Reply refusal = other.send(LONG).reply();

        assertEquals(503, refusal.status());
        assertTrue(refusal.closes());
        assertTrue(refusal.head().contains("\r\nRetry-After: 1\r\n"), refusal.head());
        assertEquals("hello", small.get("/").reply().content());
      }
      awaitGivenBack();
      small.send(LONG);
      awaitTaken();
      later.complete(Response.text(Status.OK, "done"));
      assertEquals("done", small.send("\r\n").reply().content());
    }
    awaitGivenBack();
  }

  @Test
  void refusesACompleteOneAndGoesOnWithItsClient() throws Exception {
    try (Wire first = server.connect();
        Wire other = server.connect()) {
      first.send(LONG + "\r\n");
      awaitTaken();

      Wire.Reply refusal = other.send(LONG + "\r\n").reply();

      assertEquals(503, refusal.status());
      assertFalse(refusal.closes());
      assertEquals("hello", other.get("/").reply().content());
      later.complete(Response.text(Status.OK, "done"));
      assertEquals("done", first.reply().content());
      awaitGivenBack();
      assertEquals("done", other.send(LONG + "\r\n").reply().content());
    }
  }

  @Test
  void givesBackWhatAClientHadThatIsGoneInTheMiddle() throws Exception {
    Wire wire = server.connect();
    wire.send(LONG);
    awaitTaken();

    wire.reset();

    TestServer.next(server.closed);
    assertEquals(MEMORY, left());
  }

  @Test
  void givesBackWhatAClientHadThatIsRefusedForAnotherReason() throws Exception {
    try (Wire wire = server.connect()) {
      wire.send(LONG);
      awaitTaken();

      assertEquals(400, wire.send("no field\r\n\r\n").reply().status());

      awaitGivenBack();
    }
  }
}
