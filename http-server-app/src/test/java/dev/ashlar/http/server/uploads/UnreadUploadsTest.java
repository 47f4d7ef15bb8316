package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.uploads.Client.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that ask for uploads and read nothing.
class UnreadUploadsTest {
  private static final int SMALL = Body.MEMORY_LIMIT;
  private static final int LARGE = SMALL + 1;

  @TempDir Path parent;

  private Uploads uploads(int openFiles) throws IOException {
    UploadOptions options =
        UploadOptions.builder(parent.resolve("uploads")).openFiles(openFiles).build();
    return new Uploads(options, InstantSource.system());
  }

  /// Makes an upload and waits until it is in its file.
  private String stored(int length) throws Exception {
    try (Uploads uploads = uploads(1)) {
      String text = '"' + "x".repeat(length - 2) + '"';
      return new Client(uploads).post(text).member("location");
    }
  }

  private static Response unread(Client client, String location) throws Exception {
    OnWorker worker = assertInstanceOf(OnWorker.class, client.begin(Client.head("GET", location)));
    return assertInstanceOf(Response.class, worker.work().call());
  }

  private static Content first(Response response) {
    return assertInstanceOf(Content.Sequence.class, response.content()).parts().getFirst();
  }

  @Test
  void keepOnlySoManyFilesOpen() throws Exception {
    String location = stored(LARGE);
    try (Uploads uploads = uploads(2)) {
      Client client = new Client(uploads);
      List<Response> unread = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        unread.add(unread(client, location));
      }
      List<Class<?>> kinds = new ArrayList<>();
      unread.forEach(response -> kinds.add(first(response).getClass()));
      assertEquals(
          List.of(Content.FileRegion.class, Content.FileRegion.class), kinds.subList(0, 2));
      assertInstanceOf(Content.Source.class, first(unread.get(2)));
      assertInstanceOf(Content.Source.class, first(unread.get(3)));
      for (Response response : unread) {
        assertEquals(200, response.status().code());
        assertEquals(LARGE, Client.read(response.content()).length);
        response.content().close();
      }
      Response later = unread(client, location);
      assertInstanceOf(Content.FileRegion.class, first(later), "the others have been read");
      later.content().close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-0", "1-65534", "0-65536", "65530-", "3-5,7-9"})
  void haveTheSameRangesFromAFileThatIsNotOpen(String range) throws Exception {
    String location = stored(LARGE);
    String field = "Range: bytes=" + range;
    Reply kept;
    try (Uploads uploads = uploads(1)) {
      kept = new Client(uploads).get(location, field);
    }
    try (Uploads uploads = uploads(0)) {
      Reply reopened = new Client(uploads).get(location, field);
      assertEquals(206, reopened.status());
      assertEquals(kept.field("Content-Range"), reopened.field("Content-Range"));
      assertEquals(kept.content().length(), reopened.content().length());
    }
  }

  @Test
  void haveTheSameDigestFromAFileThatIsNotOpen() throws Exception {
    String location = stored(LARGE);
    String wanted = "Want-Repr-Digest: sha-256=1";
    String digest;
    try (Uploads uploads = uploads(1)) {
      digest =
          Objects.requireNonNull(new Client(uploads).get(location, wanted).field("Repr-Digest"));
    }
    try (Uploads uploads = uploads(0)) {
      assertEquals(digest, new Client(uploads).get(location, wanted).field("Repr-Digest"));
    }
  }

  @Test
  void takeNothingForWhatHasNoContent() throws Exception {
    String location = stored(LARGE);
    try (Uploads uploads = uploads(1)) {
      Client client = new Client(uploads);
      assertEquals(304, client.get(location, "If-None-Match: *").status());
      assertEquals(200, client.send("HEAD", location).status());
      assertEquals(412, client.get(location, "If-Match: \"other\"").status());
      Response last = unread(client, location);
      assertInstanceOf(Content.FileRegion.class, first(last), "nobody has the one file");
      last.content().close();
    }
  }

  @Test
  void areCutWhereTheFileIsShorterThanItWas() throws Exception {
    String location = stored(LARGE);
    try (Uploads uploads = uploads(0)) {
      Response response = unread(new Client(uploads), location);
      Files.writeString(
          parent.resolve(location.substring(1)), "short", StandardOpenOption.TRUNCATE_EXISTING);
      assertThrows(EOFException.class, () -> Client.read(response.content()));
      response.content().close();
    }
  }

  private FolderStore store(long unread) {
    StoreLimits usual = StoreLimits.DEFAULT;
    return new FolderStore(
        UploadOptions.of(parent.resolve("uploads")),
        InstantSource.system(),
        new StoreLimits(
            usual.memory(),
            unread,
            usual.backlog(),
            usual.segment(),
            usual.log(),
            usual.delay(),
            usual.quiet(),
            usual.finish()));
  }

  private static UploadId id(String location) {
    String name = location.substring(location.lastIndexOf('/') + 1);
    return Objects.requireNonNull(UploadFolder.idOf(name));
  }

  @Test
  void takeOnlySoMuchMemory() throws Exception {
    UploadId id = id(stored(SMALL));
    try (FolderStore store = store(SMALL)) {
      UploadStore.Stored first = Objects.requireNonNull(store.find(id));
      assertInstanceOf(Body.InMemory.class, first.body());
      try (UploadStore.Stored second = Objects.requireNonNull(store.find(id))) {
        assertFalse(second.body() instanceof Body.InMemory, "one has taken all there is");
        assertEquals(SMALL, second.body().length());
        assertEquals(first.modified(), second.modified());
        assertArrayEquals(
            Client.read(Objects.requireNonNull(first.body().region(0, SMALL))),
            Client.read(Objects.requireNonNull(second.body().region(0, SMALL))));
      }
      first.close();
      try (UploadStore.Stored third = Objects.requireNonNull(store.find(id))) {
        assertInstanceOf(Body.InMemory.class, third.body());
      }
    }
  }

  @Test
  void giveBackWhatTheyTookWhenBothHaveLetGo() throws Exception {
    UnreadUploads unread = new UnreadUploads(10, new Budget(0));
    UnreadUploads.Share share = Objects.requireNonNull(unread.take(10));
    Response held =
        share.heldBy(
            new Response(
                Status.OK,
                Fields.NONE,
                new Content.Bytes(ByteBuffer.wrap("0123456789".getBytes(US_ASCII)))));
    assertEquals(10, held.content().length());
    share.close();
    assertNull(unread.take(1), "the response is not sent");
    held.content().close();
    assertTrue(unread.take(10) != null);
  }
}
