package dev.ashlar.http.server;

import static java.util.Objects.requireNonNull;

import dev.ashlar.http.protocol.Authority;
import dev.ashlar.http.server.uploads.UploadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What a server is told before it starts. Immutable; checked as a whole when it is built.
///
/// ```java
/// ServerOptions options = ServerOptions.builder(Path.of("site")).port(0).workers(4).build();
/// ```
///
/// Only values are judged here: whether a folder exists or a port is free is seen at the start.
///
/// @param host the name or address to listen on; an IPv6 address with or without brackets
/// @param port 0 to 65535; 0 takes any free port
/// @param reusePort whether the port is shared with other servers of the same user that are told so
/// @param workers threads that handle requests, all started with the server; 1 to [#MAX_WORKERS]
/// @param leaders those of the workers that wait for clients, each for a part of the connections; 1
///   to `workers`
/// @param queue requests that may wait for a worker; 1 to [#MAX_QUEUE]. When it is full, clients
///   are answered 503
/// @param maxConnections connections open at once, 1 to [#MAX_CONNECTIONS]; if absent, what the
///   process's limit of file descriptors allows, and no more than one for each 32 KiB of the heap
/// @param maxConnectionsPerClient of those, from one IPv4 address or IPv6 network of 64 bits, 1 to
///   [#MAX_CONNECTIONS]; if absent, as many as from all
/// @param idleTimeout after which a connection that says nothing is closed; 1 ms to [#MAX_TIMEOUT]
/// @param maxRequests on one connection, 1 or more
/// @param pace how fast a client must be
/// @param drain how long [Main] waits at its end for requests that are being answered, and for the
///   next one of each idle connection; 0 to [#MAX_TIMEOUT]. An embedder gives it to
///   [HttpServer#drain]: [HttpServer#close] waits for nobody
/// @param allowedHosts names by which clients may call this server, beside the address and port
///   they reached it at; without a port (-1), any port will do
/// @param anyHost whether every Host is allowed, and `allowedHosts` means nothing
/// @param directory whose files are served
/// @param serving how they are served
/// @param uploads where uploads are kept, if they are taken at all
/// @param maxUpload the longest content of an upload in bytes, 1 to [#MAX_UPLOAD]
/// @param maxUploadsInProgress uploads that need a worker or the disk at once, 1 to
///   [#MAX_CONNECTIONS]; those that wait for their clients do not count. Beyond, clients are
///   answered 503. If absent, half of the queue, so that the other half is left for reading
/// @param json which JSON texts are taken as uploads
/// @param keeping how uploads are kept
/// @param accessLog where one line for each request goes
public record ServerOptions(
    String host,
    int port,
    boolean reusePort,
    int workers,
    int leaders,
    int queue,
    OptionalInt maxConnections,
    OptionalInt maxConnectionsPerClient,
    Duration idleTimeout,
    int maxRequests,
    Pace pace,
    Duration drain,
    List<Authority> allowedHosts,
    boolean anyHost,
    Path directory,
    Serving serving,
    Uploads uploads,
    long maxUpload,
    OptionalInt maxUploadsInProgress,
    JsonRules json,
    Keeping keeping,
    AccessLog accessLog) {

  /// The most workers that may be asked for.
  public static final int MAX_WORKERS = 1024;

  /// The longest queue that may be asked for.
  public static final int MAX_QUEUE = 1 << 20;

  /// The most connections that may be asked for.
  public static final int MAX_CONNECTIONS = 1 << 20;

  /// The longest upload that may be asked for: 1 TiB.
  public static final long MAX_UPLOAD = 1L << 40;

  /// The longest timeout that may be asked for: a day.
  public static final Duration MAX_TIMEOUT = Duration.ofDays(1);

  /// Where uploads are kept.
  public sealed interface Uploads {
    /// Uploads are not taken.
    record Off() implements Uploads {}

    /// A folder that must be there, and be writable, when the server starts: somebody named it.
    record Existing(Path folder) implements Uploads {
      /// Refuses null.
      public Existing {
        requireNonNull(folder, "folder");
      }
    }

    /// A folder that is made when the first upload arrives.
    record MadeOnDemand(Path folder) implements Uploads {
      /// Refuses null.
      public MadeOnDemand {
        requireNonNull(folder, "folder");
      }
    }
  }

  /// Where the access log goes, unless the Log4j configuration in force names the logger
  /// `ashlar.access`: then that logger's appenders get the lines.
  ///
  /// The log is buffered and flushed once a second and at the end. A file is appended to and stays
  /// open until the server stops: there is no reopening and no rotation here.
  public sealed interface AccessLog {
    /// No access log.
    record Off() implements AccessLog {}

    /// Standard error, in order with the server's other lines.
    record StandardError() implements AccessLog {}

    /// Standard output, after the line that says where the server listens.
    record StandardOutput() implements AccessLog {}

    /// A file, created if it does not exist, appended to if it does.
    record File(Path path) implements AccessLog {
      /// Refuses null.
      public File {
        requireNonNull(path, "path");
      }
    }
  }

  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  /// @throws NullPointerException naming the first value that is null
  public ServerOptions {
    requireNonNull(host, "host");
    requireNonNull(pace, "pace");
    requireNonNull(directory, "directory");
    requireNonNull(serving, "serving");
    requireNonNull(uploads, "uploads");
    requireNonNull(json, "json");
    requireNonNull(keeping, "keeping");
    requireNonNull(accessLog, "accessLog");
    Ranges.check(!host.isBlank(), "host", host, "a name or an address");
    Ranges.check("port", port, 0, 65535);
    Ranges.check("workers", workers, 1, MAX_WORKERS);
    Ranges.check("leaders", leaders, 1, workers);
    Ranges.check("queue", queue, 1, MAX_QUEUE);
    Ranges.check("maxConnections", maxConnections.orElse(1), 1, MAX_CONNECTIONS);
    Ranges.check("maxConnectionsPerClient", maxConnectionsPerClient.orElse(1), 1, MAX_CONNECTIONS);
    Ranges.check("idleTimeout", idleTimeout, Duration.ofMillis(1));
    Ranges.check("maxRequests", maxRequests, 1, Integer.MAX_VALUE);
    Ranges.check("drain", drain, Duration.ZERO);
    Ranges.check("maxUpload", maxUpload, 1, MAX_UPLOAD);
    Ranges.check("maxUploadsInProgress", maxUploadsInProgress.orElse(1), 1, MAX_CONNECTIONS);
    allowedHosts = List.copyOf(allowedHosts);
  }

  /// A builder that holds the defaults, for serving the files of a folder.
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /// Collects options, starting with the defaults. For one thread.
  public static final class Builder {
    private final Path directory;
    private String host = "127.0.0.1";
    private int port = 8080;
    private boolean reusePort = false;
    private int workers = 10;
    private int leaders = 1;
    private int queue = 1024;
    private OptionalInt maxConnections = OptionalInt.empty();
    private OptionalInt maxConnectionsPerClient = OptionalInt.empty();
    private Duration idleTimeout = Duration.ofSeconds(30);
    private int maxRequests = 100;
    private Pace pace = Pace.DEFAULT;
    private Duration drain = Duration.ofSeconds(10);
    private final List<Authority> allowedHosts = new ArrayList<>();
    private boolean anyHost = false;
    private Serving serving = Serving.DEFAULT;
    private Uploads uploads = new Uploads.MadeOnDemand(Path.of("uploads"));
    private long maxUpload = UploadOptions.DEFAULT_MAX_SIZE;
    private OptionalInt maxUploadsInProgress = OptionalInt.empty();
    private JsonRules json = JsonRules.DEFAULT;
    private Keeping keeping = Keeping.DEFAULT;
    private AccessLog accessLog = new AccessLog.StandardError();

    private Builder(Path directory) {
      this.directory = directory;
    }

    /// The name or address to listen on; `127.0.0.1` by default.
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /// The port, 8080 by default; 0 takes any free one.
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /// Whether the port is shared with other servers that do the same; not by default.
    public Builder reusePort(boolean reuse) {
      this.reusePort = reuse;
      return this;
    }

    /// Threads that handle requests; 10 by default.
    public Builder workers(int workers) {
      this.workers = workers;
      return this;
    }

    /// Workers that wait for clients; 1 by default.
    public Builder leaders(int leaders) {
      this.leaders = leaders;
      return this;
    }

    /// Requests that may wait for a worker; 1024 by default.
    public Builder queue(int queue) {
      this.queue = queue;
      return this;
    }

    /// Connections open at once; by default what the limit of file descriptors and the heap allow.
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = OptionalInt.of(maxConnections);
      return this;
    }

    /// Connections open at once from one client; by default as many as from all of them.
    public Builder maxConnectionsPerClient(int maxConnectionsPerClient) {
      this.maxConnectionsPerClient = OptionalInt.of(maxConnectionsPerClient);
      return this;
    }

    /// After which a connection that says nothing is closed; 30 seconds by default.
    public Builder idleTimeout(Duration idleTimeout) {
      this.idleTimeout = idleTimeout;
      return this;
    }

    /// Requests on one connection; 100 by default.
    public Builder maxRequests(int maxRequests) {
      this.maxRequests = maxRequests;
      return this;
    }

    /// How fast a client must be; [Pace#DEFAULT] by default.
    public Builder pace(Pace pace) {
      this.pace = pace;
      return this;
    }

    /// How long [Main] waits at its end for requests that are being answered; 10 seconds by
    /// default. An embedder gives it to [HttpServer#drain]: [HttpServer#close] waits for nobody.
    public Builder drain(Duration drain) {
      this.drain = drain;
      return this;
    }

    /// One more name by which clients may call this server; without a port, any port will do.
    public Builder allowHost(Authority name) {
      allowedHosts.add(requireNonNull(name, "name"));
      return this;
    }

    /// Switches the check of the Host off: only for a server behind a proxy that checks it.
    public Builder allowAnyHost() {
      anyHost = true;
      return this;
    }

    /// How files are served; [Serving#DEFAULT] by default.
    public Builder serving(Serving serving) {
      this.serving = serving;
      return this;
    }

    /// Where uploads are kept; by default the folder `uploads`, made at the first upload.
    public Builder uploads(Uploads uploads) {
      this.uploads = uploads;
      return this;
    }

    /// The longest content of an upload in bytes; 1 MiB by default.
    public Builder maxUpload(long bytes) {
      this.maxUpload = bytes;
      return this;
    }

    /// Uploads in progress at once; by default half as many as requests may wait for a worker.
    public Builder maxUploadsInProgress(int maxUploadsInProgress) {
      this.maxUploadsInProgress = OptionalInt.of(maxUploadsInProgress);
      return this;
    }

    /// Which JSON texts are taken as uploads; [JsonRules#DEFAULT] by default.
    public Builder json(JsonRules json) {
      this.json = json;
      return this;
    }

    /// How uploads are kept; [Keeping#DEFAULT] by default.
    public Builder keeping(Keeping keeping) {
      this.keeping = keeping;
      return this;
    }

    /// Where one line for each request goes; standard error by default.
    public Builder accessLog(AccessLog accessLog) {
      this.accessLog = accessLog;
      return this;
    }

    /// The options.
    ///
    /// @throws IllegalArgumentException naming the first value that is out of its range
    public ServerOptions build() {
      return new ServerOptions(
          host,
          port,
          reusePort,
          workers,
          leaders,
          queue,
          maxConnections,
          maxConnectionsPerClient,
          idleTimeout,
          maxRequests,
          pace,
          drain,
          allowedHosts,
          anyHost,
          directory,
          serving,
          uploads,
          maxUpload,
          maxUploadsInProgress,
          json,
          keeping,
          accessLog);
    }
  }
}
