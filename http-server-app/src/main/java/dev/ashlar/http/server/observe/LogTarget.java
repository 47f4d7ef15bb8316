package dev.ashlar.http.server.observe;

import dev.ashlar.http.server.observe.LogFlusher.FailureListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;

/// Where log lines go, with the stream that leads there.
///
/// The standard streams belong to the process and are there once; all writers to one of them share
/// its stream, so that their lines stay whole and in order.
public final class LogTarget {
  private static final LogFlusher FLUSHER = new LogFlusher();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LogStream stream;
  private final boolean shared;

  private LogTarget(LogStream stream, boolean shared) {
    this.stream = stream;
    this.shared = shared;
  }

  /// Standard error.
  public static LogTarget standardError() {
    return StandardError.TARGET;
  }

  /// Standard output.
  public static LogTarget standardOutput() {
    return StandardOutput.TARGET;
  }

  /// A file that is appended to, and created if need be. What it is made of does not matter: a pipe
  /// or a terminal will do. Each write goes to the end of the file, so it may be copied and
  /// truncated by whoever rotates logs.
  ///
  /// @throws IOException if it cannot be opened for writing
  public static LogTarget file(Path path) throws IOException {
    OutputStream file =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    LogStream stream = new LogStream(file, LogStream.CAPACITY, FLUSHER);
    FLUSHER.add(stream, failure -> tell(path, failure));
    return new LogTarget(stream, false);
  }

  /// Has everything written out that was logged before, within a few seconds if that is possible.
  static void flushAll() {
    FLUSHER.flush(PATIENCE);
  }

  /// Takes lines; flushing it has them written out soon, without waiting.
  OutputStream prompt() {
    return stream;
  }

  /// Takes a line with its end, and leaves it to the clock when it is written out.
  void write(AsciiText line) {
    stream.write(line.octets(), 0, line.length());
  }

  /// Writes out what is left and closes what is not shared.
  void close() throws IOException {
    if (shared) {
      flushAll();
    } else {
      FLUSHER.remove(stream, PATIENCE);
    }
  }

  private static LogTarget standard(FileDescriptor descriptor, FailureListener listener) {
    LogStream stream = new LogStream(new FileOutputStream(descriptor), LogStream.CAPACITY, FLUSHER);
    FLUSHER.add(stream, listener);
    return new LogTarget(stream, true);
  }

  private static void tell(Object target, Throwable failure) {
    LogManager.getLogger(ServerLog.NAME)
        .error("cannot write to {}, lines are lost: {}", target, failure.getMessage());
  }

  private static final class StandardError {
    // Nobody is left to tell when standard error itself fails.
    static final LogTarget TARGET = standard(FileDescriptor.err, failure -> {});
  }

  private static final class StandardOutput {
    static final LogTarget TARGET =
        standard(FileDescriptor.out, failure -> tell("standard output", failure));
  }
}
