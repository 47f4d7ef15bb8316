package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

  @Test
  void endWhenTheyAreAnswered() throws IOException {
    ContentReceiver finished = begin(new Told(DONE));
    assertEquals(1, one.running());
    assertEquals(finished, finished.receive(ByteBuffer.allocate(1)));
    assertEquals(1, one.running());
    assertEquals(DONE, finished.finish(Fields.NONE));
    assertEquals(0, one.running());
    assertEquals(DONE, begin(new Told(DONE)).receive(ByteBuffer.allocate(0)));
    assertEquals(0, one.running());
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
    assertThrows(IOException.class, () -> failing.receive(ByteBuffer.allocate(1)));
    assertEquals(1, one.running(), "who fails to receive is abandoned");
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
    UploadOptions options = UploadOptions.of(parent.resolve("uploads")).withMaxInProgress(2);
    try (Uploads uploads = new Uploads(options, InstantSource.system())) {
      Client client = new Client(uploads);
      ContentReceiver first = assertInstanceOf(ContentReceiver.class, client.begin(HEAD));
      ContentReceiver second = assertInstanceOf(ContentReceiver.class, client.begin(HEAD));
      Client.Reply refused = Client.reply(client.begin(HEAD));
      assertEquals(503, refused.status());
      assertEquals("1", refused.field("Retry-After"));
      assertEquals("application/problem+json", refused.field("Content-Type"));
      assertNotNull(refused.response().refusal());
      assertEquals(404, client.get("/uploads/" + "0".repeat(38) + ".json").status());
      first.abandon();
      assertEquals(201, client.post("1").status());
      second.receive(ByteBuffer.wrap("1".getBytes(UTF_8)));
      assertEquals(201, Client.reply(second.finish(Fields.NONE)).status());
      for (int i = 0; i < 3; i++) {
        assertEquals(400, client.post("[").status());
      }
      assertEquals(201, client.post("1").status());
    }
  }
}
