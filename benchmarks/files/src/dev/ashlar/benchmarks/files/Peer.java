package dev.ashlar.benchmarks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A server that can be started, configured as its documentation recommends for files.
///
/// @param id names it on the command line
/// @param title names it in tables
/// @param warms whether it gets faster while it runs, and is warmed up before each case
/// @param configuration in a sentence
/// @param command starts it
record Peer(String id, String title, boolean warms, String configuration, Command command) {
  /// How a server is started.
  interface Command {
    /// The words of the command, once its configuration has been written.
    List<String> words(Place place) throws IOException;
  }

  /// Where a server finds and leaves things.
  ///
  /// @param project the project's folder
  /// @param site the files to serve
  /// @param own a folder for its configuration and logs
  record Place(Path project, Path site, Path own, int port) {
    String log() {
      return own.resolve("access.log").toString();
    }
  }

  private static final String BARE = "bare";

  /// Those of the table.
  static final List<Peer> ALL =
      List.of(
          new Peer(
              "ashlar",
              "Ashlar",
              true,
              "its access log to a file, 1000 requests on a connection as nginx has them",
              Peer::ashlar),
          new Peer(
              "nginx-tuned",
              "nginx, tuned",
              false,
              "one worker, sendfile, tcp_nopush, open_file_cache as its documentation shows it, an"
                  + " access log with a buffer, and no second line for 404",
              Peer::nginxTuned),
          new Peer(
              "nginx",
              "nginx",
              false,
              "Debian's nginx.conf and default site, with port, root and logs of the benchmark, and"
                  + " one worker for its one core",
              Peer::nginxAsInstalled),
          new Peer("caddy", "Caddy", false, "file_server, and log to a file", Peer::caddy),
          new Peer(
              "jetty",
              "Jetty 12",
              true,
              "ResourceHandler with its cache, entity tags, and the asynchronous request log",
              place -> java(place, "JettyFiles")),
          new Peer(
              "helidon",
              "Helidon 4",
              true,
              "static content with its memory cache, and an access log with a buffer",
              place -> java(place, "HelidonFiles")),
          new Peer(
              "jwebserver",
              "jwebserver",
              true,
              "as it is; it logs to standard output",
              Peer::jwebserver),
          new Peer(
              BARE,
              "bare loop",
              true,
              "no server: a selector loop in Java that writes the same bytes for whatever it reads",
              place -> java(place, "BareLoop")));

  /// Runs only if it is named.
  private static final Peer NATIVE =
      new Peer(
          "native",
          "native loop",
          true,
          "the bare loop without Java's channels: it calls the kernel by java.lang.foreign",
          place -> java(place, "NativeLoop"));

  /// All that can be named.
  static final List<Peer> KNOWN = Stream.concat(ALL.stream(), Stream.of(NATIVE)).toList();

  /// Those with the given IDs; if there are none, those of the table.
  static List<Peer> named(List<String> ids) {
    return ids.isEmpty() ? ALL : KNOWN.stream().filter(peer -> ids.contains(peer.id)).toList();
  }

  /// Whether it can be asked for this. The bare loops do not even close a connection.
  boolean answers(Case what) {
    return !id.equals(BARE) && !equals(NATIVE) || what.condition() == Case.Condition.NONE;
  }

  private static List<String> ashlar(Place place) {
    return List.of(
        place.project().resolve("jlink/target/ashlar/bin/ashlar").toString(),
        place.site().toString(),
        "--port",
        Integer.toString(place.port()),
        "--uploads",
        "off",
        "--max-requests",
        "1000",
        "--access-log",
        place.log());
  }

  private static List<String> nginxTuned(Place place) throws IOException {
    return nginx(
        place,
        """
        worker_processes 1;
        pid %1$s/pid;
        error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          include /etc/nginx/mime.types;
          default_type application/octet-stream;
          sendfile on;
          tcp_nopush on;
          open_file_cache max=1000 inactive=20s;
          open_file_cache_valid 30s;
          open_file_cache_min_uses 2;
          open_file_cache_errors on;
          log_not_found off;
          access_log %2$s combined buffer=64k flush=1s;
          server {
            listen 127.0.0.1:%3$s;
            root %4$s;
          }
        }
        """
            .formatted(place.own(), place.log(), place.port(), place.site()));
  }

  private static List<String> nginxAsInstalled(Place place) throws IOException {
    String site =
        Files.readString(Path.of("/etc/nginx/sites-available/default"))
            .replaceAll("(?m)^\\s*listen \\[::].*$", "")
            .replaceAll("(?m)^(\\s*listen) 80 ", "$1 127.0.0.1:" + place.port() + " ")
            .replaceAll("(?m)^(\\s*root) .*;", "$1 " + place.site() + ";");
    Path siteFile = Files.writeString(place.own().resolve("site.conf"), site);
    return nginx(
        place,
        Files.readString(Path.of("/etc/nginx/nginx.conf"))
            // nginx counts the machine's cores and not those that it may use.
            .replaceAll("(?m)^worker_processes .*;", "worker_processes 1;")
            .replaceAll("(?m)^pid .*;", "pid " + place.own().resolve("pid") + ";")
            .replaceAll("error_log .*;", "error_log " + place.own().resolve("error.log") + ";")
            .replaceAll("access_log .*;", "access_log " + place.log() + ";")
            .replace("/etc/nginx/sites-enabled/*", siteFile.toString()));
  }

  private static List<String> nginx(Place place, String configuration) throws IOException {
    Path file = Files.writeString(place.own().resolve("nginx.conf"), configuration);
    return List.of("nginx", "-c", file.toString(), "-g", "daemon off;");
  }

  private static List<String> caddy(Place place) throws IOException {
    Path file =
        Files.writeString(
            place.own().resolve("Caddyfile"),
            """
            {
              admin off
              auto_https off
            }
            http://127.0.0.1:%s {
              root * %s
              file_server
              log {
                output file %s
              }
            }
            """
                .formatted(place.port(), place.site(), place.log()));
    return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
  }

  private static List<String> java(Place place, String program) {
    Path target = place.project().resolve("benchmarks/files/peers/target");
    return List.of(
        tool("java"),
        "-cp",
        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
        "dev.ashlar.benchmarks.files.peers." + program,
        place.site().toString(),
        Integer.toString(place.port()),
        place.log());
  }

  private static List<String> jwebserver(Place place) {
    return List.of(
        tool("jwebserver"),
        "-b",
        "127.0.0.1",
        "-p",
        Integer.toString(place.port()),
        "-d",
        place.site().toString());
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
