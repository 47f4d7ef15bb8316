package dev.ashlar.http.security;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples and the table of README.md, and the examples of the Javadoc. Each example stands in
/// a method below, word for word.
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path THIS =
      Path.of("src/test/java/dev/ashlar/http/security/ReadmeTest.java");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern JAVADOC = Pattern.compile("(?m)^ */// ?");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern ROW =
      Pattern.compile("\\| `(?<path>[^`]+)` \\| (?<status>\\d+) \\| `(?<violation>\\w+)` \\|");

  private final List<String> done = new ArrayList<>();

  @Test
  void hasItsExamplesFromHere() throws IOException {
    assertHasItsExamplesFromHere(5, Files.readString(README));
  }

  @Test
  void javadocHasItsExamplesFromHere() throws IOException {
    StringBuilder javadoc = new StringBuilder();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        javadoc.append(JAVADOC.matcher(Files.readString(file)).replaceAll(""));
      }
    }
    assertHasItsExamplesFromHere(5, javadoc.toString());
  }

  private static void assertHasItsExamplesFromHere(int count, String text) throws IOException {
    String here = words(Files.readString(THIS));
    List<String> examples = EXAMPLE.matcher(text).results().map(match -> match.group(1)).toList();

    assertEquals(count, examples.size());
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
  void tellsWhichRuleWouldAllowAHost() throws IOException {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = channel.socket().getLocalPort();
      judgeHost(channel, "localhost", port);
      judgeHost(channel, "evil.example", 8443);
      judgeHost(channel, "evil;$(id)", 8443);
    }

    String reason =
        "The host is not the address on which the connection arrived, nor a name that is allowed.";
    assertEquals(
        List.of("handle", reason + " --allow-host evil.example:8443 would allow it.", reason),
        done);
  }

  private void judgeHost(NetworkChannel channel, String host, int port) throws IOException {
    HostPolicy policy = HostPolicy.of(List.of(HostRule.parse("example.org")));
    InetSocketAddress here = (InetSocketAddress) channel.getLocalAddress();
    switch (policy.judge(host, port, here.getAddress(), here.getPort())) {
      case HostVerdict.Allowed() -> handle();
      case HostVerdict.Refused(String reason, HostRule rule) ->
          log(rule.isWritable() ? reason + " --allow-host " + rule + " would allow it." : reason);
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
