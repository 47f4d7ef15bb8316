package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.server.connection.ConnectionOptions;
import dev.ashlar.http.server.files.CacheControlRule;
import dev.ashlar.http.server.files.FileOptions;
import dev.ashlar.http.server.files.LocalDisk;
import dev.ashlar.http.server.json.JsonLimits;
import dev.ashlar.http.server.uploads.KeyMemory;
import dev.ashlar.http.server.uploads.UploadOptions;
import dev.ashlar.http.server.uploads.UploadQuota;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomOptionsTest {
  private static final Path FOLDER = Path.of("folder");
  private static final int PLENTY = 1 << 30;

  @Test
  void tellsConnectionsTheirLimits() {
    ServerOptions options =
        builder()
            .maxRequests(5)
            .maxConnectionsPerClient(6)
            .leaders(4)
            .idleTimeout(Duration.ofSeconds(7))
            .pace(new Pace(Duration.ofSeconds(8), Duration.ofSeconds(9), 10))
            .build();
    ConnectionOptions told = RoomOptions.connections(options, 100);
    assertEquals(100, told.maxConnections());
    assertEquals(6, told.maxConnectionsPerClient());
    assertEquals(5, told.maxRequests());
    assertEquals(4, told.leaders());
    assertEquals(Duration.ofSeconds(7), told.idleTimeout());
    assertEquals(Duration.ofSeconds(8), told.headTimeout());
    assertEquals(Duration.ofSeconds(9), told.progressInterval());
    assertEquals(10, told.minimumRate());
  }

  @Test
  void tellsConnectionsNothingNewByDefault() {
    assertEquals(
        ConnectionOptions.builder(100, 100, Duration.ofSeconds(30)).build(),
        RoomOptions.connections(builder().build(), 100));
  }

  @Test
  void tellsFilesHowTheyAreServed() {
    Serving serving =
        Serving.DEFAULT
            .withListing(true)
            .withSpa(true)
            .withCompression(false)
            .withRevalidation(Duration.ofSeconds(3))
            .withCacheSize(4)
            .withCacheControl("*.a", "no-store")
            .withCacheControl("*.b", "no-cache")
            .withField("X-One", "1");
    FileOptions told = RoomOptions.files(builder().serving(serving).build());
    assertEquals(true, told.listing());
    assertEquals(true, told.spa());
    assertEquals(false, told.gzip());
    assertEquals(false, told.precompressed());
    assertEquals(Duration.ofSeconds(3), told.revalidation());
    assertEquals(4, told.cacheBytes());
    assertEquals(
        List.of(new CacheControlRule("*.a", "no-store"), new CacheControlRule("*.b", "no-cache")),
        told.cacheControl());
    assertEquals("1", told.fields().value(FieldName.of("X-One")));
  }

  @Test
  void tellsFilesNothingNewByDefault() {
    int open = RoomOptions.files(builder().build(), PLENTY, PLENTY).descriptors();
    FileOptions untold = FileOptions.builder().descriptors(open).build();
    assertEquals(untold, RoomOptions.files(builder().build(), PLENTY, PLENTY));
    assertEquals(LinkPolicy.INSIDE, RoomOptions.links(builder().build()));
  }

  @ParameterizedTest
  @CsvSource({"100, 1000, 100", "500, 1000, 500", "501, 1000, 500", "1000000, 1000, 500"})
  void leavesHalfOfTheHeapToOthersThanTheCache(long asked, long heap, long cache) {
    ServerOptions options = builder().serving(Serving.DEFAULT.withCacheSize(asked)).build();
    assertEquals(cache, RoomOptions.files(options, heap, PLENTY).cacheBytes());
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "64, 4", "128, 20", "256, 52", "1072, 256", "1048576, 256"})
  void keepsFilesOpenInHalfOfTheDescriptorsThatOthersLeave(int descriptors, int files) {
    ServerOptions options = builder().build();
    assertEquals(files, RoomOptions.files(options, PLENTY, descriptors).openFiles());
  }

  @ParameterizedTest
  @CsvSource({"2, 4", "64, 6", "128, 30", "256, 78", "1072, 384"})
  void letsFilesHaveThreeQuartersOfThemAtOnce(int descriptors, int files) {
    ServerOptions options = builder().build();
    assertEquals(files, RoomOptions.files(options, PLENTY, descriptors).descriptors());
  }

  @Test
  void letsTheLeaderSendFilesOfALocalDiskOnly(@TempDir Path folder) {
    FileOptions files = RoomOptions.files(ServerOptions.builder(folder).build());
    FileOptions absent = RoomOptions.files(ServerOptions.builder(folder.resolve("absent")).build());

    assertEquals(LocalDisk.holds(folder), files.inline());
    assertFalse(absent.inline());
  }

  @Test
  void tellsWhichLinksAreFollowed() {
    Serving serving = Serving.DEFAULT.withFollowLinks(false);
    assertEquals(LinkPolicy.NONE, RoomOptions.links(builder().serving(serving).build()));
  }

  @Test
  void tellsUploadsWhatIsTakenAndWhere() {
    Path inbox = Path.of("inbox");
    ServerOptions.Builder builder =
        builder()
            .maxUpload(12)
            .maxUploadsInProgress(13)
            .json(new JsonRules(3, 4, 5, 6, true))
            .keeping(new Keeping(7, 8, 9, true, Duration.ofSeconds(10), 11));
    UploadOptions named =
        RoomOptions.uploads(builder.uploads(new ServerOptions.Uploads.Existing(inbox)).build())
            .orElseThrow();
    assertEquals(inbox, named.folder());
    assertEquals(true, named.named());
    assertEquals(12, named.maxSize());
    assertEquals(13, named.maxInProgress());
    assertEquals(new JsonLimits(3, 4, 5, 6, true), named.json());
    assertEquals(new UploadQuota(7, 8, 9), named.quota());
    assertEquals(true, named.listed());
    assertEquals(new KeyMemory(Duration.ofSeconds(10), 11), named.keys());
    UploadOptions onDemand =
        RoomOptions.uploads(builder.uploads(new ServerOptions.Uploads.MadeOnDemand(inbox)).build())
            .orElseThrow();
    assertEquals(false, onDemand.named());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "100, 50"})
  void leavesHalfOfTheQueueToThoseWhoRead(int queue, int uploads) {
    ServerOptions options = builder().queue(queue).build();
    assertEquals(uploads, RoomOptions.uploads(options).orElseThrow().maxInProgress());
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "64, 2", "128, 10", "256, 26", "1072, 128", "1048576, 128"})
  void letsUploadsKeepAQuarterOfTheDescriptorsThatOthersLeave(int descriptors, int files) {
    ServerOptions options = builder().build();
    assertEquals(files, RoomOptions.uploads(options, descriptors).orElseThrow().openFiles());
  }

  @Test
  void tellsUploadsNothingNewByDefault() {
    assertEquals(
        Optional.of(UploadOptions.of(Path.of("uploads"))),
        RoomOptions.uploads(builder().build(), PLENTY));
  }

  @Test
  void hasNoUploadsIfTheyAreOff() {
    assertEquals(
        Optional.empty(),
        RoomOptions.uploads(builder().uploads(new ServerOptions.Uploads.Off()).build()));
  }

  private static ServerOptions.Builder builder() {
    return ServerOptions.builder(FOLDER);
  }
}
