package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonChecker;
import dev.ashlar.http.server.json.JsonLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client is told does not depend on whether its temporary file can be removed.
class UploadReceiverTest {
  private static final int PIECE = 60_000;

  @TempDir Path folder;
  private FolderStore store;
  private UploadReceiver receiver;

  /// An upload whose temporary file is none any more, but a folder that is not empty.
  @BeforeEach
  void receiveIntoAFileThatCannotBeRemoved() throws IOException {
    store = new FolderStore(UploadOptions.of(folder), InstantSource.system(), StoreLimits.DEFAULT);
    receiver =
        new UploadReceiver(
            store,
            new JsonChecker(JsonLimits.DEFAULT),
            2 * PIECE,
            new UploadFields(null, List.of()));
    for (int i = 0; i < 2; i++) {
      assertSame(receiver, receiver.receive(ByteBuffer.allocate(PIECE)));
    }
    try (var files = Files.list(folder.resolve(".ashlar/spool"))) {
      Path file = files.findFirst().orElseThrow();
      Files.delete(file);
      Files.createDirectories(file.resolve("kept"));
    }
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void refusesContentThatIsTooLarge() {
    assertEquals(413, status(receiver.receive(ByteBuffer.allocate(1))));
  }

  @Test
  void refusesMalformedTrailers() {
    assertEquals(400, status(receiver.finish(Fields.of(Digest.CONTENT_DIGEST, "?"))));
  }

  @Test
  void isAbandoned() {
    receiver.abandon();
  }

  private static int status(Answer answer) {
    return assertInstanceOf(Response.class, answer).status().code();
  }
}
