package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  private final Path folder;
  private final Launch launch;

  LauncherTest(@TempDir Path folder) {
    this.folder = folder;
    this.launch = Launch.in(folder);
  }

  @Test
  void worksThroughSymbolicLinks() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("ashlar"), Launch.LAUNCHER);
    Path linkToLink = Files.createSymbolicLink(folder.resolve("a server"), link.getFileName());
    try (AshlarProcess server = launch.by(linkToLink).serve()) {
      assertTrue(server.get("/").expect(200).text().contains("<h1>"));
      assertEquals(0, server.stop());
    }
  }

  @Test
  void servesFoldersWithSpacesAndOtherLetters() {
    new Site(folder).file("a site: größer/seite ä.txt", "found");
    Launch plain = launch.with("LC_ALL", "C").with("LANG", "C");
    try (AshlarProcess server = plain.serve("a site: größer")) {
      assertEquals("found", server.get("/seite%20%C3%A4.txt").expect(200).text());
      assertTrue(server.served().contains("größer"), server::served);
      assertEquals(0, server.stop());
    }
  }

  /// The start-up cache must be accepted after the archive was unpacked somewhere else.
  @Test
  void worksFromTheArchiveInAFolderWithSpaces() throws IOException {
    Path place = Files.createDirectory(folder.resolve("some * place"));
    Path launcher = Launch.unpack(place);
    Launch strict = launch.by(launcher).with("ASHLAR_JAVA_OPTS", "-XX:AOTMode=on");
    assertEquals(0, strict.run("--version").status());
    try (AshlarProcess server = strict.serve()) {
      server.get("/").expect(200);
      assertEquals(0, server.stop());
    }
    Files.delete(launcher.resolveSibling("../lib/ashlar.aot"));
    Launch.Ended without = launch.by(launcher).run("--version");
    assertEquals(0, without.status());
    assertEquals("", without.errors());
  }

  @Test
  void saysThatNoColonMayBeInItsPath() throws IOException {
    Path launcher = Launch.unpack(Files.createDirectory(folder.resolve("some:place")));
    Launch.Ended ended = launch.by(launcher).run("--version");
    assertEquals(1, ended.status());
    assertEquals("", ended.output());
    assertTrue(ended.errors().contains("colon"), ended::errors);
    assertEquals(1, ended.errors().lines().count(), ended::errors);
  }

  @Test
  void handsFurtherOptionsToTheJvm() {
    for (String variable : new String[] {"JAVA_OPTS", "ASHLAR_JAVA_OPTS"}) {
      Launch.Ended ended = launch.with(variable, "-Xmx400m -XX:NoSuchOption").run("--version");
      assertEquals(1, ended.status());
      assertEquals("", ended.output());
      assertTrue(ended.errors().contains("NoSuchOption"), ended::errors);
    }
  }

  /// The start-up cache is not for every one of them.
  @ParameterizedTest
  @ValueSource(strings = {"Parallel", "G1", "Z"})
  void startsWithAnotherCollector(String name) {
    Launch other = launch.with("ASHLAR_JAVA_OPTS", "-XX:+Use" + name + "GC");
    assertEquals("", other.run("--version").errors());
    try (AshlarProcess server = other.serve()) {
      server.get("/").expect(200);
      assertEquals(0, server.stop());
    }
  }

  @Test
  void keepsItsCollectorIfNoOtherIsNamed() {
    String options = "-XX:+UseTransparentHugePages -XX:ParallelGCThreads=2 -Xlog:gc:stderr";
    String errors = launch.with("ASHLAR_JAVA_OPTS", options).run("--version").errors();
    assertTrue(errors.contains("Using Serial"), errors);
  }

  /// It would let the heap grow to its bound first. Where new objects have so little room, a list
  /// is an old one at once.
  @Test
  void hasItsCollectorClearTheHeapLongBeforeThatIsFull() {
    Site site = new Site(folder);
    for (int i = 0; i < 1000; i++) {
      site.file("file-" + i, "");
    }
    Launch told = launch.with("ASHLAR_JAVA_OPTS", "-Xmn256k -Xlog:gc:stderr");
    try (AshlarProcess server = told.serve(".", "--listing")) {
      for (int i = 0; i < 400; i++) {
        server.get("/").expect(200);
      }
      server.errors().await("Pause Full \\(System.gc\\(\\)\\)");
      assertEquals(0, server.stop());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xshare:off",
        "-XX:SharedArchiveFile=none",
        "-XX:AOTMode=record -XX:AOTConfiguration=list"
      })
  void leavesItsStartUpCacheOutWhereTheJvmTakesNone(String options) {
    Launch.Ended ended = launch.with("ASHLAR_JAVA_OPTS", options).run("--version");
    assertEquals(0, ended.status(), ended::errors);
  }

  /// The launcher's own options ask for more at first.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx8m",
        "-Xmx31M",
        "-Xmx1g -Xmx16m",
        "-Xmx016m",
        "-Xmx16384k",
        "-Xmx16777216",
        "-Xmx64m -XX:MaxHeapSize=16m"
      })
  void startsWithASmallHeap(String heap) {
    Launch small = launch.with("ASHLAR_JAVA_OPTS", heap);
    assertEquals("", small.run("--version").errors());
    try (AshlarProcess server = small.serve()) {
      server.get("/").expect(200);
      assertEquals(0, server.stop());
    }
  }

  @Test
  void saysThatItsFolderWasRemoved() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    var command =
        List.of("sh", "-c", "rmdir ../gone; exec \"$0\" --version", Launch.LAUNCHER.toString());
    Process process = new ProcessBuilder(command).directory(gone.toFile()).start();
    String errors = process.errorReader().readAllAsString();
    assertEquals(1, Launch.statusOf(process), errors);
    // The shell may have something to say before.
    assertTrue(errors.lines().toList().getLast().startsWith("ashlar: The folder"), errors);
    assertFalse(errors.contains("Error"), errors);
  }
}
