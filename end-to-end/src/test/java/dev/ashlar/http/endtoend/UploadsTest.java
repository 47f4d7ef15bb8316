package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(site -> site.file("index.html", "home"), "--max-upload", "1MiB");

  @Test
  void givesBackExactlyWhatWasUploaded(AshlarProcess server) throws Exception {
    String json = "{ \"name\" : \"Grüße\",\r\n\t\"list\":[1, 2.50, -3e7, null, true] }\n\n";
    Reply created = server.upload(json).expect(201);
    Reply read = server.get(created.field("Location")).expect(200);
    assertArrayEquals(Wire.utf8(json), read.bytes());
    assertEquals("application/json", read.field("Content-Type"));

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Wire.utf8(json));
    String receipt = created.text();
    assertEquals("application/json", created.field("Content-Type"));
    assertTrue(receipt.contains("\"sha256\":\"" + HexFormat.of().formatHex(digest)), receipt);
    assertTrue(receipt.contains("\"size\":" + Wire.utf8(json).length), receipt);
    String id = created.field("Location").replaceAll("/uploads/(.*)\\.json", "$1");
    assertTrue(receipt.contains("\"id\":\"" + id + "\""), receipt);
  }

  @Test
  void keepsEachUploadAsAFile(@TempDir Path folder) throws IOException {
    String location;
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      location = server.upload("[1]").expect(201).field("Location");
      assertEquals(0, server.stop());
    }
    assertEquals("[1]", Files.readString(folder.resolve(location.substring(1))));
  }

  @Test
  void givesEachUploadANameOfItsOwn(AshlarProcess server) {
    List<String> locations =
        List.of(server.upload("[]").field("Location"), server.upload("[]").field("Location"));
    assertNotEquals(locations.getFirst(), locations.getLast());
  }

  @Test
  void takesChunkedContentWithExtensionsAndTrailers(AshlarProcess server) {
    Reply created =
        server
            .exchange(
                """
                POST /uploads HTTP/1.1
                Host: {host}
                Content-Type: application/json; charset=UTF-8
                Transfer-Encoding: chunked

                4;name=value
                [1,2
                003;x="quoted"
                , 3
                1
                ]
                0
                X-Trailer: ignored

                """)
            .expect(201);
    assertEquals("[1,2, 3]", server.get(created.field("Location")).text());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 65_535, 65_536, 65_537, 1_048_576})
  void takesUploadsOfAllSizes(int size, AshlarProcess server) {
    String json = "\"" + "x".repeat(size - 2) + "\"";
    Reply created = server.upload(json).expect(201);
    assertEquals(json, server.get(created.field("Location")).text());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "{, 1, 2",
    "[1 2], 1, 4",
    "'[1,\n 2,\n}', 3, 1",
    "[1] 2, 1, 5",
    "[01], 1, 2",
    "NaN, 1, 1",
    "'{\"a\": tru }', 1,",
    "{'a': 1}, 1, 2",
    "'\"\u0001\"', 1, 2",
  })
  void saysWhereJsonIsWrong(String json, int line, Integer column, AshlarProcess server) {
    Reply reply = server.upload(json).expect(400);
    assertEquals("application/problem+json", reply.field("Content-Type"));
    assertTrue(reply.text().contains("\"line\":" + line), reply::text);
    if (column != null) {
      assertTrue(reply.text().contains("\"column\":" + column), reply::text);
    }
  }

  @Test
  void refusesDeepJson(AshlarProcess server) {
    server.upload("[".repeat(100_000) + "]".repeat(100_000)).expect(400);
  }

  @Test
  void refusesWhatIsNotUtf8(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send(head("Content-Type: application/json\nContent-Length: 3"));
      wire.sendBytes((byte) '"', (byte) 0xFF, (byte) '"').read().expect(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Type: none",
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: application/jsonp",
        "Content-Type: application/json; charset=latin1",
        "Content-Type: application/json\nContent-Encoding: gzip",
      })
  void takesJsonOnly(String fields, AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send(head(fields + "\nContent-Length: 2")).send("[]").read().expect(415);
    }
  }

  @Test
  void saysWhatItTakes(AshlarProcess server) {
    Reply refused = server.exchange(head("Content-Length: 0")).expect(415);
    assertEquals("application/json", refused.field("Accept-Post"));
    Reply wrongMethod = server.get("/uploads").expect(405);
    assertTrue(wrongMethod.names("Allow", "POST"), wrongMethod::toString);
  }

  @Test
  void refusesTooMuchBeforeReadingIt(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send(head("Content-Type: application/json\nContent-Length: 1048577"));
      Reply reply = wire.read().expect(413);
      assertTrue(reply.names("Connection", "close"), reply::toString);
    }
  }

  @Test
  void refusesTooMuchWhileItIsSent(AshlarProcess server) throws InterruptedException {
    try (Wire wire = server.connect()) {
      wire.send(head("Content-Type: application/json\nContent-Length: 8388608"));
      Thread sending = wire.sendMeanwhile(new byte[1 << 16], 8 << 20);
      assertTrue(sending.join(Wire.PATIENCE));
      wire.read().expect(413);
      wire.expectEnd();
    }
  }

  @Test
  void refusesTooManyChunksWhileTheyAreSent(AshlarProcess server) throws InterruptedException {
    try (Wire wire = server.connect()) {
      wire.send(head("Content-Type: application/json\nTransfer-Encoding: chunked"));
      Thread sending = wire.sendMeanwhile(wire.bytes("400\n" + " ".repeat(1024) + "\n"), 8 << 20);
      assertTrue(sending.join(Wire.PATIENCE));
      wire.read().expect(413);
      wire.expectEnd();
    }
  }

  @Test
  void invitesAClientThatWaitsForIt(AshlarProcess server) {
    String framing = "Content-Type: application/json\nContent-Length: 2\nExpect: 100-continue";
    try (Wire wire = server.connect()) {
      wire.send(head(framing)).read().expect(100);
      wire.send("[]").read().expect(201);
      wire.send("GET / HTTP/1.1\nHost: {host}\n\n").read().expect(200);
    }
  }

  @Test
  void doesNotInviteWhatItWillRefuse(AshlarProcess server) {
    String tooLarge = "Content-Type: application/json\nContent-Length: 9999999";
    String wrongType = "Content-Type: text/plain\nContent-Length: 2";
    server.exchange(head(tooLarge + "\nExpect: 100-continue")).expect(413);
    server.exchange(head(wrongType + "\nExpect: 100-continue")).expect(415);
  }

  @Test
  void refusesOtherExpectations(AshlarProcess server) {
    server.exchange("GET / HTTP/1.1\nHost: {host}\nExpect: miracles\n\n").expect(417);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/uploads/", "/uploads/unknown.json", "/uploads/.ashlar", "/uploads/a/b.json"})
  void showsNothingButUploads(String path, AshlarProcess server) {
    assertTrue(List.of(403, 404).contains(server.get(path).status()));
  }

  @Test
  void leavesNothingOfAnUploadThatWasCutOff(@TempDir Path folder) throws IOException {
    Set<String> acknowledged = new HashSet<>();
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      acknowledged.add(server.upload("[1]").expect(201).field("Location"));
      try (Wire wire = server.connect()) {
        wire.send(head("Content-Type: application/json\nContent-Length: 100000"));
        wire.sendBytes(new byte[70_000]).reset();
      }
      acknowledged.add(server.upload("[2]").expect(201).field("Location"));
      assertEquals(0, server.stop());
    }
    try (var files = Files.list(folder.resolve("uploads"))) {
      assertEquals(
          acknowledged,
          files
              .filter(Files::isRegularFile)
              .map(file -> "/uploads/" + file.getFileName())
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void answersConditionalRequestsAndRanges(AshlarProcess server) {
    String location = server.upload("[1, 2, 3]").expect(201).field("Location");
    String tag = server.get(location).field("ETag");
    assertFalse(tag.startsWith("W/"), "an upload never changes");
    String request = "GET " + location + " HTTP/1.1\nHost: {host}\n";
    server.exchange(request + "If-None-Match: " + tag + "\n\n").expect(304);
    assertEquals("2, 3", server.exchange(request + "Range: bytes=4-7\n\n").expect(206).text());
  }

  private static String head(String fields) {
    return "POST /uploads HTTP/1.1\nHost: {host}\n" + fields + "\n\n";
  }
}
