package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsInProgressTest {
  private static final String HEAD =
      Client.head("POST", "/uploads", "Content-Type: application/json", "Content-Length: 1");
  private static final Response DONE = Answers.outcome(new UploadStore.NoRoom("none"));

  /// Answers as it is told.
  private static class Told implements ContentReceiver {
    private final Answer answer;

    Told(Answer answer) {
      this.answer = answer;
    }

    @Override
    public Answer receive(ByteBuffer content) throws IOException {
      return content.hasRemaining() ? this : answer;
    }

    @Override
    public Answer finish(Fields trailers) throws IOException {
      return answer;
    }

    @Override
    public void abandon() {}
  }

  private final UploadsInProgress one = new UploadsInProgress(1);

  private ContentReceiver begin(ContentReceiver upload) {
    return assertInstanceOf(ContentReceiver.class, one.begin(() -> upload));
  }

  private static int status(Answer answer) {
    return assertInstanceOf(Response.class, answer).status().code();
  }

  /// Takes the only place.
  private ContentReceiver placed() {
    ContentReceiver upload = begin(new Told(DONE));
    assertTrue(upload.finishMayBlock());
    return upload;
  }

  @Test
  void holdAPlaceOnlyWhileAStepMayBlock() throws IOException {
    ContentReceiver upload = begin(new Told(DONE));
    assertEquals(0, one.running());
    assertTrue(upload.receiveMayBlock(1));
    assertEquals(1, one.running());
    assertEquals(upload, upload.receive(ByteBuffer.allocate(1)));
    assertEquals(0, one.running());
    assertTrue(upload.finishMayBlock());
    assertEquals(1, one.running());
    assertEquals(DONE, upload.finish(Fields.NONE));
    assertEquals(0, one.running());
    assertTrue(upload.receiveMayBlock(1));
    assertEquals(DONE, upload.receive(ByteBuffer.allocate(0)));
    assertEquals(0, one.running());
  }

  @Test
  void needNoPlaceWhileTheyWaitForTheirClients() throws IOException {
    ContentReceiver small =
        begin(
            new Told(DONE) {
              @Override
              public boolean receiveMayBlock(int length) {
                return false;
              }
            });
    ContentReceiver busy = placed();
    assertFalse(small.receiveMayBlock(1));
    assertEquals(small, small.receive(ByteBuffer.allocate(1)));
    assertEquals(DONE, busy.finish(Fields.NONE));
    assertEquals(DONE, small.finish(Fields.NONE));
    assertEquals(0, one.running());
  }

  @Test
  void areRefusedWithoutBlockingIfThereIsNoPlaceForAStep() throws IOException {
    for (boolean last : new boolean[] {false, true}) {
      AtomicInteger abandoned = new AtomicInteger();
      ContentReceiver upload =
          begin(
              new Told(DONE) {
                @Override
                public void abandon() {
                  abandoned.incrementAndGet();
                }
              });
      ContentReceiver busy = placed();
      assertEquals(503, status(one.begin(() -> new Told(DONE))));
      assertFalse(last ? upload.finishMayBlock() : upload.receiveMayBlock(1));
      busy.abandon();
      assertEquals(0, one.running());
      Answer answer = last ? upload.finish(Fields.NONE) : upload.receive(ByteBuffer.allocate(1));
      assertEquals(503, status(answer), "what was not queued for a worker must not block");
      assertEquals(1, abandoned.get());
      assertEquals(0, one.running());
    }
  }

  @Test
  void endWhenALaterResponseIsKnown() throws IOException {
    CompletableFuture<Response> stage = new CompletableFuture<>();
    begin(new Told(new LaterResponse(stage))).finish(Fields.NONE);
    assertEquals(1, one.running());
    stage.complete(DONE);
    assertEquals(0, one.running());
  }

  @Test
  void endOnceWhenTheyFailAndAreAbandoned() {
    ContentReceiver failing =
        begin(
            new Told(DONE) {
              @Override
              public Answer receive(ByteBuffer content) throws IOException {
                throw new IOException("receive");
              }

              @Override
              public Answer finish(Fields trailers) throws IOException {
                throw new IOException("finish");
              }

              @Override
              public void abandon() {
                throw new IllegalStateException("abandon");
              }
            });
    assertTrue(failing.receiveMayBlock(1));
    assertThrows(IOException.class, () -> failing.receive(ByteBuffer.allocate(1)));
    assertEquals(0, one.running());
    assertTrue(failing.finishMayBlock());
    assertEquals(1, one.running(), "its step may be dropped before it is run");
    assertThrows(IllegalStateException.class, failing::abandon);
    assertEquals(0, one.running());
    assertThrows(IOException.class, () -> failing.finish(Fields.NONE));
    assertEquals(0, one.running());
  }

  @Test
  void doNotBeginIfTheyCannot() {
    assertThrows(
        IllegalStateException.class,
        () ->
            one.begin(() -> {
              throw new IllegalStateException("begin");
            }));
    assertEquals(0, one.running());
  }

  @Test
  void areAnswered503BeyondTheLimit(@TempDir Path parent) throws Exception {
    UploadOptions options =
        UploadOptions.builder(parent.resolve("uploads")).maxInProgress(2).build();
    try (Uploads uploads = new Uploads(options, InstantSource.system())) {
      Client client = new Client(uploads);
      for (int i = 0; i < 10; i++) {
        assertInstanceOf(ContentReceiver.class, client.begin(HEAD), "of a slow client");
      }
      ContentReceiver first = assertInstanceOf(ContentReceiver.class, client.begin(HEAD));
      ContentReceiver second = assertInstanceOf(ContentReceiver.class, client.begin(HEAD));
      assertTrue(first.finishMayBlock());
      assertFalse(second.receiveMayBlock(1));
      second.receive(ByteBuffer.wrap("1".getBytes(UTF_8)));
      assertTrue(second.finishMayBlock());
      Client.Reply refused = Client.reply(client.begin(HEAD));
      assertEquals(503, refused.status());
      assertEquals("1", refused.field("Retry-After"));
      assertEquals("application/problem+json", refused.field("Content-Type"));
      assertNotNull(refused.response().refusal());
      assertEquals(404, client.get("/uploads/" + "0".repeat(38) + ".json").status());
      first.abandon();
      assertEquals(201, client.post("1").status());
      assertEquals(201, Client.reply(second.finish(Fields.NONE)).status());
      for (int i = 0; i < 3; i++) {
        assertEquals(400, client.post("[").status());
      }
      assertEquals(201, client.post("1").status());
    }
  }
}
