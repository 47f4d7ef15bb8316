package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  private final Path folder;
  private final Launch launch;

  LogsTest(@TempDir Path folder) {
    this.folder = folder;
    this.launch = Launch.in(folder);
  }

  @BeforeEach
  void fill() {
    new Site(folder).file("page.html", "<h1>").file("text.txt", "text").file("data.bin", "data");
  }

  @Test
  void writesALineForEachRequest() throws IOException {
    try (AshlarProcess server = launch.serve("--access-log", "access.log", ".")) {
      try (Wire wire = server.connect()) {
        wire.send("GET /page.html?query HTTP/1.1\nHost: {host}\n\n").read().expect(200);
        wire.send("HEAD /text.txt HTTP/1.1\nHost: {host}\n\n").readToHead().expect(200);
        wire.send("GET /data.bin HTTP/1.1\nHost: {host}\n\n").read().expect(200);
        wire.send("GET /missing HTTP/1.1\nHost: {host}\n\n").read().expect(404);
        wire.send("GET / HTTP/1.1\nHost: evil.example\n\n").read().expect(403);
      }
      server.upload("[]").expect(201);
      assertEquals(0, server.stop());
    }
    List<String> lines = Files.readAllLines(folder.resolve("access.log"));
    expectLine(lines, 1, "\"GET /page.html?query HTTP/1.1\" host=ok 200 html 4B");
    expectLine(lines, 2, "\"HEAD /text.txt HTTP/1.1\" host=ok 200 text 0B");
    expectLine(lines, 3, "\"GET /data.bin HTTP/1.1\" host=ok 200 binary 4B");
    expectLine(lines, 4, "\"GET /missing HTTP/1.1\" host=ok 404 error");
    expectLine(lines, 5, "\"GET / HTTP/1.1\" host=refused 403 error");
    expectLine(lines, 1, "\"POST /uploads HTTP/1.1\" host=ok 201 upload");
    assertEquals(6, lines.size(), () -> String.join("\n", lines));
  }

  private static void expectLine(List<String> lines, int number, String middle) {
    String start = "^20\\d\\d-\\S+ worker-\\d+ 127\\.0\\.0\\.1:\\d+ #\\d+/" + number + " ";
    String end = ".* queue=\\d+us total=\\d+us$";
    String expected = start + Pattern.quote(middle) + end;
    assertTrue(
        lines.stream().anyMatch(line -> line.matches(expected)),
        () -> "no line like " + expected + " in:\n" + String.join("\n", lines));
  }

  @Test
  void writesToStandardOutputAfterTheBanner() {
    try (AshlarProcess server = launch.serve("--access-log", "-", ".")) {
      server.get("/page.html").expect(200);
      server.output().await("\"GET /page.html HTTP/1.1\"");
      assertFalse(server.errors().all().toString().contains("GET /page.html"));
    }
  }

  @Test
  void saysThatStandardOutputFails() throws IOException {
    Process process = launch.start(List.of("--port", "0", "--access-log", "-", "."));
    try {
      var errors = new Lines(process.getErrorStream());
      URI address;
      try (var output = process.inputReader()) {
        String banner = output.readLine();
        address = URI.create(banner.substring(banner.lastIndexOf(' ') + 1));
      }
      address.resolve("page.html").toURL().openStream().close();
      errors.await("cannot write to standard output, lines are lost");
    } finally {
      process.destroy();
      Launch.statusOf(process);
    }
  }

  @Test
  void writesNoLinesIfToldSo() {
    try (AshlarProcess server = launch.serve("--access-log", "off", ".")) {
      server.get("/page.html").expect(200);
      assertEquals(0, server.stop());
      assertFalse(server.errors().text().contains("page.html"), server.errors()::text);
      assertEquals(1, server.output().all().size());
    }
  }

  @Test
  void warnsOfEveryRefusal() {
    try (AshlarProcess server = launch.serve("--access-log", "off", ".")) {
      server.get("/a/../b").expect(403);
      server.get("/.env").expect(403);
      server.exchange("GET / HTTP/1.1\nHost: evil.example\n\n").expect(403);
      server.exchange("GET / HTTP/1.1\nHost : x\n\n").expect(400);
      assertEquals(0, server.stop());
      List<String> warnings =
          server.errors().all().stream().filter(line -> line.contains("WARN")).toList();
      for (String part : new String[] {"/a/../b", "/.env", "evil.example", "--allow-host"}) {
        assertTrue(warnings.stream().anyMatch(line -> line.contains(part)), () -> part + warnings);
      }
      assertEquals(
          4,
          warnings.stream().filter(line -> line.contains("127.0.0.1:")).count(),
          warnings::toString);
    }
  }

  @Test
  void countsWhatItLeavesOutWhenThereAreManyRefusals() {
    try (AshlarProcess server = launch.serve("--access-log", "off", "--max-requests", "9999", ".");
        Wire wire = server.connect()) {
      for (int request = 0; request < 5000; request++) {
        wire.send("GET /.env HTTP/1.1\nHost: {host}\n\n").read().expect(403);
      }
      assertEquals(0, server.stop());
      long lines = server.errors().all().stream().filter(line -> line.contains(".env")).count();
      assertTrue(lines > 0 && lines < 2500, () -> lines + " lines");
    }
  }

  @Test
  void printsNothingOfAClientUnescaped() {
    try (AshlarProcess server = launch.serve(".")) {
      server.exchange("GET /%0A2026-01-01%20WARN%20forged HTTP/1.1\nHost: {host}\n\n").expect(400);
      server.exchange("GET /\u001b[31m HTTP/1.1\nHost: {host}\n\n").expect(400);
      server.exchange("GET / HTTP/1.1\nHost: evil\u001b]0;title\u0007\n\n").expect(400);
      server.exchange("GET /\u0085\u2028forged HTTP/1.1\nHost: {host}\n\n").expect(400);
      server.exchange("GET /missing%22%20200 HTTP/1.1\nHost: {host}\n\n").expect(404);
      server.exchange("${jndi:ldap://x} / HTTP/1.1\nHost: {host}\n\n").expect(400);
      server.exchange("GET /missing-%25n%25d-$%7Bdate%7D HTTP/1.1\nHost: {host}\n\n").expect(404);
      assertEquals(0, server.stop());
      for (String line : server.errors().all()) {
        assertTrue(line.matches("[ -~\\t]*"), line);
        assertFalse(line.startsWith("2026-01-01 WARN forged"), line);
      }
    }
  }

  @Test
  void saysWhenThePoolHasStarted() {
    try (AshlarProcess server = launch.serve("--workers", "3", "--queue", "17", ".")) {
      String line = server.errors().await("(?i)pool.*start|start.*pool");
      assertTrue(line.contains("3") && line.contains("17"), line);
    }
  }
}
