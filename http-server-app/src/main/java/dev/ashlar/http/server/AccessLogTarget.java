package dev.ashlar.http.server;

import dev.ashlar.http.server.observe.LogTarget;
import java.io.IOException;
import java.util.Optional;

/// From the option to the target: the options are exported, the logs are not.
final class AccessLogTarget {
  private AccessLogTarget() {}

  /// Opens where the access log goes; empty if there is to be none.
  ///
  /// @throws IOException if it is a file that cannot be opened for writing
  static Optional<LogTarget> open(ServerOptions.AccessLog accessLog) throws IOException {
    return switch (accessLog) {
      case ServerOptions.AccessLog.Off() -> Optional.empty();
      case ServerOptions.AccessLog.StandardError() -> Optional.of(LogTarget.standardError());
      case ServerOptions.AccessLog.StandardOutput() -> Optional.of(LogTarget.standardOutput());
      case ServerOptions.AccessLog.File(var path) -> Optional.of(LogTarget.file(path));
    };
  }
}
