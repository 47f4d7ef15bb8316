package dev.ashlar.http.server;

import dev.ashlar.http.server.observe.Logging;
import dev.ashlar.http.server.observe.ServerLog;
import dev.ashlar.http.server.options.DurationText;
import java.io.IOException;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// What happens when the process is told to end: a shutdown hook, which the JVM runs on SIGTERM,
/// SIGINT and SIGHUP. It halts the process itself, because the JVM would turn the signal into exit
/// status 143 or 130 although everything that was asked has been answered.
///
/// @param server to be stopped
/// @param drain how long it may take to answer what has been asked
record Stop(HttpServer server, Duration drain) implements Runnable {
  @Override
  public void run() {
    int status = 1;
    try {
      stop(LogManager.getLogger(ServerLog.NAME));
      status = 0;
    } finally {
      try {
        Logging.shutDown();
      } finally {
        Runtime.getRuntime().halt(status);
      }
    }
  }

  private void stop(Logger logger) {
    String time = DurationText.format(drain);
    logger.info("stopping: requests that are being answered, and idle connections, have {}", time);
    try (server) {
      if (!server.drain(drain)) {
        logger.warn("stopped before every request was answered");
      }
    } catch (IOException e) {
      logger.error("something could not be written or closed: {}", e.getMessage());
    } catch (InterruptedException e) {
      logger.warn("stopped at once: interrupted");
    }
  }
}
