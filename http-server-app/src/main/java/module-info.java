/// The Ashlar server: connections, files, uploads, logs and the command line, wired over three
/// libraries that know nothing of each other.
///
/// An embedder writes a [Handler][dev.ashlar.http.server.api.Handler] and starts an
/// [HttpServer][dev.ashlar.http.server.HttpServer] with
/// [ServerOptions][dev.ashlar.http.server.ServerOptions]; an operator runs
/// [Main][dev.ashlar.http.server.Main] from the runtime image.
///
/// The rooms that are not exported:
///
/// - `connection`: selector, connection states, transports;
/// - `files`: from request target to file to response;
/// - `uploads`: from content to an acknowledged file;
/// - `representation`: what of a file or an upload a request gets, and its bytes;
/// - `observe`: access, pool and security log;
/// - `options`: command line, environment, configuration file;
/// - `json`: what the server writes of it, and whether what it is sent is JSON;
/// - `resources`: what there is only so much of.
///
/// A test, `ModuleBoundaryTest`, says which of them knows which. The JSON provider is found by
/// service loading at run time.
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.server {
  requires static org.jspecify;
  requires transitive dev.ashlar.http.protocol;
  requires dev.ashlar.http.pool;
  requires dev.ashlar.http.security;
  requires info.picocli;
  requires jakarta.json;
  requires jdk.net;
  requires org.apache.logging.log4j;
  requires org.apache.logging.log4j.core;

  exports dev.ashlar.http.server;
  exports dev.ashlar.http.server.api;
}
