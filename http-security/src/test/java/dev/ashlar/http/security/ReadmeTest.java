package dev.ashlar.http.security;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples and the table of README.md. Each example stands in a method below, word for word.
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path THIS =
      Path.of("src/test/java/dev/ashlar/http/security/ReadmeTest.java");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern ROW =
      Pattern.compile("\\| `(?<path>[^`]+)` \\| (?<status>\\d+) \\| `(?<violation>\\w+)` \\|");

  private final List<String> done = new ArrayList<>();

  @Test
  void hasItsExamplesFromHere() throws IOException {
    String here = words(Files.readString(THIS));
    List<String> examples =
        EXAMPLE.matcher(Files.readString(README)).results().map(match -> match.group(1)).toList();

    assertEquals(5, examples.size());
    for (String example : examples) {
      assertTrue(here.contains(words(example)), () -> "not in this class:\n" + example);
    }
  }

  private static String words(String text) {
    return String.join(" ", text.strip().split("\\s+"));
  }

  @Test
  void hasARowForEachViolation() throws IOException {
    List<MatchResult> rows = ROW.matcher(Files.readString(README)).results().toList();

    assertEquals(
        Arrays.stream(PathViolation.values()).collect(toMap(Enum::name, PathViolation::status)),
        rows.stream()
            .collect(
                toMap(row -> row.group("violation"), row -> Integer.valueOf(row.group("status")))));
    for (MatchResult row : rows) {
      assertEquals(
          new PathVerdict.Refused(PathViolation.valueOf(row.group("violation"))),
          new PathPolicy().judge(row.group("path")));
    }
  }

  @Test
  void judgesPaths() {
    judgePath("/pictures/cat.png");
    judgePath("/../etc/passwd");

    assertEquals(
        List.of("serve [pictures, cat.png] false", "refuse 403 The path has a dot segment."), done);
  }

  private void judgePath(String rawPath) {
    PathPolicy paths = new PathPolicy();
    switch (paths.judge(rawPath)) {
      case PathVerdict.Allowed(List<String> segments, boolean folder) -> serve(segments, folder);
      case PathVerdict.Refused(PathViolation violation) ->
          refuse(violation.status(), violation.reason());
    }
  }

  @Test
  void judgesHosts() {
    judgeHost("Example.org", 8443);
    judgeHost("evil.example", 8443);

    assertEquals("handle", done.getFirst());
    assertTrue(done.getLast().startsWith("refuse 403 The host is not"), done::toString);
  }

  private void judgeHost(String host, int port) {
    InetAddress localAddress = InetAddress.getLoopbackAddress();
    int localPort = 8080;
    HostPolicy hosts = HostPolicy.of(List.of(HostRule.parse("example.org:8443")));
    switch (hosts.judge(host, port, localAddress, localPort)) {
      case HostVerdict.Allowed() -> handle();
      case HostVerdict.Refused(String reason, HostRule suggestion) -> refuse(403, reason);
    }
  }

  @Test
  void opensFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("file"), "content");

    open(folder, List.of("file"));
    open(folder, List.of());
    open(folder, List.of("nothing"));

    assertEquals(List.of("send content", "redirect or list", "refuse 404 Not found."), done);
  }

  private void open(Path folder, List<String> segments) throws IOException {
    try (ConfinedDirectory site = ConfinedDirectory.open(folder, LinkPolicy.INSIDE)) {
      switch (site.lookup(segments)) {
        case Lookup.OpenFile file -> sendAndClose(file);
        case Lookup.Folder found -> redirectOrList();
        case Lookup.Absent(Lookup.Reason reason) -> refuse(404, "Not found.");
      }
    }
  }

  @Test
  void countsConnections() {
    InetAddress client = InetAddress.getLoopbackAddress();
    ConnectionQuota quota = new ConnectionQuota(10_000, 100);
    switch (quota.admit(client)) {
      case ADMITTED -> serveAndFinally(() -> quota.release(client));
      case TOTAL_REACHED, CLIENT_REACHED -> refuse(503, "Too many connections.");
    }

    assertEquals(List.of("serve a connection"), done);
    assertEquals(0, quota.open());
  }

  @Test
  void countsLines() {
    String refusal = "refused";
    LogBudget budget = new LogBudget(20, Duration.ofSeconds(1));
    if (budget.ask(System.nanoTime()) instanceof LogBudget.Write(long leftOut)) {
      log(refusal + (leftOut == 0 ? "" : " (" + leftOut + " more left out)"));
    }

    assertEquals(List.of("refused"), done);
  }

  private void serve(List<String> segments, boolean folder) {
    done.add("serve " + segments + " " + folder);
  }

  private void refuse(int status, String reason) {
    done.add("refuse " + status + " " + reason);
  }

  private void handle() {
    done.add("handle");
  }

  private void sendAndClose(Lookup.OpenFile file) throws IOException {
    done.add("send " + TestTree.read(file));
  }

  private void redirectOrList() {
    done.add("redirect or list");
  }

  private void serveAndFinally(Runnable whenClosed) {
    done.add("serve a connection");
    whenClosed.run();
  }

  private void log(String line) {
    done.add(line);
  }
}
