import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the image's start-up cache (JEP 514): starts the linked server through its own launcher,
/// sends the kinds of request that it will have to answer, stops it with SIGTERM and sees to it
/// that the JVM has written a cache which it then accepts.
///
/// Run by the build: `java StartUpTraining.java target/ashlar`. A failed training fails the build,
/// because an image without its cache starts three times slower and nobody would notice.
final class StartUpTraining {
  /// Enough for the JIT compiler to take up the request's way, so that its profile is in the cache.
  private static final int ROUNDS = 500;

  /// Downloads of each length, so that these have a profile as well.
  private static final int DOWNLOADS = 100;

  /// Of which the beginning leaves with the head, in bytes.
  private static final int MEDIUM = 512 << 10;

  /// Sent in some ten pieces, several times as much as a client's and a server's socket hold; in
  /// bytes.
  private static final int LARGE = 16 << 20;

  private static final Pattern BANNER = Pattern.compile("Ashlar \\S+ serving .* at (http://\\S+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  private StartUpTraining(URI server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    // JSON has its digits in every language.
    Locale.setDefault(Locale.ROOT);
    Path image = Path.of(arguments[0]).toRealPath();
    Path folder = Files.createTempDirectory("ashlar-training-");
    try {
      Path cache = train(image, folder);
      Files.move(cache, image.resolve("lib/ashlar.aot"), StandardCopyOption.REPLACE_EXISTING);
      checkAccepted(image, folder);
      deleteTree(folder);
    } catch (Failure failure) {
      System.err.println("No start-up cache was made: " + failure.getMessage());
      System.err.println("What the server had to say is in " + folder);
      System.exit(1);
    }
  }

  /// Returns the new cache. The JVM makes it in its own folder, because options for the JVM are
  /// split at spaces and the way to the image may have some.
  private static Path train(Path image, Path folder) throws Exception {
    String site = makeSite(image, folder).toString();
    Process process =
        launcher(image, folder, "-XX:AOTCacheOutput=ashlar.aot", site, "--port", "0").start();
    try {
      var output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String banner = output.readLine();
      Matcher matcher = BANNER.matcher(String.valueOf(banner));
      if (!matcher.matches()) {
        throw new Failure("the server's first line was not its banner but: " + banner);
      }
      Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
      new StartUpTraining(URI.create(matcher.group(1))).sendRequests();
      process.destroy();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        throw new Failure("the server did not stop after SIGTERM");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new Failure("the server ended with exit status " + process.exitValue());
    }
    Path cache = folder.resolve("ashlar.aot");
    if (!Files.exists(cache)) {
      throw new Failure("the JVM wrote none");
    }
    return cache;
  }

  /// The welcome site, and files that are sent from the disk.
  private static Path makeSite(Path image, Path folder) throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    try (var pages = Files.list(image.resolve("welcome"))) {
      for (Path page : pages.toList()) {
        Files.copy(page, site.resolve(page.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.write(site.resolve("medium.bin"), new byte[MEDIUM]);
    Files.write(site.resolve("large.bin"), new byte[LARGE]);
    return site;
  }

  /// Starts once more with a JVM that refuses to run without the cache.
  private static void checkAccepted(Path image, Path folder) throws Exception {
    Process process = launcher(image, folder, "-XX:AOTMode=on", "--version").start();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (process.waitFor() != 0) {
      throw new Failure("the JVM does not accept the cache that it wrote");
    }
  }

  private static ProcessBuilder launcher(
      Path image, Path folder, String jvmOption, String... options) {
    var builder = new ProcessBuilder(image.resolve("bin/ashlar").toString());
    builder.command().addAll(List.of(options));
    builder.directory(folder.toFile());
    builder.redirectError(Redirect.appendTo(folder.resolve("stderr").toFile()));
    // What is set on the machine that builds must not find its way into the cache.
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("ASHLAR_JAVA_OPTS", jvmOption);
    return builder;
  }

  private void sendRequests() throws IOException, InterruptedException {
    String tag =
        expect(200, request("/").GET())
            .headers()
            .firstValue("ETag")
            .orElseThrow(() -> new Failure("no entity tag"));
    for (int round = 0; round < ROUNDS; round++) {
      expect(200, request("/").GET());
      expect(200, request("/").HEAD());
      expect(304, request("/").header("If-None-Match", tag).GET());
      expect(200, request("/style.css").GET());
      expect(200, request("/upload.js").GET());
      expect(200, request("/stones.svg").GET());
      expect(206, request("/stones.svg").header("Range", "bytes=10-19").GET());
      expect(404, request("/no-such-file").GET());
      if (round % 10 == 0) {
        upload(round);
        sendWhatIsRefused();
      }
    }
    for (int download = 0; download < DOWNLOADS; download++) {
      download("/medium.bin", MEDIUM);
      download("/large.bin", LARGE);
    }
  }

  private void download(String path, int length) throws IOException, InterruptedException {
    byte[] content = expect(200, request(path).GET(), BodyHandlers.ofByteArray()).body();
    if (content.length != length) {
      throw new Failure("%d of %d bytes came".formatted(content.length, length));
    }
  }

  private void upload(int round) throws IOException, InterruptedException {
    String json =
        """
        {"round": %d, "stones": ["header", "stretcher", null], "level": true, "weight": 1.5e3}
        """
            .formatted(round);
    String location =
        expect(201, json("/uploads", json))
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new Failure("no Location of an upload"));
    if (!expect(200, request(location).GET()).body().equals(json)) {
      throw new Failure(location + " is not what was uploaded");
    }
  }

  private void sendWhatIsRefused() throws IOException, InterruptedException {
    expect(400, json("/uploads", "{\"stone\": }"));
    expect(415, request("/uploads").POST(BodyPublishers.ofString("stone")));
    expect(403, request("/.hidden").header("Accept", "application/json").GET());
    expect(400, request("/%00").GET());
    expect(405, request("/").DELETE());
  }

  private HttpRequest.Builder json(String target, String content) {
    return request(target)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(content));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(server.resolve(target));
  }

  private HttpResponse<String> expect(int status, HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    return expect(status, builder, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> expect(
      int status, HttpRequest.Builder builder, BodyHandler<T> contentHandler)
      throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<T> response = client.send(request, contentHandler);
    if (response.statusCode() != status) {
      throw new Failure(
          "%s was answered %d instead of %d".formatted(request, response.statusCode(), status));
    }
    return response;
  }

  private static void deleteTree(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// The training failed; the message says why, in half a sentence.
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message);
    }
  }
}
