package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.Limits;
import java.time.Duration;

/// The limits that connections live under.
///
/// @param maxConnections open at the same time, 1 or more
/// @param maxConnectionsPerClient open at the same time from one IPv4 address or one IPv6 network
///   of 64 bits, 1 or more
/// @param maxRequests on one connection, 1 or more; the last one's response says `Connection:
///   close`
/// @param idleTimeout between two requests
/// @param headTimeout from a head's first byte to its last
/// @param progressInterval how often the progress of content, or of a response, is looked at
/// @param minimumRate bytes a second that content and responses must make in each interval, 0 or
///   more
/// @param lingerTime how long a refused client is still listened to (RFC 9112 §9.6)
/// @param lingerBytes how much of its input is discarded meanwhile, 0 or more
/// @param headMemory what all request heads together may take beyond 4 KiB each, in bytes, 0 or
///   more; a client whose head finds no room is answered 503
/// @param leaders workers that lead a selector, among which connections are dealt out; 1 or more
/// @param atLimit what happens to new clients when there are as many connections as may be
/// @param limits of the parser
public record ConnectionOptions(
    int maxConnections,
    int maxConnectionsPerClient,
    int maxRequests,
    Duration idleTimeout,
    Duration headTimeout,
    Duration progressInterval,
    int minimumRate,
    Duration lingerTime,
    long lingerBytes,
    long headMemory,
    int leaders,
    AtLimit atLimit,
    Limits limits) {

  /// Checks the ranges.
  public ConnectionOptions {
    requirePositive("maxConnections", maxConnections);
    requirePositive("maxConnectionsPerClient", maxConnectionsPerClient);
    requirePositive("maxRequests", maxRequests);
    requirePositive("idleTimeout", idleTimeout.toNanos());
    requirePositive("headTimeout", headTimeout.toNanos());
    requirePositive("progressInterval", progressInterval.toNanos());
    requireNotNegative("minimumRate", minimumRate);
    requirePositive("lingerTime", lingerTime.toNanos());
    requireNotNegative("lingerBytes", lingerBytes);
    requireNotNegative("headMemory", headMemory);
    requirePositive("leaders", leaders);
  }

  /// Sound values for everything but what an operator usually sets.
  public static ConnectionOptions of(int maxConnections, int maxRequests, Duration idleTimeout) {
    return new ConnectionOptions(
        maxConnections,
        maxConnections,
        maxRequests,
        idleTimeout,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        256,
        Duration.ofSeconds(10),
        64L << 20,
        Runtime.getRuntime().maxMemory() / 4,
        1,
        AtLimit.DEFAULT,
        Limits.DEFAULT);
  }

  /// The same with another limit for each client.
  public ConnectionOptions withMaxConnectionsPerClient(int count) {
    return new ConnectionOptions(
        maxConnections,
        count,
        maxRequests,
        idleTimeout,
        headTimeout,
        progressInterval,
        minimumRate,
        lingerTime,
        lingerBytes,
        headMemory,
        leaders,
        atLimit,
        limits);
  }

  /// The same for clients that are faster or slower.
  public ConnectionOptions withPace(Duration head, Duration interval, int rate) {
    return new ConnectionOptions(
        maxConnections,
        maxConnectionsPerClient,
        maxRequests,
        idleTimeout,
        head,
        interval,
        rate,
        lingerTime,
        lingerBytes,
        headMemory,
        leaders,
        atLimit,
        limits);
  }

  /// The same with other bounds of what is discarded in the end.
  public ConnectionOptions withLinger(Duration time, long bytes) {
    return new ConnectionOptions(
        maxConnections,
        maxConnectionsPerClient,
        maxRequests,
        idleTimeout,
        headTimeout,
        progressInterval,
        minimumRate,
        time,
        bytes,
        headMemory,
        leaders,
        atLimit,
        limits);
  }

  /// The same with another bound for heads.
  public ConnectionOptions withHeadMemory(long bytes) {
    return new ConnectionOptions(
        maxConnections,
        maxConnectionsPerClient,
        maxRequests,
        idleTimeout,
        headTimeout,
        progressInterval,
        minimumRate,
        lingerTime,
        lingerBytes,
        bytes,
        leaders,
        atLimit,
        limits);
  }

  /// The same with another number of leaders.
  public ConnectionOptions withLeaders(int count) {
    return new ConnectionOptions(
        maxConnections,
        maxConnectionsPerClient,
        maxRequests,
        idleTimeout,
        headTimeout,
        progressInterval,
        minimumRate,
        lingerTime,
        lingerBytes,
        headMemory,
        count,
        atLimit,
        limits);
  }

  /// The same with other rules at the limit of connections.
  ConnectionOptions with(AtLimit rules) {
    return new ConnectionOptions(
        maxConnections,
        maxConnectionsPerClient,
        maxRequests,
        idleTimeout,
        headTimeout,
        progressInterval,
        minimumRate,
        lingerTime,
        lingerBytes,
        headMemory,
        leaders,
        rules,
        limits);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative, as " + value + " is");
    }
  }
}
