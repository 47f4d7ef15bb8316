package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Authority;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.observe.LogLevel;
import dev.ashlar.http.server.options.CommandException;
import dev.ashlar.http.server.options.CommandException.Fault;
import dev.ashlar.http.server.options.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerCommandTest {
  private static final Path FOLDER = Path.of("folder");
  private static final Optional<Path> WELCOME = Optional.of(Path.of("/image/welcome"));

  @Test
  void saysWhatTheServerIsByDefault() throws CommandException {
    assertEquals(ServerOptions.builder(FOLDER).build(), options("folder"));
  }

  @Test
  void servesTheWelcomeSiteIfNoFolderIsNamed() throws CommandException {
    assertEquals(Path.of("/image/welcome"), options().directory());
  }

  @Test
  void needsAFolderIfThereIsNoWelcomeSite() {
    var refusal =
        assertThrows(
            CommandException.class,
            () -> new ServerSettings(settings(Map.of()), Optional.empty()).options());
    assertEquals(
        "a folder to serve is needed: only the runtime image has a welcome site",
        refusal.getMessage());
    assertEquals(Fault.OPTION, refusal.fault());
  }

  /// Each option, its text, what to look at, and what that is then.
  static Stream<Arguments> values() {
    return Stream.of(
        value("host", "::1", ServerOptions::host, "::1"),
        value("port", "0", ServerOptions::port, 0),
        value("reuse-port", "true", ServerOptions::reusePort, true),
        value(
            "allow-host",
            "a.example,b.example:81",
            ServerOptions::allowedHosts,
            List.of(new Authority("a.example", -1), new Authority("b.example", 81))),
        value("allow-host", "any", ServerOptions::anyHost, true),
        value("listing", "true", options -> options.serving().listing(), true),
        value("spa", "true", options -> options.serving().spa(), true),
        value("follow-links", "none", options -> options.serving().followLinks(), false),
        value("follow-links", "inside", options -> options.serving().followLinks(), true),
        value(
            "cache-control",
            "*.pdf=no-store, private\n/a/**=max-age=60",
            options -> options.serving().cacheControl(),
            List.of(
                new Serving.CacheRule("*.pdf", "no-store, private"),
                new Serving.CacheRule("/a/**", "max-age=60"))),
        value(
            "header",
            "X-One=1, 2\nReferrer-Policy=",
            options -> options.serving().fields(),
            Fields.of(FieldName.of("X-One"), "1, 2", FieldName.REFERRER_POLICY, "")),
        value("compression", "false", options -> options.serving().compression(), false),
        value("revalidate", "0s", options -> options.serving().revalidation(), Duration.ZERO),
        value("cache-size", "0", options -> options.serving().cacheSize(), 0L),
        value("uploads", "off", ServerOptions::uploads, new ServerOptions.Uploads.Off()),
        value(
            "uploads",
            "inbox",
            ServerOptions::uploads,
            new ServerOptions.Uploads.Existing(Path.of("inbox"))),
        value(
            "uploads",
            "off/",
            ServerOptions::uploads,
            new ServerOptions.Uploads.Existing(Path.of("off"))),
        value("max-upload", "2MiB", ServerOptions::maxUpload, 2L << 20),
        value(
            "max-uploads-in-progress",
            "12",
            ServerOptions::maxUploadsInProgress,
            OptionalInt.of(12)),
        value("max-uploads-total", "3GiB", options -> options.keeping().totalBytes(), 3L << 30),
        value("max-uploads-count", "30", options -> options.keeping().count(), 30L),
        value("uploads-reserve", "0", options -> options.keeping().reserve(), 0L),
        value("list-uploads", "true", options -> options.keeping().listed(), true),
        value(
            "idempotency-time", "48h", options -> options.keeping().keyTime(), Duration.ofDays(2)),
        value("idempotency-keys", "31", options -> options.keeping().keyCount(), 31),
        value("json-values", "6", options -> options.json().values(), 6),
        value("json-string", "7", options -> options.json().stringLength(), 7),
        value("json-number", "8", options -> options.json().numberLength(), 8),
        value("json-depth", "5", options -> options.json().depth(), 5),
        value("json-duplicate-names", "true", options -> options.json().duplicateNames(), true),
        value("workers", "3", ServerOptions::workers, 3),
        value("leaders", "2", ServerOptions::leaders, 2),
        value("queue", "17", ServerOptions::queue, 17),
        value("max-connections", "99", ServerOptions::maxConnections, OptionalInt.of(99)),
        value(
            "max-connections-per-client",
            "9",
            ServerOptions::maxConnectionsPerClient,
            OptionalInt.of(9)),
        value("max-requests", "7", ServerOptions::maxRequests, 7),
        value("idle-timeout", "1m", ServerOptions::idleTimeout, Duration.ofMinutes(1)),
        value("head-timeout", "2s", options -> options.pace().headTimeout(), Duration.ofSeconds(2)),
        value("min-rate", "1KiB", options -> options.pace().minimumRate(), 1024),
        value("rate-interval", "3s", options -> options.pace().interval(), Duration.ofSeconds(3)),
        value("drain", "0s", ServerOptions::drain, Duration.ZERO),
        value("access-log", "off", ServerOptions::accessLog, new ServerOptions.AccessLog.Off()),
        value(
            "access-log",
            "-",
            ServerOptions::accessLog,
            new ServerOptions.AccessLog.StandardOutput()),
        value(
            "access-log",
            "a.log",
            ServerOptions::accessLog,
            new ServerOptions.AccessLog.File(Path.of("a.log"))));
  }

  private static Arguments value(
      String option, String text, Function<ServerOptions, Object> look, Object expected) {
    return Arguments.of(option, text, look, expected);
  }

  @ParameterizedTest
  @MethodSource("values")
  void takesEachOption(
      String option, String text, Function<ServerOptions, Object> look, Object expected)
      throws CommandException {
    String variable = "ASHLAR_" + option.toUpperCase(Locale.ROOT).replace('-', '_');
    assertEquals(expected, look.apply(options(Map.of(variable, text))));
  }

  @Test
  void hasAValueInTheTableForEachOption() {
    List<Object> tried =
        Stream.concat(values().map(row -> row.get()[0]), Stream.of("log-level"))
            .distinct()
            .toList();
    assertEquals(List.of(), names().filter(name -> !tried.contains(name)).toList());
  }

  @Test
  void takesALogLevel() throws CommandException {
    assertEquals(LogLevel.INFO, new ServerSettings(settings(Map.of()), WELCOME).logLevel());
    assertEquals(
        LogLevel.DEBUG,
        new ServerSettings(settings(Map.of(), "--log-level", "debug"), WELCOME).logLevel());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--host|' '|a name or an address",
        "--port|65536|a whole number from 0 to 65535",
        "--workers|1025|a whole number from 1 to 1024",
        "--leaders|0|a whole number from 1 to 1024",
        "--queue|0|a whole number from 1 to 1048576",
        "--max-upload|0|a size from 1B to 1024GiB",
        "--min-rate|2GiB|a size from 0B to 1GiB",
        "--idle-timeout|0s|a duration from 1ms to 24h",
        "--drain|25h|a duration from 0ms to 24h",
        "--follow-links|all|none, inside",
        "--json-depth|10001|a whole number from 1 to 10000",
        "--json-values|0|a whole number from 1 to 2147483647",
        "--json-string|1MiB|a whole number from 1 to 2147483647",
        "--json-number|-1|a whole number from 1 to 2147483647",
        "--max-uploads-in-progress|0|a whole number from 1 to 1048576",
        "--max-uploads-total|0|a size from 1B to 1048576GiB",
        "--max-uploads-count|1e6|a whole number from 1 to 2147483647",
        "--uploads-reserve|-1|a size from 0B to 1048576GiB",
        "--idempotency-time|1d|a duration from 1s to 87600h",
        "--idempotency-keys|100000001|a whole number from 1 to 100000000",
        "--header|X-One|NAME=VALUE",
        "--header|X One=1|NAME=VALUE, a well-formed field",
        "--header|Content-Length=1|NAME=VALUE, a well-formed field that is not for the server alone",
        "--header|X-One=\u20ac|NAME=VALUE, a well-formed field",
        "--cache-control|*.pdf|PATTERN=VALUE",
        "--cache-control|*.pdf=|PATTERN=VALUE, with a value that a field may have",
        "--cache-control|*.pdf=\u20ac|PATTERN=VALUE, with a value that a field may have",
        "--uploads|''|a path",
        "--access-log|''|a path"
      })
  void refusesAValueThatAnOptionDoesNotTake(String option, String text, String allowed) {
    var refusal = assertThrows(CommandException.class, () -> options(option, text, "folder"));
    assertEquals(Fault.OPTION, refusal.fault());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(option + " "), message);
    assertTrue(message.contains(": must be " + allowed), message);
  }

  @Test
  void refusesMoreLeadersThanWorkers() {
    for (String[] arguments :
        new String[][] {{"--leaders", "3", "--workers", "2"}, {"--leaders", "11"}}) {
      var refusal = assertThrows(CommandException.class, () -> options(arguments));
      assertEquals(Fault.OPTION, refusal.fault());
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.startsWith("--leaders "), message);
      assertTrue(message.contains(": must be at most the number of workers, "), message);
    }
  }

  @Test
  void fitsItsHelpIntoATerminal() {
    String help = ServerCommand.COMMAND.help(false);
    for (String line : help.lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
    names().forEach(name -> assertTrue(help.contains("-" + name), name));
  }

  private static Stream<String> names() {
    return ServerCommand.COMMAND.groups().stream()
        .flatMap(group -> group.options().stream())
        .map(option -> option.name());
  }

  private static ServerOptions options(String... arguments) throws CommandException {
    return new ServerSettings(settings(Map.of(), arguments), WELCOME).options();
  }

  private static ServerOptions options(Map<String, String> environment) throws CommandException {
    return new ServerSettings(settings(environment), WELCOME).options();
  }

  private static Settings settings(Map<String, String> environment, String... arguments)
      throws CommandException {
    return (Settings) ServerCommand.COMMAND.parse(List.of(arguments), environment);
  }
}
