package dev.ashlar.http.server;

import static dev.ashlar.http.server.Usual.DEFAULTS;
import static dev.ashlar.http.server.Usual.timeFrom;
import static dev.ashlar.http.server.Usual.usually;

import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.server.observe.LogLevel;
import dev.ashlar.http.server.options.Command;
import dev.ashlar.http.server.options.Converter;
import dev.ashlar.http.server.options.HostText;
import dev.ashlar.http.server.options.Option;
import dev.ashlar.http.server.options.OptionGroup;
import dev.ashlar.http.server.options.PairText;
import dev.ashlar.http.server.options.PathText;
import dev.ashlar.http.server.options.SizeText;
import dev.ashlar.http.server.options.UnacceptableException;
import dev.ashlar.http.server.options.WholeNumber;
import dev.ashlar.http.server.options.WordText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The command `ashlar`: which options it has, what their values may be, and what the help says.
/// Defaults are those of [ServerOptions]; none is written down twice.
final class ServerCommand {
  static final String ARGUMENT = "DIR";
  static final Converter<Path> DIRECTORY = new PathText();

  static final Option<String> HOST =
      Option.one(
          "host",
          "HOST",
          ServerCommand::host,
          "the name or address to listen on; 0.0.0.0 is every address" + usually(DEFAULTS.host()));

  static final Option<Integer> PORT =
      Option.one(
          "port",
          "N",
          new WholeNumber(0, 65535),
          "the port; 0 takes any free one, which is printed" + usually(DEFAULTS.port()));

  static final Option<Boolean> REUSE_PORT =
      Option.switchOn(
          "reuse-port",
          "share the port with other servers of the same user that have this option, so that one"
              + " can start while another stops");

  static final Option<HostText.AllowedHost> ALLOW_HOST =
      Option.list(
          "allow-host",
          "NAME[:PORT]|any",
          new HostText(),
          "a name by which clients may call this server, beside the address and port that they"
              + " reach it at; 'any' switches the check off. May be repeated");

  static final Option<Boolean> LISTING =
      Option.switchOn("listing", "list the files of a folder that has no index.html");

  static final Option<Boolean> SPA =
      Option.switchOn(
          "spa", "answer paths that have no file with /index.html, for a single-page application");

  static final Option<LinkPolicy> FOLLOW_LINKS =
      Option.one(
          "follow-links",
          "none|inside",
          new WordText<>(List.of(LinkPolicy.NONE, LinkPolicy.INSIDE)),
          "which symbolic links are followed: none, or those that end inside DIR"
              + usually(WordText.word(RoomOptions.links(DEFAULTS))));

  static final Option<PairText.Pair> CACHE_CONTROL =
      Option.lines(
          "cache-control",
          "PATTERN=VALUE",
          ServerCommand::cacheControl,
          "the Cache-Control of files whose path or name matches, such as '*.pdf=no-store' or"
              + " '/assets/**=max-age=60'; the first match wins. May be repeated");

  static final Option<PairText.Pair> HEADER =
      Option.lines(
          "header",
          "NAME=VALUE",
          ServerCommand::header,
          "a field for files and error pages; an empty value removes one of the server's own."
              + " May be repeated");

  static final Option<Boolean> COMPRESSION =
      Option.switchOff(
          "compression",
          "send files as they are, and neither compress nor look for .br, .zst, .gz");

  static final Option<Duration> REVALIDATE =
      Option.one(
          "revalidate",
          "TIME",
          timeFrom(Duration.ZERO),
          "how long a file is taken for unchanged, or for missing (1s at most), before it is looked"
              + " at again, under load up to 10s longer; 0s looks each time"
              + usually(DEFAULTS.serving().revalidation()));

  static final Option<Long> CACHE_SIZE =
      Option.one(
          "cache-size",
          "SIZE",
          new SizeText(0, Serving.MAX_CACHE_SIZE),
          "memory in which small files are kept, half of the heap at most; 0 keeps none"
              + usually(DEFAULTS.serving().cacheSize()));

  static final Option<String> ACCESS_LOG =
      Option.one(
          "access-log",
          "FILE|-|off",
          ServerCommand::path,
          "where one line for each request goes; - is standard output (default: standard error)");

  static final Option<LogLevel> LOG_LEVEL =
      Option.one(
          "log-level",
          "LEVEL",
          new WordText<>(List.of(LogLevel.values())),
          "the least that is told on standard error: error, warn, info or debug, unless Log4j has a"
              + " configuration of its own"
              + usually(WordText.word(LogLevel.INFO)));

  static final Command COMMAND =
      new Command(
          "ashlar",
          ARGUMENT,
          "Serves the files of DIR over HTTP/1.1; without it, the built-in welcome site.",
          List.of(
              new OptionGroup("Listening", List.of(HOST, PORT, REUSE_PORT, ALLOW_HOST)),
              new OptionGroup(
                  "Files",
                  List.of(
                      LISTING,
                      SPA,
                      FOLLOW_LINKS,
                      CACHE_CONTROL,
                      HEADER,
                      COMPRESSION,
                      REVALIDATE,
                      CACHE_SIZE)),
              UploadOptionGroup.GROUP,
              ConnectionOptionGroup.GROUP,
              new OptionGroup("Logs", List.of(ACCESS_LOG, LOG_LEVEL))),
          """
          A TIME is 500ms, 30s, 5m or 2h, a SIZE 64KiB, 10MiB or 1GiB (KB, MB and GB
          count in thousands). An option without a value is taken back by --no-NAME,
          --no-compression by --compression.

          Every option may also be an environment variable (ASHLAR_MAX_UPLOAD=2MiB,
          ASHLAR_LISTING=true) or a line of the file (max-upload = 2MiB). Options win
          over variables, and these over the file. An option that may be repeated may
          have several lines in the file; a variable separates hosts by commas, rules
          and headers by line breaks.

          Exit status: 0 after a stop by SIGTERM, SIGINT or SIGHUP, 1 if the port is
          taken or a folder or file cannot be used, 2 for a bad option.\
          """);

  private ServerCommand() {}

  private static String host(String text) throws UnacceptableException {
    if (text.isBlank()) {
      throw new UnacceptableException("a name or an address");
    }
    return text;
  }

  /// A path, or a word that means something else: which of them is for the reader to say.
  static String path(String text) throws UnacceptableException {
    // As it was given: `off/` is a folder.
    new PathText().convert(text);
    return text;
  }

  private static PairText.Pair cacheControl(String text) throws UnacceptableException {
    PairText.Pair pair = new PairText("PATTERN", "VALUE").convert(text);
    try {
      if (!pair.right().isEmpty()) {
        Serving.DEFAULT.withCacheControl(pair.left(), pair.right());
        return pair;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UnacceptableException("PATTERN=VALUE, with a value that a field may have");
  }

  private static PairText.Pair header(String text) throws UnacceptableException {
    PairText.Pair pair = new PairText("NAME", "VALUE").convert(text);
    try {
      Serving.DEFAULT.withField(pair.left(), pair.right());
      return pair;
    } catch (IllegalArgumentException e) {
      throw new UnacceptableException(
          "NAME=VALUE, a well-formed field that is not for the server alone to set");
    }
  }
}
