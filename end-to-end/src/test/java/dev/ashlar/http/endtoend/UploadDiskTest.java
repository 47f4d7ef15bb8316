package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Uploads to a file system that is full, read-only, or broken. Skipped where none may be mounted.
class UploadDiskTest {
  private static final int MEBIBYTES = 32;
  private static final int RESERVE = 4 << 20;

  @TempDir Path folder;
  private Launch launch;

  /// What was acknowledged, by location.
  private final Map<String, String> acknowledged = new TreeMap<>();

  @BeforeEach
  void makeSite() throws IOException {
    launch = Launch.in(Files.createDirectory(folder.resolve("work")));
    Files.writeString(folder.resolve("work/index.html"), "home");
  }

  private AshlarProcess serve(Path uploads, int reserve) {
    return launch.serve("--uploads", uploads.toString(), "--uploads-reserve", reserve + "B", ".");
  }

  /// Returns the answer of the first upload that is not acknowledged.
  private Reply uploadUntilRefused(AshlarProcess server, int size) {
    for (int i = 0; i < (MEBIBYTES << 20) / size; i++) {
      String json = "\"" + Integer.toString(i).repeat(size).substring(0, size) + "\"";
      Reply reply = server.upload(json);
      if (reply.status() != 201) {
        return reply;
      }
      acknowledged.put(reply.field("Location"), json);
    }
    throw new AssertionError("more was acknowledged than there is room for");
  }

  private void expectAllToBeRead(AshlarProcess server) {
    acknowledged.forEach(
        (location, json) -> assertEquals(json, server.get(location).expect(200).text()));
    server.get("/").expect(200);
  }

  private void expectExactly(Path uploads) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (var files = Files.newDirectoryStream(uploads, Files::isRegularFile)) {
      for (Path file : files) {
        found.put("/uploads/" + file.getFileName(), Files.readString(file));
      }
    }
    assertEquals(acknowledged, found);
    try (var spool = Files.list(uploads.resolve(".ashlar/spool"))) {
      assertEquals(0, spool.count());
    }
  }

  private void acknowledge(AshlarProcess server, String json) {
    acknowledged.put(server.upload(json).expect(201).field("Location"), json);
  }

  @ParameterizedTest
  @CsvSource({"TMPFS, 500000", "EXT4, 500000", "EXT4, 60000"})
  void answers507WhileThereIsRoomForOthersAndGoesOnWhenThereIsMore(SmallDisk.Kind kind, int size)
      throws IOException {
    try (SmallDisk disk = SmallDisk.mount(kind, MEBIBYTES, folder)) {
      Path uploads = Files.createDirectory(disk.folder().resolve("uploads"));
      Path others = Files.write(disk.folder().resolve("others"), new byte[MEBIBYTES << 18]);
      try (AshlarProcess server = serve(uploads, RESERVE)) {
        Reply refused = uploadUntilRefused(server, size).expect(507);
        assertEquals("application/problem+json", refused.field("Content-Type"));
        assertTrue(refused.text().contains("disk"), refused::text);
        assertTrue(acknowledged.size() > 3, "acknowledged: " + acknowledged.size());
        expectAllToBeRead(server);

        Files.delete(others);
        acknowledge(server, "[\"there is room again\"]");
        assertEquals(0, server.stop());
      }
      // Not while the server runs: an upload may stand in its log and in its file at the same time.
      long free = disk.free() - (MEBIBYTES << 18);
      assertTrue(free >= RESERVE / 2, "free: " + free);
      expectExactly(uploads);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answers507WhenOthersHaveFilledTheDiskToTheLastByte(SmallDisk.Kind kind) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(kind, MEBIBYTES, folder)) {
      Path uploads = Files.createDirectory(disk.folder().resolve("uploads"));
      try (AshlarProcess server = serve(uploads, 0)) {
        acknowledge(server, "[\"before\"]");
        Path ballast = disk.fill();
        String large = "\"" + "x".repeat(200_000) + "\"";
        for (int i = 0; i < 3; i++) {
          server.upload(large).expect(507);
        }
        expectAllToBeRead(server);

        Files.delete(ballast);
        acknowledge(server, large);
        assertEquals(0, server.stop());
      }
      expectExactly(uploads);
    }
  }

  @Test
  void losesNothingThatItAcknowledgedWhenTheDiskBreaks() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(SmallDisk.Kind.EXT4, MEBIBYTES, folder)) {
      Path uploads = Files.createDirectory(disk.folder().resolve("uploads"));
      try (AshlarProcess server = serve(uploads, 0)) {
        for (int i = 0; i < 20; i++) {
          acknowledge(server, "[" + i + "]");
        }
        acknowledge(server, "\"" + "x".repeat(200_000) + "\"");
        disk.fail();
        for (int i = 0; i < 3; i++) {
          server.upload("[\"small\"]").expect(500);
          server.upload("\"" + "y".repeat(200_000) + "\"").expect(500);
        }
        expectAllToBeRead(server);
        assertEquals(0, server.stop());
      }
      disk.mountAgain();
      try (AshlarProcess server = serve(uploads, 0)) {
        expectAllToBeRead(server);
        acknowledge(server, "[\"goes on\"]");
        assertEquals(0, server.stop());
      }
      expectExactly(uploads);
    }
  }

  @Test
  void refusesToStartOnAReadOnlyFolderThatWasNamed() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(SmallDisk.Kind.TMPFS, MEBIBYTES, folder)) {
      Path uploads = Files.createDirectory(disk.folder().resolve("uploads"));
      disk.readOnly(true);
      Launch.Ended ended = launch.run("--port", "0", "--uploads", uploads.toString(), ".");
      assertEquals(1, ended.status(), ended::toString);
      assertEquals("", ended.output());
      assertEquals(1, ended.errors().lines().count(), ended::errors);
      assertTrue(ended.errors().contains(uploads.toString()), ended::errors);
    }
  }

  @Test
  void answers500WhileItsOwnFolderIsReadOnlyAndServesFilesAllTheSame() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(SmallDisk.Kind.TMPFS, MEBIBYTES, folder)) {
      Path uploads = Files.createDirectory(disk.folder().resolve("uploads"));
      launch = Launch.in(disk.folder());
      disk.readOnly(true);
      String site = folder.resolve("work").toString();
      try (AshlarProcess server = launch.serve("--uploads-reserve", "0", site)) {
        server.errors().await("upload folder");
        server.upload("[1]").expect(500);
        server.upload("\"" + "x".repeat(200_000) + "\"").expect(500);
        server.get("/").expect(200);

        disk.readOnly(false);
        acknowledge(server, "[2]");
        expectAllToBeRead(server);
        assertEquals(0, server.stop());
      }
      expectExactly(uploads);
    }
  }
}
