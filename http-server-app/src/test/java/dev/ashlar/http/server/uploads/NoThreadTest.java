package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.ashlar.http.server.uploads.UploadStore.Failed;
import dev.ashlar.http.server.uploads.UploadStore.Outcome;
import dev.ashlar.http.server.uploads.UploadStore.Page;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import dev.ashlar.http.server.uploads.UploadStore.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Uploads while the system has no thread for who commits them, as in a container at its limit.
@Timeout(60)
class NoThreadTest {
  private static final Sha256 KEY = Sha256.of(ByteBuffer.wrap("key".getBytes(UTF_8)));

  @TempDir Path parent;
  private boolean atLimit = true;

  private final ThreadFactory threads =
      task -> {
        if (atLimit) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        return Committer.THREADS.newThread(task);
      };

  private static Outcome upload(UploadStore store, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    Spool spool = store.begin();
    spool.write(bytes.duplicate());
    return store.commit(spool, Sha256.of(bytes), KEY).toCompletableFuture().join();
  }

  @Test
  void failThenAndLeaveTheirKeyFree() throws IOException {
    String text = "\"" + "a".repeat(100_000) + "\"";
    UploadOptions options = UploadOptions.of(parent.resolve("uploads"));
    try (FolderStore store =
        new FolderStore(options, InstantSource.system(), StoreLimits.DEFAULT, threads)) {
      assertInstanceOf(Failed.class, upload(store, text));

      atLimit = false;
      Receipt receipt = assertInstanceOf(Receipt.class, upload(store, text));

      try (Stored stored = store.find(receipt.id())) {
        assertNotNull(stored);
      }
      Page all = store.list(null, 10);
      assertEquals(1, all.uploads().size(), "nothing is left of the one that failed");
    }
  }
}
