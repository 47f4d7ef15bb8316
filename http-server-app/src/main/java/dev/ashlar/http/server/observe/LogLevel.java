package dev.ashlar.http.server.observe;

import org.apache.logging.log4j.Level;

/// How much is told.
public enum LogLevel {
  /// What went wrong here.
  ERROR,
  /// Also refusals and overload.
  WARN,
  /// Also starts, stops and recoveries.
  INFO,
  /// Also each connection, and each request that is queued.
  DEBUG;

  Level level() {
    return Level.valueOf(name());
  }
}
