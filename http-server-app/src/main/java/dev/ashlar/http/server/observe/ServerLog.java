package dev.ashlar.http.server.observe;

import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.connection.ExchangeListener;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// What happens to the server itself: failures with their stack traces, pauses in accepting, and,
/// at debug level, connections that open and close.
public final class ServerLog implements ExchangeListener {
  /// The logger's name.
  public static final String NAME = "ashlar.server";

  private final Logger logger;
  private final LineBudget failures;
  private final LineBudget pauses;

  /// A log that goes through the logger `ashlar.server`.
  ServerLog() {
    this(LogManager.getLogger(NAME), System::nanoTime);
  }

  ServerLog(Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.failures = new LineBudget(nanoTime);
    this.pauses = new LineBudget(nanoTime);
  }

  @Override
  public void opened(ConnectionInfo connection) {
    if (logger.isDebugEnabled()) {
      logger.debug("connection {} opened", name(connection));
    }
  }

  @Override
  public void closed(ConnectionInfo connection, int requests) {
    if (logger.isDebugEnabled()) {
      logger.debug("connection {} closed after {} requests", name(connection), requests);
    }
  }

  @Override
  public void acceptingPaused(int connections, String reason) {
    pauses.spend(leftOut ->
        logger.warn("accepting paused at {} connections: {}{}", connections, reason, leftOut));
  }

  @Override
  public void acceptingResumed(int connections) {
    pauses.spend(
        leftOut -> logger.info("accepting goes on at {} connections{}", connections, leftOut));
  }

  @Override
  public void failed(ConnectionInfo connection, Throwable failure) {
    failures.spend(leftOut ->
        logger.error("connection {} failed{}\n{}", name(connection), leftOut, Trace.of(failure)));
  }

  private static String name(ConnectionInfo connection) {
    AsciiText name = new AsciiText();
    ClientAddress.append(name, connection.client());
    return name.append(" #").append(connection.id()).toString();
  }
}
