package dev.ashlar.http.server;

import dev.ashlar.http.server.observe.LogTarget;
import dev.ashlar.http.server.options.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// From the option to the target: the options are exported, the logs are not.
final class AccessLogTarget {
  private AccessLogTarget() {}

  /// Opens where the access log goes; empty if there is to be none.
  ///
  /// @throws IOException if it is a file that cannot be opened for writing; the message is one line
  ///   for the operator
  static Optional<LogTarget> open(ServerOptions.AccessLog accessLog) throws IOException {
    return switch (accessLog) {
      case ServerOptions.AccessLog.Off() -> Optional.empty();
      case ServerOptions.AccessLog.StandardError() -> Optional.of(LogTarget.standardError());
      case ServerOptions.AccessLog.StandardOutput() -> Optional.of(LogTarget.standardOutput());
      case ServerOptions.AccessLog.File(var path) -> Optional.of(file(path));
    };
  }

  private static LogTarget file(Path path) throws IOException {
    try {
      return LogTarget.file(path);
    } catch (IOException problem) {
      throw new IOException(
          "The access log " + path + " cannot be written: " + FileProblem.describe(problem) + ".",
          problem);
    }
  }
}
