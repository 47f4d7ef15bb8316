package dev.ashlar.benchmarks.overload;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.HttpServer;
import dev.ashlar.http.server.ServerOptions;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.FileOptions;
import dev.ashlar.http.server.files.StaticFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The server that is measured: its own files, and `/work`, which costs a worker some processor
/// time.
final class WorkServer implements Handler {
  static final String WORK = "/work";

  /// The field that says which one it was, in the order in which workers began, from 0.
  static final FieldName BEGUN = FieldName.of("Begun");

  /// Of processor time, for each request.
  static final double MILLISECONDS = 2;

  private final StaticFiles files;
  private final PathPolicy paths = new PathPolicy();
  private final Work work = Work.taking(MILLISECONDS);
  private final AtomicInteger begun = new AtomicInteger();

  private WorkServer(StaticFiles files) {
    this.files = files;
  }

  /// @param arguments the folder that is served, workers, and the queue's capacity
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    ServerOptions options =
        ServerOptions.builder(folder)
            .port(0)
            .workers(Integer.parseInt(arguments[1]))
            .queue(Integer.parseInt(arguments[2]))
            .accessLog(new ServerOptions.AccessLog.Off())
            .build();
    try (ConfinedDirectory directory = ConfinedDirectory.open(folder, LinkPolicy.INSIDE);
        StaticFiles files = new StaticFiles(directory, FileOptions.DEFAULTS);
        HttpServer server = HttpServer.start(options, new WorkServer(files))) {
      System.out.println("listening at http://127.0.0.1:" + server.address().getPort() + "/");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Override
  public Answer handle(Request request) {
    Response cached = files.cached(request);
    if (cached != null) {
      return cached;
    }
    if (request.head().rawPath().equals(WORK)) {
      return new OnWorker(this::work);
    }
    return switch (paths.judge(request.head().rawPath())) {
      case PathVerdict.Allowed path -> files.answer(request, path);
      case PathVerdict.Refused refused -> Response.text(Status.FORBIDDEN, refused + "\n");
    };
  }

  private Response work() {
    String order = Integer.toString(begun.getAndIncrement());
    return Response.text(Status.OK, work.run() + "\n").with(BEGUN, order);
  }
}
