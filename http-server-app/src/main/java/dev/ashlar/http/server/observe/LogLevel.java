package dev.ashlar.http.server.observe;

import org.apache.logging.log4j.Level;

/// How much is told.
public enum LogLevel {
  /// What went wrong here.
  ERROR(Level.ERROR),
  /// Also refusals and overload.
  WARN(Level.WARN),
  /// Also starts, stops and recoveries.
  INFO(Level.INFO),
  /// Also each connection, and each request that is queued.
  DEBUG(Level.DEBUG);

  private final Level level;

  LogLevel(Level level) {
    this.level = level;
  }

  Level level() {
    return level;
  }
}
