package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that runs in a process of its own and has said that it accepts connections.
final class AshlarProcess implements AutoCloseable {
  private static final Pattern BANNER =
      Pattern.compile("Ashlar \\S+ serving (.*) at http://(\\S+):([0-9]+)/");

  private final Process process;
  private final Lines output;
  private final Lines errors;
  private final Matcher banner;

  AshlarProcess(Process process) {
    this.process = process;
    this.output = new Lines(process.getInputStream());
    this.errors = new Lines(process.getErrorStream());
    try {
      // Nothing may stand before the banner, so the first line has to be it.
      this.banner = BANNER.matcher(output.await(""));
      assertTrue(banner.matches(), output::text);
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw new AssertionError("no banner; standard error:\n" + errors.text(), e);
    }
  }

  /// What it serves, as its banner says.
  String served() {
    return banner.group(1);
  }

  /// Where it listens.
  InetSocketAddress address() {
    return new InetSocketAddress(banner.group(2), port());
  }

  /// The port on which it listens.
  int port() {
    return Integer.parseInt(banner.group(3));
  }

  /// What stands in the Host field of a request to it.
  String authority() {
    return banner.group(2) + ":" + banner.group(3);
  }

  /// Its standard output.
  Lines output() {
    return output;
  }

  /// Its standard error, where the logs go unless told otherwise.
  Lines errors() {
    return errors;
  }

  /// A new connection.
  Wire connect() {
    return new Wire(address());
  }

  /// Sends one request on a connection of its own.
  Reply exchange(String request) {
    try (Wire wire = connect()) {
      return wire.send(request).read();
    }
  }

  /// GETs a path on a connection of its own.
  Reply get(String path) {
    return exchange(
        """
        GET %s HTTP/1.1
        Host: {host}
        Connection: close

        """
            .formatted(path));
  }

  /// Uploads a JSON text on a connection of its own.
  Reply upload(String json) {
    try (Wire wire = connect()) {
      wire.send(
          """
          POST /uploads HTTP/1.1
          Host: {host}
          Content-Type: application/json
          Content-Length: %s
          Connection: close

          """
              .formatted(Wire.utf8(json).length));
      return wire.sendBytes(Wire.utf8(json)).read();
    }
  }

  /// Sends a signal, such as `INT`.
  void signal(String name) {
    try {
      String number = Long.toString(process.pid());
      Process kill = new ProcessBuilder("kill", "-" + name, number).inheritIO().start();
      assertEquals(0, Launch.statusOf(kill));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for it to end and returns its exit status.
  int awaitEnd() {
    return Launch.statusOf(process);
  }

  /// Stops it with SIGTERM and returns its exit status.
  int stop() {
    signal("TERM");
    return awaitEnd();
  }

  /// Makes sure that it does not outlive the test.
  @Override
  public void close() {
    process.destroyForcibly();
    Launch.statusOf(process);
  }
}
