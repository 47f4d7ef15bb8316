package dev.ashlar.http.server;

import dev.ashlar.http.server.options.Converter;
import dev.ashlar.http.server.options.DurationText;
import dev.ashlar.http.server.options.SizeText;
import java.nio.file.Path;
import java.time.Duration;

/// What the help of the command's options says of defaults, which are those of [ServerOptions].
final class Usual {
  static final ServerOptions DEFAULTS = ServerOptions.builder(Path.of(".")).build();

  private Usual() {}

  /// Ends the help of an option.
  static String usually(Object value) {
    return " (default: "
        + switch (value) {
          case Duration duration -> DurationText.format(duration);
          case Long size -> SizeText.format(size);
          default -> value;
        }
        + ")";
  }

  /// Takes durations up to the longest timeout.
  static Converter<Duration> timeFrom(Duration least) {
    return new DurationText(least, ServerOptions.MAX_TIMEOUT);
  }
}
