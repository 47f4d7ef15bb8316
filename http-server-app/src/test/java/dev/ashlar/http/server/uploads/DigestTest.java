package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.uploads.Client.Reply;
import dev.ashlar.http.server.uploads.Digest.Algorithm;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  /// The content of the examples in RFC 9530 §B, and its digests.
  private static final String HELLO = "{\"hello\": \"world\"}\n";

  private static final String SHA_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
  private static final String SHA_512 =
      "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";

  @TempDir Path parent;
  private Uploads uploads;
  private Client client;

  @BeforeEach
  void open() throws IOException {
    uploads = new Uploads(UploadOptions.of(parent.resolve("uploads")), InstantSource.system());
    client = new Client(uploads);
  }

  @AfterEach
  void close() throws IOException {
    uploads.close();
  }

  private static String digest(String algorithm, String content) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(content.getBytes(UTF_8));
    return algorithm.toLowerCase(java.util.Locale.ROOT)
        + "=:"
        + Base64.getEncoder().encodeToString(digest)
        + ":";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Digest: " + SHA_256,
        "Content-Digest: " + SHA_512,
        "Repr-Digest: " + SHA_256,
        "Repr-Digest: " + SHA_512 + " , " + SHA_256,
        "Content-Digest: md5=:Sd/dVLAcvNLSq16eXua5uQ==:," + SHA_256,
        "Content-Digest: sha-256=:AAAA:, " + SHA_256,
        "Content-Digest: " + SHA_256 + ";p=\"a,b\"",
        "Content-Digest: crc32c=:AAAAAA==:",
        "Content-Digest: unixsum=12",
        "Content-Digest:",
      })
  void storesContentWithItsDigest(String field) throws Exception {
    assertEquals(201, client.post(HELLO, field).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Digest: sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDk=:",
        "Repr-Digest: sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDk=:",
        "Content-Digest: sha-512=:AMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:",
      })
  void refusesDamagedContentAndStoresNothing(String field) throws Exception {
    Reply reply = client.post(HELLO, field);
    assertEquals(400, reply.status());
    assertEquals("application/problem+json", reply.field("Content-Type"));
    assertTrue(reply.content().contains("\"actual\":\"sha-"), reply.content());
    assertEquals(400, client.post("{\"hello\": \"wor", field).status());
    uploads.close();
    assertTrue(Files.notExists(parent.resolve("uploads")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabA==:",
        "sha-256=RK",
        "sha-256=::",
        "sha-256",
        "sha-256=\"RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=\"",
        "sha-256=:RK-0qy18MlBSVnWgjwz6lZEWjP_lF5HF9bvEF8FabDg=:",
        "sha-256=:RK/0qy18:MlBS:",
        "SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "a=1,",
        ",a=1",
        "a=1 b=2",
        "a=(1 2)",
        "a=\"",
        "=",
        "é=1",
      })
  void refusesMalformedDigests(String value) throws Exception {
    assertInstanceOf(Malformed.class, Digest.parse(Digest.CONTENT_DIGEST, value));
    assertEquals(400, client.post(HELLO, "Content-Digest: " + value).status());
  }

  @Test
  void checksDigestsInTheTrailersToo() throws Exception {
    byte[] content = HELLO.getBytes(UTF_8);
    assertEquals(201, client.postChunked(content, "Content-Digest: " + SHA_256 + "\r\n").status());
    String wrong = SHA_256.replace("RK", "RL");
    assertEquals(400, client.postChunked(content, "Content-Digest: " + wrong + "\r\n").status());
    assertEquals(
        400,
        client
            .postChunked(content, "", "Trailer: Repr-Digest", "Content-Digest: " + wrong)
            .status());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 70_000})
  void sendsTheDigestThatIsWanted(int length) throws Exception {
    String content = "\"" + "a".repeat(length) + "\"";
    String location = client.post(content).member("location");
    for (boolean restart : new boolean[] {false, true}) {
      if (restart) {
        uploads.close();
        open();
      }
      String sha256 = digest("SHA-256", content);
      assertNull(client.get(location).field("Repr-Digest"));
      Reply whole = client.get(location, "Want-Repr-Digest: sha-256=1");
      assertEquals(sha256, whole.field("Repr-Digest"));
      assertEquals(content, whole.content());
      assertEquals(
          digest("SHA-512", content),
          client.get(location, "Want-Repr-Digest: sha-256=3, sha-512=10").field("Repr-Digest"));
      Reply part = client.get(location, "Want-Repr-Digest: sha-256=5", "Range: bytes=0-1");
      assertEquals(206, part.status());
      assertEquals(sha256, part.field("Repr-Digest"), "of the whole, in a part too");
      assertEquals(
          sha256,
          client.send("HEAD", location, "Want-Repr-Digest: sha-256=5").field("Repr-Digest"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "sha-256=1|SHA_256",
        "sha-512=1|SHA_512",
        "sha-256=10, sha-512=9|SHA_256",
        "sha-256=1, sha-512=9|SHA_512",
        "md5=10, sha-256=1|SHA_256",
        "sha-256=0|none",
        "sha-256=11|none",
        "sha-256=-1|none",
        "sha-256|none",
        "sha-256=1.5|none",
        "sha-256=1,|none",
        "md5=3|none",
        "''|none"
      })
  void choosesTheDigestWithTheMostWeight(String value, @Nullable Algorithm expected) {
    assertEquals(expected, Digest.wanted(value));
  }

  @Test
  void readsDictionaries() {
    assertEquals(
        Map.of("a", "1", "b", "?1", "c-d", ":AA==:"), Dictionary.parse(" a=1,b ,\tc-d=:AA==: "));
    assertEquals(Map.of("a", "2"), Dictionary.parse("a=1, a=2"));
    assertEquals(
        Map.of("a", "\"x,y\\\"\"", "*b", "?0"), Dictionary.parse("a=\"x,y\\\"\";q; r=1,*b=?0"));
    assertEquals(Map.of(), Dictionary.parse(""));
    assertNull(Dictionary.parse("a=\"" + "\\".repeat(10_001)));
    assertNull(Dictionary.parse("a" + ";a=1".repeat(10_000) + "("));
  }

  @Test
  void readsBothDigestsOfOneField() {
    Read<List<Digest>> read =
        new Read<>(
            List.of(
                new Digest(Algorithm.SHA_256, SHA_256.substring(9, SHA_256.length() - 1)),
                new Digest(Algorithm.SHA_512, SHA_512.substring(9, SHA_512.length() - 1))));
    assertEquals(read, Digest.parse(Digest.REPR_DIGEST, SHA_512 + "," + SHA_256));
    assertEquals(SHA_256, Objects.requireNonNull(read.value().getFirst()).toString());
  }
}
