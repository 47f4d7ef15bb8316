package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Authority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerOptionsTest {
  private static final Duration TOO_LONG = ServerOptions.MAX_TIMEOUT.plusMillis(1);

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("host", options -> options.host(" ")),
        wrong("port", options -> options.port(-1)),
        wrong("port", options -> options.port(65536)),
        wrong("workers", options -> options.workers(0)),
        wrong("workers", options -> options.workers(ServerOptions.MAX_WORKERS + 1)),
        wrong("leaders", options -> options.leaders(0)),
        wrong("leaders", options -> options.workers(2).leaders(3)),
        wrong("queue", options -> options.queue(0)),
        wrong("maxConnections", options -> options.maxConnections(0)),
        wrong("maxConnectionsPerClient", options -> options.maxConnectionsPerClient(0)),
        wrong("maxRequests", options -> options.maxRequests(0)),
        wrong("idleTimeout", options -> options.idleTimeout(Duration.ZERO)),
        wrong("idleTimeout", options -> options.idleTimeout(TOO_LONG)),
        wrong("drain", options -> options.drain(Duration.ofMillis(-1))),
        wrong("maxUploadsInProgress", options -> options.maxUploadsInProgress(0)),
        wrong("maxUpload", options -> options.maxUpload(0)),
        wrong("maxUpload", options -> options.maxUpload(ServerOptions.MAX_UPLOAD + 1)));
  }

  private static Arguments wrong(String name, Consumer<ServerOptions.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesTheValueThatIsOutOfItsRange(String name, Consumer<ServerOptions.Builder> change) {
    ServerOptions.Builder builder = ServerOptions.builder(Path.of("."));
    change.accept(builder);
    var refusal = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(name + " is "), refusal::toString);
  }

  @SuppressWarnings("NullAway") // that is the point
  static Stream<Arguments> missing() {
    return Stream.of(
        wrong("host", options -> options.host(null)),
        wrong("idleTimeout", options -> options.idleTimeout(null)),
        wrong("pace", options -> options.pace(null)),
        wrong("drain", options -> options.drain(null)),
        wrong("name", options -> options.allowHost(null)),
        wrong("serving", options -> options.serving(null)),
        wrong("uploads", options -> options.uploads(null)),
        wrong("json", options -> options.json(null)),
        wrong("keeping", options -> options.keeping(null)),
        wrong("accessLog", options -> options.accessLog(null)),
        wrong("interval", options -> options.pace(Pace.DEFAULT.withInterval(null))),
        wrong("keyTime", options -> options.keeping(Keeping.DEFAULT.withKeyTime(null))),
        wrong("revalidation", options -> options.serving(Serving.DEFAULT.withRevalidation(null))),
        wrong("folder", options -> options.uploads(new ServerOptions.Uploads.Existing(null))),
        wrong("folder", options -> options.uploads(new ServerOptions.Uploads.MadeOnDemand(null))),
        wrong("path", options -> options.accessLog(new ServerOptions.AccessLog.File(null))));
  }

  @ParameterizedTest
  @MethodSource("missing")
  void namesTheValueThatIsNull(String name, Consumer<ServerOptions.Builder> change) {
    ServerOptions.Builder builder = ServerOptions.builder(Path.of("."));
    var refusal =
        assertThrows(
            NullPointerException.class,
            () -> {
              change.accept(builder);
              builder.build();
            });
    assertEquals(name, refusal.getMessage());
  }

  @Test
  @SuppressWarnings("NullAway") // that is the point
  void namesTheFolderThatIsNull() {
    ServerOptions.Builder builder = ServerOptions.builder(null);
    assertEquals(
        "directory", assertThrows(NullPointerException.class, builder::build).getMessage());
  }

  @Test
  @SuppressWarnings("NullAway") // that is the point
  void startsNoServerWithoutAHandler() {
    ServerOptions options = ServerOptions.builder(Path.of(".")).port(0).build();
    var refusal = assertThrows(NullPointerException.class, () -> HttpServer.start(options, null));
    assertEquals("handler", refusal.getMessage());
  }

  static Stream<Arguments> wrongParts() {
    Duration negative = Duration.ofMillis(-1);
    return Stream.of(
        wrongPart("headTimeout", () -> Pace.DEFAULT.withHeadTimeout(Duration.ZERO)),
        wrongPart("interval", () -> Pace.DEFAULT.withInterval(TOO_LONG)),
        wrongPart("minimumRate", () -> Pace.DEFAULT.withMinimumRate(-1)),
        wrongPart("depth", () -> JsonRules.DEFAULT.withDepth(0)),
        wrongPart("depth", () -> JsonRules.DEFAULT.withDepth(JsonRules.MAX_DEPTH + 1)),
        wrongPart("values", () -> JsonRules.DEFAULT.withValues(0)),
        wrongPart("stringLength", () -> JsonRules.DEFAULT.withStringLength(0)),
        wrongPart("numberLength", () -> JsonRules.DEFAULT.withNumberLength(0)),
        wrongPart("totalBytes", () -> Keeping.DEFAULT.withTotalBytes(0)),
        wrongPart("count", () -> Keeping.DEFAULT.withCount(0)),
        wrongPart("reserve", () -> Keeping.DEFAULT.withReserve(-1)),
        wrongPart("keyTime", () -> Keeping.DEFAULT.withKeyTime(Duration.ofMillis(999))),
        wrongPart("keyCount", () -> Keeping.DEFAULT.withKeyCount(0)),
        wrongPart("revalidation", () -> Serving.DEFAULT.withRevalidation(negative)),
        wrongPart("cacheSize", () -> Serving.DEFAULT.withCacheSize(-1)),
        wrongPart("", () -> Serving.DEFAULT.withCacheControl("", "no-store")),
        wrongPart("", () -> Serving.DEFAULT.withCacheControl("*", "a\nb")),
        wrongPart("", () -> Serving.DEFAULT.withField("a b", "c")),
        wrongPart("", () -> Serving.DEFAULT.withField("Date", "today")));
  }

  private static Arguments wrongPart(String name, Supplier<Object> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest
  @MethodSource("wrongParts")
  void checksItsPartsWhenTheyAreMade(String name, Supplier<Object> change) {
    var refusal = assertThrows(IllegalArgumentException.class, change::get);
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(name), refusal::toString);
  }

  @Test
  void keepsItsOwnListOfHosts() {
    ServerOptions.Builder builder =
        ServerOptions.builder(Path.of(".")).allowHost(new Authority("a", -1));
    ServerOptions options = builder.build();
    builder.allowHost(new Authority("b", -1));
    assertEquals(List.of(new Authority("a", -1)), options.allowedHosts());
  }
}
