package dev.ashlar.http.server;

import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.server.ServerOptions.AccessLog;
import dev.ashlar.http.server.ServerOptions.Uploads;
import dev.ashlar.http.server.observe.LogLevel;
import dev.ashlar.http.server.options.CommandException;
import dev.ashlar.http.server.options.CommandException.Fault;
import dev.ashlar.http.server.options.HostText.AllowedHost;
import dev.ashlar.http.server.options.Option;
import dev.ashlar.http.server.options.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/// Makes options of what an operator said.
///
/// @param settings what was said
/// @param welcome the folder of the built-in site, which is served if none was named
record ServerSettings(Settings settings, Optional<Path> welcome) {
  private static final String OFF = "off";
  private static final String STANDARD_OUTPUT = "-";

  /// What the server is told.
  ///
  /// @throws CommandException if a value is not what its option takes, or no folder is to be served
  ServerOptions options() throws CommandException {
    ServerOptions.Builder options = ServerOptions.builder(directory());
    options = with(options, ServerCommand.HOST, ServerOptions.Builder::host);
    options = with(options, ServerCommand.PORT, ServerOptions.Builder::port);
    options = with(options, ServerCommand.REUSE_PORT, ServerOptions.Builder::reusePort);
    options = with(options, ServerCommand.ALLOW_HOST, ServerSettings::allow);
    options = with(options, ConnectionOptionGroup.WORKERS, ServerOptions.Builder::workers);
    options = with(options, ConnectionOptionGroup.LEADERS, ServerOptions.Builder::leaders);
    options = with(options, ConnectionOptionGroup.QUEUE, ServerOptions.Builder::queue);
    options =
        with(options, ConnectionOptionGroup.MAX_CONNECTIONS, ServerOptions.Builder::maxConnections);
    options =
        with(
            options,
            ConnectionOptionGroup.MAX_CONNECTIONS_PER_CLIENT,
            ServerOptions.Builder::maxConnectionsPerClient);
    options = with(options, ConnectionOptionGroup.MAX_REQUESTS, ServerOptions.Builder::maxRequests);
    options = with(options, ConnectionOptionGroup.IDLE_TIMEOUT, ServerOptions.Builder::idleTimeout);
    options = with(options, ConnectionOptionGroup.DRAIN, ServerOptions.Builder::drain);
    options = with(options, UploadOptionGroup.MAX_UPLOAD, ServerOptions.Builder::maxUpload);
    options =
        with(
            options,
            UploadOptionGroup.MAX_UPLOADS_IN_PROGRESS,
            ServerOptions.Builder::maxUploadsInProgress);
    options = with(options, UploadOptionGroup.UPLOADS, (all, text) -> all.uploads(uploads(text)));
    options =
        with(options, ServerCommand.ACCESS_LOG, (all, text) -> all.accessLog(accessLog(text)));
    checkLeaders();
    return options.serving(serving()).pace(pace()).json(json()).keeping(keeping()).build();
  }

  private void checkLeaders() throws CommandException {
    int leaders = settings.value(ConnectionOptionGroup.LEADERS).orElse(Usual.DEFAULTS.leaders());
    int workers = settings.value(ConnectionOptionGroup.WORKERS).orElse(Usual.DEFAULTS.workers());
    if (leaders > workers) {
      throw new CommandException(
          Fault.OPTION,
          settings.describe(ConnectionOptionGroup.LEADERS).orElseThrow()
              + ": must be at most the number of workers, "
              + workers);
    }
  }

  /// The least that is logged.
  ///
  /// @throws CommandException if the value is none
  LogLevel logLevel() throws CommandException {
    return settings.value(ServerCommand.LOG_LEVEL).orElse(LogLevel.INFO);
  }

  private Path directory() throws CommandException {
    return settings
        .argument(ServerCommand.ARGUMENT, ServerCommand.DIRECTORY)
        .or(() -> welcome)
        .orElseThrow(() ->
            new CommandException(
                Fault.OPTION,
                "a folder to serve is needed: only the runtime image has a welcome site"));
  }

  private Serving serving() throws CommandException {
    Serving serving = Serving.DEFAULT;
    serving = with(serving, ServerCommand.LISTING, Serving::withListing);
    serving = with(serving, ServerCommand.SPA, Serving::withSpa);
    serving =
        with(
            serving,
            ServerCommand.FOLLOW_LINKS,
            (all, links) -> all.withFollowLinks(links == LinkPolicy.INSIDE));
    serving =
        with(
            serving,
            ServerCommand.CACHE_CONTROL,
            (all, rule) -> all.withCacheControl(rule.left(), rule.right()));
    serving =
        with(
            serving,
            ServerCommand.HEADER,
            (all, field) -> all.withField(field.left(), field.right()));
    serving = with(serving, ServerCommand.COMPRESSION, Serving::withCompression);
    serving = with(serving, ServerCommand.REVALIDATE, Serving::withRevalidation);
    return with(serving, ServerCommand.CACHE_SIZE, Serving::withCacheSize);
  }

  private Pace pace() throws CommandException {
    Pace pace = Pace.DEFAULT;
    pace = with(pace, ConnectionOptionGroup.HEAD_TIMEOUT, Pace::withHeadTimeout);
    pace =
        with(
            pace,
            ConnectionOptionGroup.MIN_RATE,
            (all, bytes) -> all.withMinimumRate(Math.toIntExact(bytes)));
    return with(pace, ConnectionOptionGroup.RATE_INTERVAL, Pace::withInterval);
  }

  private JsonRules json() throws CommandException {
    JsonRules json = JsonRules.DEFAULT;
    json = with(json, UploadOptionGroup.JSON_DEPTH, JsonRules::withDepth);
    json = with(json, UploadOptionGroup.JSON_VALUES, JsonRules::withValues);
    json = with(json, UploadOptionGroup.JSON_STRING, JsonRules::withStringLength);
    json = with(json, UploadOptionGroup.JSON_NUMBER, JsonRules::withNumberLength);
    return with(json, UploadOptionGroup.JSON_DUPLICATE_NAMES, JsonRules::withDuplicateNames);
  }

  private Keeping keeping() throws CommandException {
    Keeping keeping = Keeping.DEFAULT;
    keeping = with(keeping, UploadOptionGroup.MAX_UPLOADS_TOTAL, Keeping::withTotalBytes);
    keeping =
        with(keeping, UploadOptionGroup.MAX_UPLOADS_COUNT, (all, count) -> all.withCount(count));
    keeping = with(keeping, UploadOptionGroup.UPLOADS_RESERVE, Keeping::withReserve);
    keeping = with(keeping, UploadOptionGroup.LIST_UPLOADS, Keeping::withListed);
    keeping = with(keeping, UploadOptionGroup.IDEMPOTENCY_TIME, Keeping::withKeyTime);
    return with(keeping, UploadOptionGroup.IDEMPOTENCY_KEYS, Keeping::withKeyCount);
  }

  /// Changes something by each value that an option was given.
  private <R, T> R with(R start, Option<T> option, BiFunction<R, T, R> change)
      throws CommandException {
    R result = start;
    for (T value : settings.values(option)) {
      result = change.apply(result, value);
    }
    return result;
  }

  private static ServerOptions.Builder allow(ServerOptions.Builder options, AllowedHost host) {
    return switch (host) {
      case AllowedHost.Any() -> options.allowAnyHost();
      case AllowedHost.Named(var authority) -> options.allowHost(authority);
    };
  }

  private static Uploads uploads(String text) {
    return text.equals(OFF) ? new Uploads.Off() : new Uploads.Existing(Path.of(text));
  }

  private static AccessLog accessLog(String text) {
    return switch (text) {
      case OFF -> new AccessLog.Off();
      case STANDARD_OUTPUT -> new AccessLog.StandardOutput();
      default -> new AccessLog.File(Path.of(text));
    };
  }
}
