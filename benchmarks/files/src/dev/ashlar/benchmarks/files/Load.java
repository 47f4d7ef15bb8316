package dev.ashlar.benchmarks.files;

import dev.ashlar.benchmarks.common.Wrk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The requests of one case to one server, from the core that is set aside for the load.
///
/// @param fields of each request
record Load(Case what, RunningPeer server, List<String> fields, Path script) {
  private static final int CORE = 1;

  private static final String CLOSING =
      """
      local count = 0
      local kept, last
      function init(arguments)
        kept = wrk.format()
        wrk.headers["Connection"] = "close"
        last = wrk.format()
      end
      function request()
        count = count + 1
        return count % 10 == 0 and last or kept
      end
      """;

  /// What one run found.
  ///
  /// @param perProcessorSecond requests per second of the server's processor time
  record Figures(
      long requests, double perProcessorSecond, double perSecond, double p50Ms, double p99Ms) {}

  /// Prepares the load.
  ///
  /// @param folder for scripts
  /// @return null if the server does not answer this as it should
  static Load of(Case what, RunningPeer server, Path folder)
      throws IOException, InterruptedException {
    List<String> fields = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(server.url(what.path()));
      if (what.condition() == Case.Condition.UNCHANGED) {
        HttpResponse<Void> before =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        before
            .headers()
            .firstValue("ETag")
            .map(tag -> "If-None-Match: " + tag)
            .or(() ->
                before
                    .headers()
                    .firstValue("Last-Modified")
                    .map(date -> "If-Modified-Since: " + date))
            .ifPresent(fields::add);
      } else if (what.condition() == Case.Condition.RANGE) {
        fields.add("Range: bytes=4096-5119");
      }
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      fields.forEach(line ->
          request.header(
              line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      boolean right =
          answer.statusCode() == what.status()
              && (what.bytes() < 0 || answer.body().length == what.bytes());
      return right ? new Load(what, server, List.copyOf(fields), script(folder)) : null;
    }
  }

  private static Path script(Path folder) throws IOException {
    return Files.writeString(folder.resolve("closing.lua"), CLOSING);
  }

  /// Asks for some seconds.
  Figures run(int seconds) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    fields.forEach(line -> options.addAll(List.of("-H", line)));
    if (what.condition() == Case.Condition.CLOSING) {
      options.addAll(List.of("-s", script.toString()));
    }
    double before = server.processorSeconds();
    Wrk.Result result =
        Wrk.run(CORE, what.connections(), seconds, options, server.url(what.path()));
    double used = server.processorSeconds() - before;
    if (wrong(result) * 1000 > result.requests()) {
      throw new IOException(server.peer().title() + ", " + what.title() + ": errors in " + result);
    }
    double requests = what.countsBytes() ? result.bytes() / what.bytes() : result.requests();
    return new Figures(
        result.requests(),
        requests / used,
        result.requestsPerSecond() * requests / result.requests(),
        result.p50Ms(),
        result.p99Ms());
  }

  /// `wrk` counts every 404 as an error, and every connection that is closed without a word before.
  private long wrong(Wrk.Result result) {
    long expected = what.status() == 404 ? result.requests() : 0;
    if (what.condition() == Case.Condition.CLOSING) {
      expected = result.requests() / 9;
    }
    return result.errors() - expected;
  }
}
