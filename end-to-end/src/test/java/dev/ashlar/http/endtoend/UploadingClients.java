package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Clients that upload one after the other, until their server is killed.
final class UploadingClients {
  private static final int CLIENTS = 64;

  private final AshlarProcess server;
  private final Ledger ledger;
  private final CountDownLatch acknowledgements;
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean killed;

  private UploadingClients(AshlarProcess server, Ledger ledger, int acknowledgements) {
    this.server = server;
    this.ledger = ledger;
    this.acknowledgements = new CountDownLatch(acknowledgements);
  }

  /// Has them upload, and kills the server with SIGKILL.
  ///
  /// @param acknowledgements after how many
  /// @param nanos and how long after that: an acknowledgement is a moment of its own, and others
  ///   must have their turn
  static void uploadAndKill(AshlarProcess server, Ledger ledger, int acknowledgements, long nanos)
      throws InterruptedException {
    new UploadingClients(server, ledger, acknowledgements).run(nanos);
  }

  private void run(long nanos) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::upload));
    }
    boolean reached = acknowledgements.await(Wire.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    LockSupport.parkNanos(nanos);
    killed = true;
    server.close(); // SIGKILL
    for (Thread client : clients) {
      assertTrue(client.join(Wire.PATIENCE), "a client hangs");
    }
    assertEquals(List.of(), List.copyOf(failures));
    assertTrue(reached, "too few uploads are acknowledged");
  }

  private void upload() {
    try {
      while (!killed) {
        connectAndUpload();
      }
    } catch (RuntimeException | AssertionError e) {
      if (!killed) {
        failures.add(e);
      }
    }
  }

  private void connectAndUpload() {
    try (Wire wire = server.connect()) {
      boolean open = true;
      while (open && !killed) {
        open = upload(wire, ledger.next());
      }
    }
  }

  /// Returns whether the connection can be used again.
  private boolean upload(Wire wire, NumberedUpload upload) {
    byte[] content = upload.content();
    int last = content.length - 1;
    wire.send(head(upload, content.length)).sendBytes(Arrays.copyOf(content, last));
    return switch (upload.kind()) {
      case WHOLE -> {
        ledger.sending(upload);
        Reply reply = wire.sendBytes(content[last]).read().expect(201);
        ledger.acknowledge(upload, reply.field("Location"));
        acknowledgements.countDown();
        yield !reply.names("Connection", "close");
      }
      case INVALID -> {
        Reply reply = wire.sendBytes((byte) '!').read().expect(400);
        yield !reply.names("Connection", "close");
      }
      case CUT_OFF -> {
        wire.reset();
        yield false;
      }
    };
  }

  /// Sends an upload once more, and returns where it is.
  static String retry(Wire wire, NumberedUpload upload) {
    byte[] content = upload.content();
    wire.send(head(upload, content.length)).sendBytes(content);
    return wire.read().expect(201).field("Location");
  }

  private static String head(NumberedUpload upload, int length) {
    return "POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\n"
        + upload.key().map(key -> "Idempotency-Key: " + key + "\n").orElse("")
        + "Content-Length: "
        + length
        + "\n\n";
  }
}
