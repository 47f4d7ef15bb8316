package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.uploads.Client.Reply;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
  private static final String KEY = "Idempotency-Key: \"8e03978e\"";

  @TempDir Path parent;
  private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private Path folder;
  private Uploads uploads;
  private Client client;

  @BeforeEach
  void open() throws IOException {
    folder = parent.resolve("uploads");
    UploadOptions options =
        UploadOptions.builder(folder).keys(new KeyMemory(Duration.ofHours(8), 1000)).build();
    uploads = new Uploads(options, () -> now);
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

  private long stored() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static String large() {
    return "[\"" + "a".repeat(100_000) + "\"]";
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersARetryAsTheFirstTime(boolean restart) throws Exception {
    for (String content : List.of("[1]", large())) {
      String key = "Idempotency-Key: \"" + content.length() + "\"";
      Reply first = client.post(content, key);
      if (restart) {
        reopen();
      }
      Reply second = client.post(content, key);
      assertEquals(201, first.status());
      assertEquals(201, second.status());
      assertEquals(first.field("Location"), second.field("Location"));
      assertEquals(first.content(), second.content());
      assertEquals(content, client.get(second.member("location")).content());
    }
    uploads.close();
    assertEquals(2, stored());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesAKeyThatCameWithOtherContent(boolean restart) throws Exception {
    client.post("[1]", KEY);
    if (restart) {
      reopen();
    }
    Reply other = client.post("[2]", KEY);
    assertEquals(422, other.status());
    assertEquals("application/problem+json", other.field("Content-Type"));
    assertEquals(Refusal.Rule.CONTENT, Objects.requireNonNull(other.response().refusal()).rule());
    uploads.close();
    assertEquals(1, stored());
  }

  @Test
  void storesEqualContentWithoutKeyOrWithAnotherAgain() throws Exception {
    Set<String> locations = new HashSet<>();
    locations.add(client.post("[1]").member("location"));
    locations.add(client.post("[1]").member("location"));
    locations.add(client.post("[1]", KEY).member("location"));
    locations.add(client.post("[1]", "Idempotency-Key: \"other\"").member("location"));
    assertEquals(4, locations.size());
  }

  @Test
  void leavesTheKeyFreeWhenContentWasRefused() throws Exception {
    assertEquals(400, client.post("[1", KEY).status());
    assertEquals(201, client.post("[1]", KEY).status());
  }

  @Test
  @Timeout(60)
  void createsOneUploadOfManyThatArriveAtOnce() throws Exception {
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 320; i++) {
        String key = "Idempotency-Key: " + i / 32;
        String content = i % 32 == 31 ? "[\"other\"]" : "[" + i / 32 + "]";
        replies.add(threads.submit(() -> client.post(content, key)));
      }
    }
    Set<String> locations = new HashSet<>();
    for (Future<Reply> reply : replies) {
      if (reply.get().status() == 201) {
        locations.add(reply.get().member("location"));
      } else {
        assertEquals(422, reply.get().status());
      }
    }
    assertEquals(10, locations.size());
    uploads.close();
    assertEquals(10, stored());
  }

  @Test
  void joinsTheUploadThatIsStillBeingStored() throws IOException {
    UploadFolder empty = new UploadFolder(folder);
    IdempotencyKeys keys = new IdempotencyKeys(empty, KeyMemory.DEFAULT, () -> now);
    Sha256 key = hash("key");
    PendingUpload first = pending("[1]", key);
    assertNull(keys.claim(first));
    assertEquals(first.outcome(), keys.claim(pending("[1]", key)));
    assertInstanceOf(
        UploadStore.KeyReused.class,
        Objects.requireNonNull(keys.claim(pending("[2]", key))).join());
    keys.release(first);
    assertNull(keys.claim(pending("[2]", key)), "free after a failure");
  }

  private static PendingUpload pending(String content, Sha256 key) {
    Spool spool =
        new Spool(
            new Budget(0),
            () -> {
              throw new IOException("unused");
            });
    return new PendingUpload(spool, hash(content), key);
  }

  private static Sha256 hash(String text) {
    return Sha256.of(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({"28799, true", "28801, false", "90000, false"})
  void remembersAKeyForItsTime(long seconds, boolean remembered) throws Exception {
    for (boolean restart : new boolean[] {false, true}) {
      String key = "Idempotency-Key: \"" + restart + "\"";
      Reply first = client.post("[1]", key);
      reopen(); // the key is in its file
      now = now.plusSeconds(seconds);
      if (restart) {
        reopen();
      }
      Reply second = client.post("[1]", key);
      assertEquals(201, second.status());
      assertEquals(remembered, first.content().equals(second.content()));
      assertEquals(second.content(), client.post("[1]", key).content());
    }
  }

  @Test
  void keepsFewFilesOfKeysHoweverLongItRuns() throws Exception {
    for (int i = 0; i < 100; i++) {
      now = now.plus(Duration.ofMinutes(61));
      client.post("[" + i + "]", "Idempotency-Key: " + i);
      reopen();
    }
    try (Stream<Path> files = Files.list(folder.resolve(".ashlar"))) {
      long count = files.filter(file -> UploadFolder.keyFileTime(file) >= 0).count();
      assertTrue(count >= 7 && count <= 10, "files: " + count);
    }
    assertEquals(422, client.post("[0]", "Idempotency-Key: 99").status());
    assertEquals(422, client.post("[0]", "Idempotency-Key: 93").status());
    assertEquals(201, client.post("[0]", "Idempotency-Key: 80").status());
  }

  @Test
  void refusesMoreKeysThanItCanRemember() throws Exception {
    for (int i = 0; i < 1000; i++) {
      assertEquals(201, client.post("[1]", "Idempotency-Key: " + i).status());
    }
    assertEquals(507, client.post("[1]", "Idempotency-Key: more").status());
    assertEquals(201, client.post("[1]", "Idempotency-Key: 999").status(), "a retry");
    assertEquals(201, client.post("[1]").status(), "without a key");
    reopen();
    now = now.plus(Duration.ofHours(10));
    assertEquals(201, client.post("[1]", "Idempotency-Key: more").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "a"             | "a"       | true
          "a"             | a         | true
          "a b,;="        | "a b,;="  | true
          "a\\"b\\\\"     | "a\\"b\\\\" | true
          "a"             | "b"       | false
          a               | A         | false
          8e03978e-40d5   | "8e03978e-40d5" | true
          """)
  void readsAKeyWithOrWithoutQuotes(String one, String other, boolean same) {
    FieldReading<Sha256> first = IdempotencyKey.parse(List.of(one));
    assertInstanceOf(Read.class, first);
    assertEquals(same, first.equals(IdempotencyKey.parse(List.of(other))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\"",
        "\"a",
        "a\"",
        "\"a\"b",
        "\"a\\b\"",
        "a b",
        "a,b",
        "a;b",
        "é",
        "\"é\"",
        "\"a\";p=1",
        "\"a\", \"b\"",
        "\"\\"
      })
  void refusesWhatIsNoKey(String value) throws Exception {
    assertInstanceOf(Malformed.class, IdempotencyKey.parse(List.of(value)));
  }

  @Test
  void refusesLongKeysAndSeveral() throws Exception {
    String longest = "a".repeat(IdempotencyKey.MAX_LENGTH);
    assertEquals(201, client.post("1", "Idempotency-Key: \"" + longest + "\"").status());
    Reply tooLong = client.post("1", "Idempotency-Key: " + longest + "b");
    assertEquals(400, tooLong.status());
    assertTrue(tooLong.content().contains("255"), tooLong.content());
    assertEquals(400, client.post("1", KEY, KEY).status());
    assertEquals(400, client.post("1", "Idempotency-Key: a b").status());
  }

  @Test
  void findsReceiptsAgainInManyGenerations() throws IOException {
    Files.createDirectories(folder);
    UploadFolder place = new UploadFolder(folder);
    place.open();
    KeyJournal journal = new KeyJournal(place, new KeyMemory(Duration.ofHours(8), 100), () -> now);
    UploadIds ids = new UploadIds(() -> now, new java.security.SecureRandom());
    List<SegmentRecord> records = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      now = now.plus(Duration.ofSeconds(10));
      SegmentRecord record =
          new SegmentRecord(ids.next(), i, hash("content"), null, hash("key " + i));
      journal.add(record, Objects.requireNonNull(record.key()));
      records.add(record);
    }
    journal.flush();
    for (SegmentRecord record : records) {
      SegmentRecord found = journal.find(Objects.requireNonNull(record.key()));
      assertEquals(Receipt.of(record), Receipt.of(Objects.requireNonNull(found)));
    }
    assertNull(journal.find(hash("key 2000")));
    place.close();
  }
}
