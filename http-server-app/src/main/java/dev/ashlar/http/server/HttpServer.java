package dev.ashlar.http.server;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.protocol.Authority;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.HostPolicy;
import dev.ashlar.http.security.HostRule;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.ConnectionOptions;
import dev.ashlar.http.server.connection.Connections;
import dev.ashlar.http.server.files.StaticFiles;
import dev.ashlar.http.server.observe.Observation;
import dev.ashlar.http.server.options.FileProblem;
import dev.ashlar.http.server.resources.Resources;
import dev.ashlar.http.server.uploads.UploadOptions;
import dev.ashlar.http.server.uploads.Uploads;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// A running server.
///
/// ```java
/// try (HttpServer server = HttpServer.start(ServerOptions.builder(Path.of("site")).port(0).build())) {
///   System.out.println("listening at " + server.address());
///   …
/// }
/// ```
///
/// Safe for use by several threads. A process may run several.
public final class HttpServer implements Closeable {
  /// Connections that the kernel may hold until they are accepted; it allows fewer if it is set so.
  private static final int BACKLOG = 4096;

  private final Connections connections;
  private final Resources resources;

  private HttpServer(Connections connections, Resources resources) {
    this.connections = connections;
    this.resources = resources;
  }

  /// Starts a server of files and uploads. When this returns, connections are accepted.
  ///
  /// Uploads need a provider of `jakarta.json`, which is looked for with the first of them. On a
  /// class path or module path it is found; a linked image has it only if that was asked for.
  ///
  /// @throws IOException if the folder cannot be served, the upload folder cannot be used, the
  ///   access log cannot be written, or the address cannot be listened on; the message is one line
  ///   for the operator
  public static HttpServer start(ServerOptions options) throws IOException {
    return startWrapped(options, UnaryOperator.identity());
  }

  /// Starts a server of files and uploads behind a handler of somebody else's, which answers some
  /// requests itself and hands the others on:
  ///
  /// ```java
  /// HttpServer.startWrapped(
  ///     options,
  ///     site ->
  ///         request ->
  ///             request.head().rawPath().equals("/time")
  ///                 ? Response.text(Status.OK, Instant.now() + "\n")
  ///                 : site.handle(request));
  /// ```
  ///
  /// The Host has been checked before. The path has not: the site judges it, for what is handed on.
  ///
  /// @param wrapper is given the handler of files and uploads, and gives the one that is asked for
  ///   every request; called once. What it throws is thrown on
  /// @throws IOException as [#start(ServerOptions)]
  public static HttpServer startWrapped(ServerOptions options, UnaryOperator<Handler> wrapper)
      throws IOException {
    Objects.requireNonNull(wrapper, "wrapper");
    Resources resources = new Resources();
    try {
      ConfinedDirectory directory = resources.add(openDirectory(options));
      StaticFiles files = resources.add(new StaticFiles(directory, RoomOptions.files(options)));
      Optional<Uploads> uploads = openUploads(options);
      uploads.ifPresent(resources::add);
      Site site = new Site(files, uploads, new PathPolicy());
      Handler handler = Objects.requireNonNull(wrapper.apply(site), "the wrapper's handler");
      return start(options, handler, files::dress, resources);
    } catch (Throwable failure) {
      Resources.closeAfter(failure, resources);
      throw failure;
    }
  }

  /// Starts a server whose requests somebody else answers, once their Host has been checked.
  /// CONNECT is not among them: it is answered 501, since nothing here makes a tunnel. The options'
  /// folder and uploads are not used.
  ///
  /// @throws IOException if the access log cannot be written, or the address cannot be listened on;
  ///   the message is one line for the operator
  public static HttpServer start(ServerOptions options, Handler handler) throws IOException {
    Objects.requireNonNull(handler, "handler");
    Resources resources = new Resources();
    try {
      return start(options, handler, UnaryOperator.identity(), resources);
    } catch (Throwable failure) {
      Resources.closeAfter(failure, resources);
      throw failure;
    }
  }

  private static HttpServer start(
      ServerOptions options, Handler handler, UnaryOperator<Response> errors, Resources resources)
      throws IOException {
    Observation observation =
        resources.add(Observation.of(AccessLogTarget.open(options.accessLog())));
    ServerSocketChannel listening = resources.add(ServerSocketChannel.open());
    bind(listening, options);
    WorkerPool.Builder workers =
        WorkerPool.builder()
            .workers(options.workers())
            .queueCapacity(options.queue())
            .listener(observation.pool());
    Connections connections =
        Connections.start(
            listening,
            new HostGuard(hostPolicy(options), errors, handler),
            connectionOptions(options),
            observation.exchanges(),
            errors,
            workers);
    return new HttpServer(connections, resources);
  }

  private static ConfinedDirectory openDirectory(ServerOptions options) throws IOException {
    try {
      return ConfinedDirectory.open(options.directory(), RoomOptions.links(options));
    } catch (IOException problem) {
      String what = "The folder " + options.directory() + " cannot be served: ";
      throw new IOException(what + FileProblem.describe(problem) + ".", problem);
    }
  }

  private static Optional<Uploads> openUploads(ServerOptions options) throws IOException {
    Optional<UploadOptions> wanted = RoomOptions.uploads(options);
    return wanted.isPresent()
        ? Optional.of(new Uploads(wanted.get(), InstantSource.system()))
        : Optional.empty();
  }

  private static void bind(ServerSocketChannel channel, ServerOptions options) throws IOException {
    InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
    String where = options.host() + " port " + options.port();
    if (address.isUnresolved()) {
      throw new IOException("Cannot listen on " + where + ": no such host.");
    }
    try {
      if (options.reusePort()) {
        reusePort(channel);
      }
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
    } catch (UnsupportedAddressTypeException noIpv6) {
      throw new IOException("Cannot listen on " + where + ": there is no IPv6 here.", noIpv6);
    } catch (IOException problem) {
      throw new IOException(
          "Cannot listen on " + where + ": " + problem.getMessage() + ".", problem);
    }
  }

  private static void reusePort(ServerSocketChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      throw new IOException("this system cannot share a port between servers (SO_REUSEPORT)");
    }
    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
  }

  private static HostPolicy hostPolicy(ServerOptions options) {
    return options.anyHost()
        ? HostPolicy.any()
        : HostPolicy.of(options.allowedHosts().stream().map(HttpServer::rule).toList());
  }

  private static HostRule rule(Authority name) {
    return new HostRule(
        name.host(), name.port() < 0 ? OptionalInt.empty() : OptionalInt.of(name.port()));
  }

  private static ConnectionOptions connectionOptions(ServerOptions options) {
    return RoomOptions.connections(
        options, options.maxConnections().orElseGet(DescriptorLimit::connections));
  }

  /// Where it listens, with the port that was chosen if none was given.
  public InetSocketAddress address() {
    return connections.address();
  }

  /// Stops: accepts no one any more, answers what has been asked, and closes the connections. Waits
  /// until that is done; may be followed by [#close] only.
  ///
  /// From a handler this waits for its own request, and so for all of the time: have another thread
  /// call it, and answer.
  ///
  /// @param time that requests have; what is unanswered then is cut
  /// @return whether everything was answered
  /// @throws InterruptedException if the calling thread is interrupted while it waits
  public boolean drain(Duration time) throws InterruptedException {
    return connections.drain(time);
  }

  /// Stops at once, cutting what is unanswered, and releases everything. What runs on a worker at
  /// that moment has a second or two to end; as for [#drain], a handler has another thread call it.
  ///
  /// @throws IOException if something could not be written out or closed
  @Override
  public void close() throws IOException {
    try (resources) {
      connections.close();
    }
  }
}
