package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonLimits;
import dev.ashlar.http.server.uploads.Client.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
  private static final long MAX_SIZE = 200_000;

  @TempDir Path parent;
  private Path folder;
  private Uploads uploads;
  private Client client;

  @BeforeEach
  void open() throws IOException {
    folder = parent.resolve("uploads");
    uploads =
        new Uploads(
            UploadOptions.builder(folder).maxSize(MAX_SIZE).build(), InstantSource.system());
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

  private List<String> namesIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static String json(int length) {
    return "\"" + "a".repeat(length - 2) + "\"";
  }

  @Test
  void storesAnUploadAndNamesIt() throws Exception {
    String json = "{ \"grüße\" : [1, 2] }\n";
    Reply reply = client.post(json);
    assertEquals(201, reply.status());
    String location = Objects.requireNonNull(reply.field("Location"));
    assertEquals("/uploads/" + reply.member("id") + ".json", location);
    assertEquals(location, reply.member("location"));
    assertEquals("application/json", reply.field("Content-Type"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8));
    assertEquals(HexFormat.of().formatHex(digest), reply.member("sha256"));
    assertTrue(reply.content().contains("\"size\":" + json.getBytes(UTF_8).length));

    Reply read = client.get(location);
    assertEquals(200, read.status());
    assertEquals("application/json", read.field("Content-Type"));
    assertEquals("nosniff", read.field("X-Content-Type-Options"));
    assertArrayEquals(json.getBytes(UTF_8), read.content().getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1",
    "100, 1",
    "5000, 7",
    "65535, 8192",
    "65536, 8192",
    "65536, 65536",
    "65537, 8192",
    "65537, 65537",
    "200000, 8192",
    "200000, 200000",
    "66000, 1000",
  })
  void storesContentOfAnySizeHoweverItArrives(int length, int piece) throws Exception {
    String json = json(length);
    Client client = new Client(uploads, piece);
    for (Reply reply : List.of(client.post(json), client.postChunked(json.getBytes(UTF_8), ""))) {
      assertEquals(201, reply.status());
      assertEquals(json, client.get(reply.member("location")).content());
    }
    uploads.close();
    List<String> files = namesIn(folder);
    assertEquals(2, files.size());
    assertEquals(json, Files.readString(folder.resolve(files.getFirst())));
  }

  @Test
  void keepsUploadsAcrossRestarts() throws Exception {
    Reply small = client.post("[1]");
    Reply large = client.post(json(100_000));
    reopen();
    assertEquals("[1]", client.get(small.member("location")).content());
    assertEquals(json(100_000), client.get(large.member("location")).content());
  }

  @Test
  void makesTheFolderAtTheFirstUploadOnly() throws Exception {
    assertEquals(404, client.get("/uploads/" + "0".repeat(38) + ".json").status());
    assertEquals(400, client.post("no").status());
    assertFalse(Files.exists(folder));
    assertEquals(201, client.post("1").status());
    assertTrue(Files.isDirectory(folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/json; profile=x"
      })
  void takesJson(String type) throws Exception {
    assertEquals(201, client.postAs("1".getBytes(UTF_8), "Content-Type: " + type).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: text/json",
        "Content-Type: application/geo+json",
        "Content-Type: application/json; charset=iso-8859-1",
        "Content-Type: application/json; charset=utf-16",
        "Content-Type: json",
        "Content-Type: application/json, text/plain",
        "Content-Type:",
        "X-Content-Type: application/json"
      })
  void refusesOtherTypesSayingWhatItTakes(String field) throws Exception {
    Reply reply = client.postAs("1".getBytes(UTF_8), field);
    assertEquals(415, reply.status());
    assertEquals("application/json", reply.field("Accept-Post"));
    assertEquals("application/problem+json", reply.field("Content-Type"));
    assertEquals(Refusal.Rule.CONTENT, Objects.requireNonNull(reply.response().refusal()).rule());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, gzip", ", br"})
  void refusesContentCodings(String codings) throws Exception {
    Reply reply = client.post("1", "Content-Encoding: " + codings);
    assertEquals(415, reply.status());
    assertEquals("identity", reply.field("Accept-Encoding"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "IDENTITY", "identity,", ", ,", ""})
  void takesWhatHasNone(String codings) throws Exception {
    assertEquals(201, client.post("1", "Content-Encoding: " + codings).status());
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match: *, 412",
    "'If-Match: \"a\"', 412",
    "If-None-Match: *, 201",
    "'If-None-Match: \"a\"', 201",
    "If-None-Match: a, 412",
    "'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT', 201",
    "'If-Modified-Since: Fri, 31 Dec 2100 00:00:00 GMT', 201"
  })
  void looksAtPreconditionsBeforeItTakesContent(String field, int status) throws Exception {
    assertEquals(status, client.post("1", field).status());
    assertEquals(400, client.post("1", field, "Idempotency-Key: \"").status(), "checks come first");
    uploads.close();
    assertEquals(status == 201 ? 1 : 0, namesIn(folder).size());
  }

  @Test
  void refusesWhatIsTooLargeByItsLengthAtOnce() throws Exception {
    Answer answer =
        client.begin(
            Client.head(
                "POST",
                "/uploads",
                "Content-Type: application/json",
                "Content-Length: " + (MAX_SIZE + 1)));
    Reply reply = Client.reply(assertInstanceOf(Response.class, answer));
    assertEquals(413, reply.status());
    assertTrue(reply.content().contains("\"limit\":200000,\"actual\":200001"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 8192, 200_001})
  void refusesWhatIsTooLargeWhenItIsSeen(int piece) throws Exception {
    Client client = new Client(uploads, piece);
    Reply reply = client.postChunked(json(200_001).getBytes(UTF_8), "");
    assertEquals(413, reply.status());
    assertEquals(List.of(), temporaryFiles());
    assertEquals(201, client.postChunked(json(200_000).getBytes(UTF_8), "").status());
  }

  private List<String> temporaryFiles() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(name -> name.contains("spool"))
          .toList();
    }
  }

  @Test
  void saysWhereTheJsonIsBroken() throws Exception {
    Reply reply = client.post("{\n  \"a\": nul\n}");
    assertEquals(400, reply.status());
    assertEquals("application/problem+json", reply.field("Content-Type"));
    assertTrue(reply.content().contains("\"line\":2,\"column\":11"), reply.content());
    assertNotNull(reply.response().refusal());
    assertEquals(List.of(), namesIn(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "'[[[[]]]]', 3",
    "'[1, 2, 3, 4, 5, 6, 7, 8]', 8",
    "'[\"01234567890\"]', 10",
    "'[1234567890]', 9"
  })
  void saysWhichLimitTheJsonExceeds(String json, int limit) throws Exception {
    var options = UploadOptions.builder(folder).json(new JsonLimits(3, 8, 10, 9, false)).build();
    try (Uploads limited = new Uploads(options, InstantSource.system())) {
      Reply reply = new Client(limited).post(json);
      assertEquals(400, reply.status());
      assertTrue(reply.content().contains("\"limit\":" + limit + "}"), reply.content());
      assertTrue(reply.content().contains("\"line\":1,\"column\":"), reply.content());
    }
  }

  @Test
  void refusesNoContent() throws Exception {
    assertEquals(400, client.post("").status());
    assertEquals(400, client.send("POST", "/uploads", "Content-Type: application/json").status());
  }

  @ParameterizedTest
  @ValueSource(ints = {70_000, 200_000})
  void removesWhatWasRefusedOrAbandonedAlsoFromTheDisk(int length) throws Exception {
    String broken = "[" + json(length - 1);
    assertEquals(400, client.post(broken).status());
    assertEquals(List.of(), temporaryFiles());

    ContentReceiver receiver = receiver();
    assertSame(receiver, receiver.receive(ByteBuffer.wrap(broken.getBytes(UTF_8))));
    assertEquals(1, temporaryFiles().size());
    receiver.abandon();
    assertEquals(List.of(), temporaryFiles());
    assertEquals(List.of(), namesIn(folder));
  }

  private ContentReceiver receiver() {
    return assertInstanceOf(
        ContentReceiver.class,
        client.begin(
            Client.head(
                "POST",
                "/uploads",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked")));
  }

  @Test
  void needsAWorkerOnlyForFilesAndAtTheEnd() throws Exception {
    ContentReceiver receiver = receiver();
    ByteBuffer piece = ByteBuffer.wrap("1".repeat(32 * 1024).getBytes(UTF_8));
    assertFalse(receiver.receiveMayBlock(piece.remaining()));
    receiver.receive(piece.duplicate());
    assertFalse(receiver.receiveMayBlock(piece.remaining()));
    receiver.receive(piece.duplicate());
    assertTrue(receiver.receiveMayBlock(1));
    receiver.receive(piece.duplicate());
    assertTrue(receiver.receiveMayBlock(1));
    assertTrue(receiver.finishMayBlock());
    Reply reply = Client.reply(receiver.finish(Fields.NONE));
    assertEquals(400, reply.status());
  }

  @Test
  void removesAtTheStartWhatWasLeftUnfinished() throws Exception {
    ContentReceiver receiver = receiver();
    receiver.receive(ByteBuffer.wrap(json(70_000).getBytes(UTF_8)));
    assertEquals(1, temporaryFiles().size());
    reopen();
    assertEquals(List.of(), temporaryFiles());
    receiver.abandon();
  }

  @Test
  void refusesManyUploadsAndStillWorks() throws Exception {
    for (int i = 0; i < 500; i++) {
      assertEquals(400, client.post("[" + i).status());
    }
    assertEquals(201, client.post("1").status());
    assertNull(client.post("1").response().refusal());
  }
}
