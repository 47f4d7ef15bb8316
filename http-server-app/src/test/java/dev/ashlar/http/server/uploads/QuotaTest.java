package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.uploads.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
  @TempDir Path parent;

  private Uploads open(UploadQuota quota) throws IOException {
    return new Uploads(
        UploadOptions.builder(parent.resolve("uploads")).quota(quota).build(),
        InstantSource.system());
  }

  private static String json(int length) {
    return "\"" + "a".repeat(length - 2) + "\"";
  }

  @Test
  void refusesMoreUploadsThanTheQuotaAlsoAfterARestart() throws Exception {
    UploadQuota quota = UploadQuota.DEFAULT.withCount(3);
    try (Uploads uploads = open(quota)) {
      Client client = new Client(uploads);
      for (int i = 0; i < 3; i++) {
        assertEquals(201, client.post("1").status());
      }
      Reply full = client.post("1");
      assertEquals(507, full.status());
      assertEquals("application/problem+json", full.field("Content-Type"));
      assertTrue(full.content().contains("at most 3 uploads.\",\"limit\":3}"), full.content());
    }
    try (Uploads uploads = open(quota)) {
      assertEquals(507, new Client(uploads).post("1").status());
    }
    assertEquals(3, stored());
    removeOne();
    try (Uploads uploads = open(quota)) {
      assertEquals(201, new Client(uploads).post("1").status());
    }
  }

  @Test
  void countsUploadsOnlyAndNotWhatHasTheNameOfOne() throws Exception {
    Path folder = Files.createDirectories(parent.resolve("uploads"));
    Path large = Files.writeString(parent.resolve("large"), "1".repeat(1000));
    Files.createSymbolicLink(folder.resolve("0".repeat(38) + ".json"), large);
    Files.createDirectory(folder.resolve("1" + "0".repeat(37) + ".json"));
    try (Uploads uploads = open(UploadQuota.DEFAULT.withCount(1).withBytes(100))) {
      Client client = new Client(uploads);
      assertEquals(201, client.post("1").status());
      assertEquals(507, client.post("1").status());
    }
  }

  private long stored() throws IOException {
    try (Stream<Path> files = Files.list(parent.resolve("uploads"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private void removeOne() throws IOException {
    try (Stream<Path> files = Files.list(parent.resolve("uploads"))) {
      Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 70_000})
  void refusesMoreBytesThanTheQuota(int length) throws Exception {
    try (Uploads uploads = open(UploadQuota.DEFAULT.withBytes(2L * length + 10))) {
      Client client = new Client(uploads);
      assertEquals(201, client.post(json(length)).status());
      assertEquals(201, client.postChunked(json(length).getBytes(UTF_8), "").status());
      assertEquals(507, client.postChunked(json(length).getBytes(UTF_8), "").status());
      assertEquals(201, client.post("1234567890").status(), "what is left is of use");
      assertEquals(507, client.post("1").status());
    }
    assertEquals(3, stored());
  }

  @Test
  void refusesByTheHeadWhatCannotFit() throws Exception {
    try (Uploads uploads = open(UploadQuota.DEFAULT.withBytes(100))) {
      Client client = new Client(uploads);
      client.post("1");
      String head =
          Client.head("POST", "/uploads", "Content-Type: application/json", "Content-Length: 100");
      Response response = assertInstanceOf(Response.class, client.begin(head));
      assertEquals(507, response.status().code());
      // For the security log, which says of a thousand like this that there were a thousand.
      assertEquals(Refusal.Rule.QUOTA, Objects.requireNonNull(response.refusal()).rule());
      String body = Client.reply(response).content();
      assertTrue(body.contains("100 bytes more: it keeps at most 100.\",\"limit\":100}"), body);
    }
  }

  @Test
  void givesRoomBackWhenAnUploadIsRefused() throws Exception {
    try (Uploads uploads = open(UploadQuota.DEFAULT.withCount(2))) {
      Client client = new Client(uploads);
      for (int i = 0; i < 10; i++) {
        assertEquals(400, client.post("[").status());
        assertEquals(201, client.post("1", "Idempotency-Key: same").status());
      }
      assertEquals(201, client.post("1").status());
      assertEquals(507, client.post("1").status());
      assertEquals(201, client.post("1", "Idempotency-Key: same").status(), "a retry takes none");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void keepsAReserveOfTheDiskFree(int length) throws Exception {
    long reserve = Long.MAX_VALUE / 2;
    try (Uploads uploads = open(UploadQuota.DEFAULT.withReserve(reserve))) {
      Reply reply = new Client(uploads).post(json(length));
      assertEquals(507, reply.status());
      assertTrue(reply.content().contains("disk"), reply.content());
    }
    assertEquals(0, stored());
  }

  @Test
  void takesNoRoomForContentThatIsOnTheDiskAlready() throws Exception {
    ForgetfulDisk disk = new ForgetfulDisk();
    UploadOptions options =
        UploadOptions.builder(disk.path("/data/uploads"))
            .maxSize(16 << 20)
            .quota(UploadQuota.DEFAULT.withReserve(1 << 20))
            .build();
    disk.setFree(20L << 20);
    try (Uploads uploads = new Uploads(options, InstantSource.system())) {
      Client client = new Client(uploads);
      assertEquals(201, client.post("1" + " ".repeat(12 << 20)).status());
      assertTrue(disk.free() > 1 << 20);
    }
  }

  @Test
  void answers507WhenTheDiskIsFullAndGoesOnWhenItIsNot() throws Exception {
    ForgetfulDisk disk = new ForgetfulDisk();
    UploadOptions options =
        UploadOptions.builder(disk.path("/data/uploads"))
            .quota(UploadQuota.DEFAULT.withReserve(0))
            .build();
    disk.setFree(20L << 20);
    try (Uploads uploads = new Uploads(options, InstantSource.system())) {
      Client client = new Client(uploads);
      String kept = client.post("[1]").member("location");
      disk.setFree(10);
      assertEquals(507, client.post(json(99_000)).status());
      assertEquals(507, client.post(json(60_000)).status());
      assertEquals(507, client.post("[2]").status());
      assertEquals("[1]", client.get(kept).content());
      disk.setFree(20L << 20);
      String later = client.post("[3]").member("location");
      assertEquals("[3]", client.get(later).content());
      assertEquals("[1]", client.get(kept).content());
    }
    try (Uploads uploads = new Uploads(options, InstantSource.system())) {
      assertNotNull(uploads);
    }
    try (Stream<Path> files = Files.list(disk.path("/data/uploads"))) {
      assertEquals(2, files.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void checksItsRanges() {
    assertThrows(IllegalArgumentException.class, () -> UploadQuota.DEFAULT.withBytes(0));
    assertThrows(IllegalArgumentException.class, () -> UploadQuota.DEFAULT.withCount(0));
    assertThrows(IllegalArgumentException.class, () -> UploadQuota.DEFAULT.withReserve(-1));
  }
}
