package dev.ashlar.http.server;

import static dev.ashlar.http.server.Usual.DEFAULTS;
import static dev.ashlar.http.server.Usual.usually;

import dev.ashlar.http.server.options.DurationText;
import dev.ashlar.http.server.options.Option;
import dev.ashlar.http.server.options.OptionGroup;
import dev.ashlar.http.server.options.SizeText;
import dev.ashlar.http.server.options.WholeNumber;
import java.time.Duration;
import java.util.List;

/// The options of [ServerCommand] about uploads.
final class UploadOptionGroup {
  /// More than any disk has: 1 PiB.
  private static final long MOST_UPLOADS_TOTAL = 1L << 50;

  static final Option<String> UPLOADS =
      Option.one(
          "uploads",
          "DIR|off",
          ServerCommand::path,
          "where uploads are kept; 'off' takes none (default: ./uploads, made at the first upload; another must be there)");

  static final Option<Long> MAX_UPLOAD =
      Option.one(
          "max-upload",
          "SIZE",
          new SizeText(1, ServerOptions.MAX_UPLOAD),
          "the longest content of an upload" + usually(DEFAULTS.maxUpload()));

  static final Option<Integer> MAX_UPLOADS_IN_PROGRESS =
      Option.one(
          "max-uploads-in-progress",
          "N",
          new WholeNumber(1, ServerOptions.MAX_CONNECTIONS),
          "uploads that are checked or stored at once, not counting those that still arrive;"
              + " beyond, clients are answered 503"
              + " (default: half of --queue)");

  static final Option<Long> MAX_UPLOADS_TOTAL =
      Option.one(
          "max-uploads-total",
          "SIZE",
          new SizeText(1, MOST_UPLOADS_TOTAL),
          "the content of all uploads together; beyond, clients are answered 507 (default: any)");

  static final Option<Integer> MAX_UPLOADS_COUNT =
      Option.one(
          "max-uploads-count",
          "N",
          new WholeNumber(1, Integer.MAX_VALUE),
          "how many uploads are kept; beyond, clients are answered 507 (default: any)");

  static final Option<Long> UPLOADS_RESERVE =
      Option.one(
          "uploads-reserve",
          "SIZE",
          new SizeText(0, Keeping.MAX_RESERVE),
          "how much of the disk stays free; beyond, clients are answered 507"
              + usually(DEFAULTS.keeping().reserve()));

  static final Option<Boolean> LIST_UPLOADS =
      Option.switchOn(
          "list-uploads", "list all uploads at /uploads, to everybody who can reach the server");

  static final Option<Duration> IDEMPOTENCY_TIME =
      Option.one(
          "idempotency-time",
          "TIME",
          new DurationText(Duration.ofSeconds(1), Keeping.MAX_KEY_TIME),
          "how long the Idempotency-Key of an upload is remembered"
              + usually(DEFAULTS.keeping().keyTime()));

  static final Option<Integer> IDEMPOTENCY_KEYS =
      Option.one(
          "idempotency-keys",
          "N",
          new WholeNumber(1, Keeping.MAX_KEYS),
          "how many keys are remembered at once, each in about 100 bytes of the heap; beyond, new"
              + " ones are answered 507"
              + usually(DEFAULTS.keeping().keyCount()));

  static final Option<Integer> JSON_DEPTH =
      Option.one(
          "json-depth",
          "N",
          new WholeNumber(1, JsonRules.MAX_DEPTH),
          "how deep arrays and objects of an upload may nest" + usually(DEFAULTS.json().depth()));

  static final Option<Integer> JSON_VALUES =
      Option.one(
          "json-values",
          "N",
          new WholeNumber(1, Integer.MAX_VALUE),
          "how many values an upload may have in all" + usually(DEFAULTS.json().values()));

  static final Option<Integer> JSON_STRING =
      Option.one(
          "json-string",
          "N",
          new WholeNumber(1, Integer.MAX_VALUE),
          "the longest string or name in an upload, in characters"
              + usually(DEFAULTS.json().stringLength()));

  static final Option<Integer> JSON_NUMBER =
      Option.one(
          "json-number",
          "N",
          new WholeNumber(1, Integer.MAX_VALUE),
          "the longest number in an upload, in characters"
              + usually(DEFAULTS.json().numberLength()));

  static final Option<Boolean> JSON_DUPLICATE_NAMES =
      Option.switchOn(
          "json-duplicate-names", "take uploads in which an object has the same name twice");

  static final OptionGroup GROUP =
      new OptionGroup(
          "Uploads",
          List.of(
              UPLOADS,
              MAX_UPLOAD,
              MAX_UPLOADS_IN_PROGRESS,
              MAX_UPLOADS_TOTAL,
              MAX_UPLOADS_COUNT,
              UPLOADS_RESERVE,
              LIST_UPLOADS,
              IDEMPOTENCY_TIME,
              IDEMPOTENCY_KEYS,
              JSON_DEPTH,
              JSON_VALUES,
              JSON_STRING,
              JSON_NUMBER,
              JSON_DUPLICATE_NAMES));

  private UploadOptionGroup() {}
}
