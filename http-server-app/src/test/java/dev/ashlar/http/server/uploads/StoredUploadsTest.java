package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.Client.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What else may be asked of the uploads, and of one that is stored.
class StoredUploadsTest {
  @TempDir Path parent;
  private Path folder;
  private Uploads uploads;
  private Client client;

  @BeforeEach
  void open() throws IOException {
    folder = parent.resolve("uploads");
    uploads = new Uploads(UploadOptions.of(folder), InstantSource.system());
    client = new Client(uploads);
  }

  @AfterEach
  void close() throws IOException {
    uploads.close();
  }

  private void reopen() throws IOException {
    uploads.close();
    open();
  }

  @Test
  void saysWhatIsAllowed() throws Exception {
    Reply options = client.send("OPTIONS", "/uploads");
    assertEquals(204, options.status());
    assertEquals("POST, OPTIONS", options.field("Allow"));
    assertEquals("application/json", options.field("Accept-Post"));

    Reply put = client.send("PUT", "/uploads");
    assertEquals(405, put.status());
    assertEquals("POST, OPTIONS", put.field("Allow"));

    String location = client.post("1").member("location");
    Reply delete = client.send("DELETE", location);
    assertEquals(405, delete.status());
    assertEquals("GET, HEAD, OPTIONS", delete.field("Allow"));
    assertEquals(204, client.send("OPTIONS", location).status());
    assertEquals("1", client.get(location).content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uploads/",
        "/uploads/00000000000000000000000000000000000000.json",
        "/uploads/00000000000000000000000000000000000000.json/",
        "/uploads/00000000000000000000000000000000000000",
        "/uploads/0.json",
        "/uploads/lock",
        "/uploads/00000000000000000000000000000000000000.json/a"
      })
  void knowsNothingElse(String target) throws Exception {
    assertEquals(404, client.get(target).status());
  }

  @Test
  void answersConditionsAndRanges() throws Exception {
    String location = client.post("\"0123456789\"").member("location");
    Reply whole = client.get(location);
    String tag = Objects.requireNonNull(whole.field("ETag"));
    assertTrue(tag.startsWith("\""), "strong from the beginning");

    assertEquals(304, client.get(location, "If-None-Match: " + tag).status());
    assertEquals(412, client.get(location, "If-Match: \"other\"").status());
    Reply part = client.get(location, "Range: bytes=1-3", "If-Range: " + tag);
    assertEquals(206, part.status());
    assertEquals("012", part.content());
    assertEquals("bytes 1-3/12", part.field("Content-Range"));
    assertEquals(416, client.get(location, "Range: bytes=12-").status());
    Reply head = client.send("HEAD", location);
    assertEquals(200, head.status());
    assertEquals(12, head.response().content().length());

    reopen();
    assertEquals(tag, client.get(location).field("ETag"), "the same after a restart");
    assertEquals(whole.field("Last-Modified"), client.get(location).field("Last-Modified"));
  }

  /// Content that is too long for memory is in a temporary file until then, which has a time of its
  /// own.
  @Test
  void hasTheSameTimeBeforeItIsInItsFile() throws Exception {
    Instant time = Instant.parse("2026-11-23T10:00:00Z");
    CountDownLatch asked = new CountDownLatch(1);
    ThreadFactory threads =
        work ->
            new Thread(() -> {
              awaitUninterruptibly(asked);
              work.run();
            });
    UploadOptions options = UploadOptions.of(parent.resolve("others"));
    CompletionStage<UploadStore.Receipt> before;
    try (FolderStore store = new FolderStore(options, () -> time, StoreLimits.DEFAULT, threads)) {
      Spool spool = store.begin();
      spool.write(ByteBuffer.allocate(Spool.MEMORY_LIMIT + 1));
      before =
          store
              .commit(spool, Sha256.of(spool), null)
              .thenApply(outcome -> assertInstanceOf(UploadStore.Receipt.class, outcome))
              .thenApply(receipt -> {
                assertEquals(time, modified(store, receipt.id()), "when it is acknowledged");
                return receipt;
              });
      asked.countDown();
    }
    UploadId id = before.toCompletableFuture().get().id();
    try (FolderStore store = new FolderStore(options, () -> time, StoreLimits.DEFAULT)) {
      assertEquals(time, modified(store, id), "in its file");
    }
  }

  private static Instant modified(FolderStore store, UploadId id) {
    try (UploadStore.Stored stored = Objects.requireNonNull(store.find(id))) {
      return stored.modified();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void seesWhenTheOperatorEditsAnUpload() throws Exception {
    String location = client.post("1").member("location");
    String tag = client.get(location).field("ETag");
    reopen();
    Path file = parent.resolve(location.substring(1));
    Files.writeString(file, "2");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    Reply edited = client.get(location, "If-None-Match: " + tag);
    assertEquals(200, edited.status());
    assertEquals("2", edited.content());
  }

  @Test
  void doesNotFollowALinkUnderAFinalName() throws Exception {
    client.post("1");
    Path secret = Files.writeString(parent.resolve("secret"), "secret");
    String id = "0".repeat(38);
    Files.createSymbolicLink(folder.resolve(id + ".json"), secret);
    Files.createDirectory(folder.resolve("1" + id.substring(1) + ".json"));
    assertEquals(404, client.get("/uploads/" + id + ".json").status());
    assertEquals(404, client.get("/uploads/1" + id.substring(1) + ".json").status());
  }
}
