package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Path folder;
  private final Launch launch;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    this.launch = Launch.in(folder);
  }

  @Test
  void showsItsHelp() {
    Launch.Ended ended = launch.run("--help");
    assertEquals(0, ended.status());
    assertEquals("", ended.errors());
    for (String option : new String[] {"--port", "--allow-host", "--uploads", "--access-log"}) {
      assertTrue(ended.output().contains(option), option);
    }
  }

  @Test
  void showsItsVersion() {
    Launch.Ended ended = launch.run("--version");
    assertEquals(0, ended.status());
    assertTrue(ended.output().matches("(?s)Ashlar [0-9]\\S+.*"), ended::output);
  }

  static Stream<List<String>> badOptions() {
    return Stream.of(
        List.of("--no-such-option"),
        List.of("--port"),
        List.of("--port", "http"),
        List.of("--port", "65536"),
        List.of("--port", "-1"),
        List.of("--workers", "0"),
        List.of("--queue", "0"),
        List.of("--leaders", "3", "--workers", "2"),
        List.of("--idle-timeout", "soon"),
        List.of("--max-upload", "lots"),
        List.of("--max-requests", "0"),
        List.of("--allow-host", "a b"),
        List.of("one", "two"));
  }

  @ParameterizedTest
  @MethodSource("badOptions")
  void endsWithStatus2AndOneLineForABadOption(List<String> options) {
    expectFailure(2, launch.run(options.toArray(String[]::new)));
  }

  @Test
  void endsWithStatus1IfThePortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
      String port = Integer.toString(taken.getLocalPort());
      expectFailure(1, launch.run("--port", port, "."), port);
    }
  }

  @Test
  void endsWithStatus1IfTheFolderIsMissing() {
    expectFailure(1, launch.run("--port", "0", "missing"), "missing");
  }

  @Test
  void endsWithStatus1IfTheFolderIsAFile() throws IOException {
    Files.createFile(folder.resolve("file"));
    expectFailure(1, launch.run("--port", "0", "file"), "file");
  }

  @Test
  void endsWithStatus1IfTheFolderIsNotReadable() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertTrue(locked.toFile().setReadable(false) && locked.toFile().setExecutable(false));
    assumeFalse(Files.isReadable(locked), "the tests run as a user who may do everything");
    expectFailure(1, launch.run("--port", "0", "locked"), "locked");
  }

  @Test
  void endsWithStatus1IfTheNamedFolderForUploadsIsMissing() {
    expectFailure(1, launch.run("--port", "0", "--uploads", "nowhere", "."), "nowhere");
  }

  @Test
  void endsWithStatus1IfTheNamedFolderForUploadsIsNotWritable() {
    // Not even the superuser can make a file there.
    expectFailure(1, launch.run("--port", "0", "--uploads", "/proc/self", "."), "/proc/self");
  }

  @Test
  void endsWithAnErrorIfTheConfigurationIsMissing() {
    Launch.Ended ended = launch.run("--config", "nowhere.properties", ".");
    assertTrue(ended.status() == 1 || ended.status() == 2, ended::toString);
    expectFailure(ended.status(), ended, "nowhere.properties");
  }

  @Test
  void endsWithStatus1IfThereIsNotEnoughMemory() throws IOException {
    // Nothing but zeros, which take no room on the disk.
    Path endless = folder.resolve("endless.properties");
    try (var file = new RandomAccessFile(endless.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    expectFailure(1, launch.run("--config", "endless.properties", "."), "memory");
  }

  @Test
  void endsWithStatus1IfTheAddressIsOfAFamilyThatIsNotThere() {
    Launch withoutIpv6 = launch.with("ASHLAR_JAVA_OPTS", "-Djava.net.preferIPv4Stack=true");
    expectFailure(1, withoutIpv6.run("--host", "::1", "--port", "0", "."), "::1", "IPv6");
  }

  @Test
  void endsWithStatus1IfTheLogConfigurationIsMissing() {
    Launch.Ended ended =
        launch.with("LOG4J_CONFIGURATION_FILE", "nowhere.xml").run("--port", "0", ".");
    assertEquals(1, ended.status(), ended::toString);
    assertEquals("", ended.output());
    assertTrue(
        ended.errors().contains("ashlar: The Log4j configuration nowhere.xml"), ended::errors);
  }

  private static void expectFailure(int status, Launch.Ended ended, String... words) {
    assertEquals(status, ended.status(), ended::toString);
    assertEquals("", ended.output());
    assertEquals(1, ended.errors().lines().count(), ended::errors);
    for (String word : words) {
      assertTrue(ended.errors().contains(word), ended::errors);
    }
  }

  @Test
  void leavesNothingBehindWhenItCannotStart() throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
      launch.run("--port", Integer.toString(taken.getLocalPort()), "site");
    }
    try (var entries = Files.list(folder)) {
      assertEquals(List.of(site), entries.toList());
    }
  }

  @Test
  void letsOptionsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Files.writeString(
        folder.resolve("ashlar.properties"),
        "max-requests = 3\nidle-timeout = 3s\nmax-upload = 3\n");
    new Site(folder).file("index.html", "home");
    Launch configured =
        launch
            .with("ASHLAR_CONFIG", "ashlar.properties")
            .with("ASHLAR_MAX_REQUESTS", "5")
            .with("ASHLAR_IDLE_TIMEOUT", "5s");
    try (AshlarProcess server = configured.serve("--max-requests", "7", ".");
        Wire wire = server.connect()) {
      Reply reply = wire.send("GET / HTTP/1.1\nHost: {host}\n\n").read().expect(200);
      assertEquals("timeout=5, max=6", reply.field("Keep-Alive"));
      server.upload("[10]").expect(413);
      server.upload("[1]").expect(201);
    }
  }

  @Test
  void takesNoUploadsIfToldSo() throws IOException {
    new Site(folder).file("uploads/list.txt", "a folder like any other");
    try (AshlarProcess server = launch.serve("--uploads", "off", ".")) {
      assertTrue(server.upload("[]").status() >= 400);
      server.get("/uploads/list.txt").expect(200);
    }
  }

  @Test
  void makesTheFolderForUploadsOnlyWhenItIsNeeded() {
    Path uploads = folder.resolve("uploads");
    try (AshlarProcess server = launch.serve(".")) {
      assertTrue(Files.notExists(uploads));
      server.upload("[]").expect(201);
      assertTrue(Files.isDirectory(uploads));
    }
  }

  @Test
  void saysWhatItServesAndWhere() {
    new Site(folder).file("index.html", "home");
    try (AshlarProcess server = launch.serve("--host", "127.0.0.3", ".")) {
      assertEquals("127.0.0.3", server.address().getAddress().getHostAddress());
      assertTrue(
          server.served().contains(folder.getFileName().toString()) || ".".equals(server.served()));
      server.get("/").expect(200);
    }
  }
}
