package dev.ashlar.http.server;

import static dev.ashlar.http.server.Usual.DEFAULTS;
import static dev.ashlar.http.server.Usual.timeFrom;
import static dev.ashlar.http.server.Usual.usually;

import dev.ashlar.http.server.options.Converter;
import dev.ashlar.http.server.options.Option;
import dev.ashlar.http.server.options.OptionGroup;
import dev.ashlar.http.server.options.SizeText;
import dev.ashlar.http.server.options.WholeNumber;
import java.time.Duration;
import java.util.List;

/// The options of [ServerCommand] about threads and connections.
final class ConnectionOptionGroup {
  private static final Converter<Duration> TIMEOUT = timeFrom(Duration.ofMillis(1));

  static final Option<Integer> WORKERS =
      Option.one(
          "workers",
          "N",
          new WholeNumber(1, ServerOptions.MAX_WORKERS),
          "threads that handle requests, all started at once" + usually(DEFAULTS.workers()));

  static final Option<Integer> LEADERS =
      Option.one(
          "leaders",
          "N",
          new WholeNumber(1, ServerOptions.MAX_WORKERS),
          "those of the workers that wait for clients, each for a part of them; more than one is"
              + " for many cores"
              + usually(DEFAULTS.leaders()));

  static final Option<Integer> QUEUE =
      Option.one(
          "queue",
          "N",
          new WholeNumber(1, ServerOptions.MAX_QUEUE),
          "requests that may wait for a worker; beyond, clients are answered 503"
              + usually(DEFAULTS.queue()));

  static final Option<Integer> MAX_CONNECTIONS =
      Option.one(
          "max-connections",
          "N",
          new WholeNumber(1, ServerOptions.MAX_CONNECTIONS),
          "connections open at once (default: what the limit of open files and the heap allow)");

  static final Option<Integer> MAX_CONNECTIONS_PER_CLIENT =
      Option.one(
          "max-connections-per-client",
          "N",
          new WholeNumber(1, ServerOptions.MAX_CONNECTIONS),
          "of those, from one IPv4 address or IPv6 network of 64 bits (default: all)");

  static final Option<Integer> MAX_REQUESTS =
      Option.one(
          "max-requests",
          "N",
          new WholeNumber(1, Integer.MAX_VALUE),
          "requests on one connection" + usually(DEFAULTS.maxRequests()));

  static final Option<Duration> IDLE_TIMEOUT =
      Option.one(
          "idle-timeout",
          "TIME",
          TIMEOUT,
          "how long a connection may say nothing between requests"
              + usually(DEFAULTS.idleTimeout()));

  static final Option<Duration> HEAD_TIMEOUT =
      Option.one(
          "head-timeout",
          "TIME",
          TIMEOUT,
          "how long the head of a request may take" + usually(DEFAULTS.pace().headTimeout()));

  static final Option<Long> MIN_RATE =
      Option.one(
          "min-rate",
          "SIZE",
          new SizeText(0, Pace.MAX_RATE),
          "bytes a second that content must arrive and responses be read with; 0 is any"
              + usually((long) DEFAULTS.pace().minimumRate()));

  static final Option<Duration> RATE_INTERVAL =
      Option.one(
          "rate-interval",
          "TIME",
          TIMEOUT,
          "how often that rate is looked at" + usually(DEFAULTS.pace().interval()));

  static final Option<Duration> DRAIN =
      Option.one(
          "drain",
          "TIME",
          timeFrom(Duration.ZERO),
          "how long a stop waits for requests that are being answered, and for the next one on each"
              + " idle connection"
              + usually(DEFAULTS.drain()));

  static final OptionGroup GROUP =
      new OptionGroup(
          "Connections",
          List.of(
              WORKERS,
              LEADERS,
              QUEUE,
              MAX_CONNECTIONS,
              MAX_CONNECTIONS_PER_CLIENT,
              MAX_REQUESTS,
              IDLE_TIMEOUT,
              HEAD_TIMEOUT,
              MIN_RATE,
              RATE_INTERVAL,
              DRAIN));

  private ConnectionOptionGroup() {}
}
