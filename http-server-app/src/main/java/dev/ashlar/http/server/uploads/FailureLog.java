package dev.ashlar.http.server.uploads;

import dev.ashlar.http.security.LogBudget;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;

/// Tells the operator why uploads fail, in a limited number of lines: clients that go on sending to
/// a dead disk must not fill the one with the log.
final class FailureLog {
  private final Logger logger;
  private final LongSupplier nanoTime;
  private final LogBudget budget = new LogBudget(20, Duration.ofSeconds(1));

  FailureLog(Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.nanoTime = nanoTime;
  }

  /// An upload could not be stored.
  void failed(Throwable cause) {
    String reason =
        cause instanceof FileSystemException file ? Uploads.reason(file) : cause.toString();
    write(Level.ERROR, "An upload could not be stored: " + reason);
  }

  /// Another server has the folder.
  void inUse(FolderInUseException cause) {
    write(Level.WARN, "A request for uploads was answered 503: " + cause.getMessage());
  }

  private void write(Level level, String message) {
    if (budget.ask(nanoTime.getAsLong()) instanceof LogBudget.Write(long leftOut)) {
      logger.log(
          level, "{}{}", message, leftOut == 0 ? "" : " (" + leftOut + " more were left out)");
    }
  }
}
