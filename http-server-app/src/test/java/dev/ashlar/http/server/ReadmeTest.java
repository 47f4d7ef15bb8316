package dev.ashlar.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.protocol.Violation;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.Lookup;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.security.PathViolation;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The examples of the project's README.md, which import one module after the other. Each stands in
/// a method below, word for word, so that it compiles.
class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Path THIS = Path.of("src/test/java/dev/ashlar/http/server/ReadmeTest.java");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

  @Test
  void hasItsExamplesFromHere() throws IOException {
    String here = words(Files.readString(THIS));
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(README))
            .results()
            .map(match -> words(match.group(1)))
            .toList();
    assertEquals(5, examples.size());
    for (String example : examples) {
      assertTrue(here.contains(example), () -> "not in this class:\n" + example);
    }
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", "");
  }

  static void parses() {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    ByteBuffer input =
        ByteBuffer.wrap("GET /a?b HTTP/1.1\r\nHost: example.org\r\n\r\n".getBytes(US_ASCII));
    switch (parser.parse(input)) {
      case RequestHead head -> System.out.println(head.method() + " " + head.rawPath());
      case Rejected(Violation rule) -> System.out.println(rule.status() + " " + rule.section());
      case Content content -> System.out.println(content.bytes());
      case End end -> System.out.println("complete");
      case NeedsMore more -> System.out.println("read on");
    }
  }

  static void pools() {
    try (WorkerPool pool = WorkerPool.builder().workers(4).queueCapacity(100).start()) {
      if (!pool.offer(() -> System.out.println("done by " + Thread.currentThread().getName()))) {
        System.out.println("too busy: " + pool.snapshot());
      }
    }
  }

  static void opens() throws IOException {
    try (ConfinedDirectory folder = ConfinedDirectory.open(Path.of("site"), LinkPolicy.INSIDE)) {
      switch (new PathPolicy().judge("/pictures/caf%C3%A9.png")) {
        case PathVerdict.Refused(PathViolation rule) ->
            System.out.println(rule.status() + " " + rule.reason());
        case PathVerdict.Allowed path -> {
          if (folder.lookup(path.segments()) instanceof Lookup.OpenFile file) {
            try (file) {
              System.out.println(file.channel().size());
            }
          }
        }
      }
    }
  }

  static void serves() throws IOException {
    Handler hello = request -> Response.text(Status.OK, "Hello\n");
    try (HttpServer server =
        HttpServer.start(ServerOptions.builder(Path.of(".")).port(0).build(), hello)) {
      System.out.println("http://127.0.0.1:" + server.address().getPort() + "/");
      System.in.read();
    }
  }

  static void wraps(ServerOptions options) throws IOException {
    HttpServer.startWrapped(
        options,
        site ->
            request ->
                request.head().rawPath().equals("/hello")
                    ? Response.text(Status.OK, "Hello\n")
                    : site.handle(request));
  }
}
