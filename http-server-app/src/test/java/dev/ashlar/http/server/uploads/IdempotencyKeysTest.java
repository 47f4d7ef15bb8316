package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.uploads.UploadStore.KeyReused;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose a key is that has come with two uploads, one after the other had expired.
class IdempotencyKeysTest {
  private static final Duration TIME = Duration.ofHours(8);
  private static final Sha256 KEY = content(0);
  private static final Sha256 OLD = content(1);
  private static final Sha256 NEW = content(2);

  @TempDir Path parent;
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  private static Sha256 content(int octet) {
    return Sha256.of(ByteBuffer.wrap(new byte[] {(byte) octet}));
  }

  private IdempotencyKeys open() throws IOException {
    UploadFolder folder = new UploadFolder(parent.resolve("uploads"));
    folder.open();
    IdempotencyKeys keys = new IdempotencyKeys(folder, new KeyMemory(TIME, 1000), () -> now);
    keys.open();
    return keys;
  }

  private SegmentRecord record(Sha256 content) {
    UploadId id = new UploadIds(() -> now, new SecureRandom()).next();
    return new SegmentRecord(id, 1, content, null, KEY);
  }

  private static PendingUpload upload(Sha256 content) {
    Spool spool =
        new Spool(
            new Budget(0),
            () -> {
              throw new IOException("not needed");
            });
    return new PendingUpload(spool, content, KEY);
  }

  private static @Nullable Object answer(IdempotencyKeys keys, Sha256 content) throws IOException {
    var outcome = keys.claim(upload(content));
    return outcome == null ? null : outcome.getNow(null);
  }

  /// How a record's key is noted once more.
  private interface Noting {
    void note(IdempotencyKeys keys, SegmentRecord record) throws IOException;
  }

  private void assertRemainsTheLaterOnesAfter(Noting noting) throws IOException {
    IdempotencyKeys keys = open();
    SegmentRecord old = record(OLD);
    keys.remember(old);
    now = now.plus(TIME).plusSeconds(1);
    SegmentRecord later = record(NEW);
    keys.remember(later);

    noting.note(keys, old);

    assertEquals(Receipt.of(later), answer(keys, NEW));
    assertEquals(new KeyReused(), answer(keys, OLD));
  }

  @Test
  void remainsTheLaterOnesWhenTheEarlierIsNotedAgain() throws IOException {
    assertRemainsTheLaterOnesAfter(IdempotencyKeys::rememberAgain);
  }

  /// The deletion of its segment was lost with the power, and that of the later one's was not.
  @Test
  void remainsTheLaterOnesWhenTheEarlierIsFoundInASegment() throws IOException {
    assertRemainsTheLaterOnesAfter(IdempotencyKeys::recover);
  }

  @Test
  void remainsClaimedWhenTheEarlierIsNotedAgain() throws IOException {
    IdempotencyKeys keys = open();
    SegmentRecord old = record(OLD);
    keys.remember(old);
    now = now.plus(TIME).plusSeconds(1);
    assertNull(keys.claim(upload(NEW)), "the key is free");

    keys.rememberAgain(old);

    assertNotNull(keys.claim(upload(NEW)), "waits for the first");
  }

  @Test
  void isNotedAgainIfNoneIsLater() throws IOException {
    IdempotencyKeys keys = open();
    SegmentRecord only = record(OLD);

    keys.rememberAgain(only);

    assertEquals(Receipt.of(only), answer(keys, OLD));
  }
}
