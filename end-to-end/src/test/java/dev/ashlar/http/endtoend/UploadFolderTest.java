package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the folder of uploads that nobody meant to happen.
class UploadFolderTest {
  private static final String LARGE = "\"" + "x".repeat(200_000) + "\"";

  @TempDir Path folder;
  private Path uploads;

  @BeforeEach
  void makeSite() throws IOException {
    Files.writeString(folder.resolve("index.html"), "home");
    uploads = folder.resolve("uploads");
  }

  private Set<String> finalNames() throws IOException {
    Set<String> names = new TreeSet<>();
    try (var files = Files.newDirectoryStream(uploads, Files::isRegularFile)) {
      files.forEach(file -> names.add("/uploads/" + file.getFileName()));
    }
    return names;
  }

  @Test
  void isUsedByOneServerAtATime() throws IOException {
    Launch launch = Launch.in(folder);
    String location;
    try (AshlarProcess first = launch.serve(".")) {
      location = first.upload("[1]").expect(201).field("Location");
      for (String[] options : new String[][] {{"."}, {"--uploads", "uploads", "."}}) {
        Launch.Ended second = launch.with("ASHLAR_PORT", "0").run(options);
        assertEquals(1, second.status(), second::toString);
        assertEquals("", second.output());
        assertEquals(1, second.errors().lines().count(), second::errors);
        assertTrue(second.errors().contains("in use by another server"), second::errors);
      }
      assertEquals("[1]", first.get(location).expect(200).text());
      first.upload("[2]").expect(201);
      assertEquals(0, first.stop());
    }
    try (AshlarProcess next = launch.serve(".")) {
      assertEquals("[1]", next.get(location).expect(200).text());
      assertEquals(2, finalNames().size());
    }
  }

  @Test
  void isNotMadeAgainWhenItHasVanishedAndIsUsedWhenItIsBack() throws IOException {
    Set<String> acknowledged = new TreeSet<>();
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      acknowledged.add(server.upload("[1]").expect(201).field("Location"));
      Path elsewhere = folder.resolve("elsewhere");
      Files.move(uploads, elsewhere);
      for (String json : List.of("[2]", LARGE)) {
        server.upload(json).expect(500);
      }
      assertTrue(Files.notExists(uploads), "who unmounts a disk does not want it back as a folder");
      server.get("/").expect(200);

      Files.move(elsewhere, uploads);
      for (String json : List.of("[3]", LARGE)) {
        acknowledged.add(server.upload(json).expect(201).field("Location"));
      }
      for (String location : acknowledged) {
        server.get(location).expect(200);
      }
      assertEquals(0, server.stop());
    }
    assertEquals(acknowledged, finalNames());
  }

  @Test
  void isTidiedAtTheStart() throws IOException {
    Path spool = Files.createDirectories(uploads.resolve(".ashlar/spool"));
    Files.writeString(spool.resolve("left-by-a-crash"), "[1, 2");
    try (AshlarProcess server = Launch.in(folder).serve(".")) {
      try (var left = Files.list(spool)) {
        assertEquals(List.of(), left.toList());
      }
      assertEquals(0, server.stop());
    }
    assertEquals(Set.of(), finalNames());
  }

  private static String id(int number) {
    return "0".repeat(38 - Integer.toString(number).length()) + number;
  }

  /// A path for each of them, or even only their names, would take more than the heap there is.
  @Test
  void mayHoldMoreUploadsThanFitIntoMemory() throws IOException {
    int count = 60_000;
    Files.createDirectory(uploads);
    for (int i = 0; i < count; i++) {
      Files.createFile(uploads.resolve(id(i) + ".json"));
    }
    String full = Integer.toString(count + 1);
    try (AshlarProcess server =
        Launch.in(folder)
            .with("ASHLAR_JAVA_OPTS", "-Xms8m -Xmn2m -Xmx8m")
            .serve("--list-uploads", "--max-uploads-count", full, ".")) {
      Reply first = server.get("/uploads?limit=1").expect(200);
      String newest = id(count - 1);
      assertTrue(first.text().contains(newest), first::text);
      assertEquals("</uploads?limit=1&after=" + newest + ">; rel=\"next\"", first.field("Link"));
      Reply page = server.get("/uploads?limit=1000&after=" + id(1001)).expect(200);
      assertTrue(page.text().contains(id(1)), page::text);
      server.upload("[1]").expect(201);
      server.upload("[2]").expect(507);
      assertEquals(0, server.stop());
    }
  }

  @Test
  void keepsNothingOfAClientThatIsTooSlow() throws IOException {
    Launch launch = Launch.in(folder);
    try (AshlarProcess server =
        launch.serve("--min-rate", "64KiB", "--rate-interval", "100ms", ".")) {
      try (Wire wire = server.connect()) {
        wire.send(
            """
            POST /uploads HTTP/1.1
            Host: {host}
            Content-Type: application/json
            Content-Length: {length}

            """
                .replace("{length}", Integer.toString(LARGE.length())));
        wire.send(LARGE.substring(0, 150_000)).read().expect(408);
        wire.expectEnd();
      }
      server.upload(LARGE).expect(201);
      try (var left = Files.list(uploads.resolve(".ashlar/spool"))) {
        assertTrue(left.count() <= 1, "at most what was acknowledged, and is not in its place yet");
      }
      assertEquals(0, server.stop());
    }
    assertEquals(1, finalNames().size());
  }
}
