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
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
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

  /// A builder that holds sound values for everything but what an operator usually sets.
  public static Builder builder(int maxConnections, int maxRequests, Duration idleTimeout) {
    return new Builder(maxConnections, maxRequests, idleTimeout);
  }

  /// Collects options. For one thread.
  public static final class Builder {
    private final int maxConnections;
    private int maxConnectionsPerClient;
    private final int maxRequests;
    private final Duration idleTimeout;
    private Duration headTimeout = Duration.ofSeconds(30);
    private Duration progressInterval = Duration.ofSeconds(10);
    private int minimumRate = 256;
    private Duration lingerTime = Duration.ofSeconds(10);
    private long lingerBytes = 64L << 20;
    private long headMemory = Runtime.getRuntime().maxMemory() / 4;
    private int leaders = 1;
    private AtLimit atLimit = AtLimit.DEFAULT;

    private Builder(int maxConnections, int maxRequests, Duration idleTimeout) {
      this.maxConnections = maxConnections;
      this.maxConnectionsPerClient = maxConnections;
      this.maxRequests = maxRequests;
      this.idleTimeout = idleTimeout;
    }

    /// Connections that one client may have; by default all.
    public Builder maxConnectionsPerClient(int count) {
      this.maxConnectionsPerClient = count;
      return this;
    }

    /// How fast clients must be; by default a head may take 30 seconds, and every 10 seconds 256
    /// bytes a second must have moved.
    public Builder pace(Duration headTimeout, Duration progressInterval, int minimumRate) {
      this.headTimeout = headTimeout;
      this.progressInterval = progressInterval;
      this.minimumRate = minimumRate;
      return this;
    }

    /// How long a refused client is listened to, and how much of its input is discarded; 10 seconds
    /// and 64 MiB by default.
    public Builder linger(Duration time, long bytes) {
      this.lingerTime = time;
      this.lingerBytes = bytes;
      return this;
    }

    /// What all request heads together may take; a quarter of the heap by default.
    public Builder headMemory(long bytes) {
      this.headMemory = bytes;
      return this;
    }

    /// Workers that lead a selector; 1 by default.
    public Builder leaders(int count) {
      this.leaders = count;
      return this;
    }

    /// The rules at the limit of connections.
    Builder atLimit(AtLimit rules) {
      this.atLimit = rules;
      return this;
    }

    /// The options.
    ///
    /// @throws IllegalArgumentException naming the first value that is out of its range
    public ConnectionOptions build() {
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
          atLimit,
          Limits.DEFAULT);
    }
  }
}
