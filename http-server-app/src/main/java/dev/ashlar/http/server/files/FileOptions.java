package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How files are served. Immutable; checked as a whole when it is built.
///
/// ```java
/// FileOptions options = FileOptions.builder().listing(true).cacheControl("/assets/**", "max-age=60").build();
/// ```
///
/// @param revalidation how long a cached file is taken for unchanged before its stamp is looked at
///   again; 0 looks at every request; at most [#MAX_REVALIDATION]. While one request looks, which
///   may have to wait for a worker, others are answered with the file as it was, for 10 s at most.
///   Likewise for what was looked for twice and is not there, which holds for 1 s at most
/// @param cacheBytes the most memory that cached files take, 0 to [#MAX_CACHE_BYTES]; 0 caches
///   nothing
/// @param cacheEntries the most cached files, 0 or more
/// @param unreadBytes how much memory clients that do not read may keep, 0 or more, before no file
///   is loaded into memory any more
/// @param openFiles the most files that are kept open because they are too large to be kept in
///   memory, 0 or more; each compressed form counts as one
/// @param descriptors the most such files that are open at once, also those that are not kept, from
///   which responses are still sent; 0 or more, and beyond, requests for others are answered `503`
/// @param precompressed whether `NAME.br`, `NAME.zst` and `NAME.gz` are sent in place of `NAME` to
///   clients that can decode them
/// @param inline whether parts of large files that were read a moment ago are sent by the
///   selector's thread and not by a worker; only where reading them again cannot take long, as
///   [LocalDisk] says
/// @param gzip whether small files of types that shrink are compressed, once, and kept
/// @param listing whether a folder without an index is answered with a list of its files
/// @param spa whether a path that has no file is answered with the root's index, for the pages of a
///   single-page application
/// @param cacheControl rules for `Cache-Control`; the first that matches wins, and where none does
///   the defaults apply
/// @param fields added to every response with a file; one of the same name replaces a default, and
///   an empty value removes it
public record FileOptions(
    Duration revalidation,
    long cacheBytes,
    int cacheEntries,
    long unreadBytes,
    int openFiles,
    int descriptors,
    boolean precompressed,
    boolean inline,
    boolean gzip,
    boolean listing,
    boolean spa,
    List<CacheControlRule> cacheControl,
    Fields fields) {

  /// The longest revalidation time: a day.
  public static final Duration MAX_REVALIDATION = Duration.ofDays(1);

  /// The largest cache: 1 TiB.
  public static final long MAX_CACHE_BYTES = 1L << 40;

  /// The defaults.
  public static final FileOptions DEFAULTS = builder().build();

  /// Fields that describe one response and are nobody's option.
  private static final Set<FieldName> RESERVED =
      Set.of(
          FieldName.ACCEPT_RANGES,
          FieldName.CONNECTION,
          FieldName.CONTENT_ENCODING,
          FieldName.CONTENT_LENGTH,
          FieldName.CONTENT_RANGE,
          FieldName.CONTENT_TYPE,
          FieldName.DATE,
          FieldName.ETAG,
          FieldName.KEEP_ALIVE,
          FieldName.LAST_MODIFIED,
          FieldName.TRAILER,
          FieldName.TRANSFER_ENCODING,
          FieldName.UPGRADE);

  /// Checks every value and copies the list.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public FileOptions {
    check(
        !revalidation.isNegative() && revalidation.compareTo(MAX_REVALIDATION) <= 0,
        "revalidation",
        revalidation);
    check(0 <= cacheBytes && cacheBytes <= MAX_CACHE_BYTES, "cacheBytes", cacheBytes);
    check(cacheEntries >= 0, "cacheEntries", cacheEntries);
    check(unreadBytes >= 0, "unreadBytes", unreadBytes);
    check(openFiles >= 0, "openFiles", openFiles);
    check(descriptors >= 0, "descriptors", descriptors);
    for (Field field : fields) {
      check(!RESERVED.contains(field.name()), "fields", field.name() + ", set by the server alone");
    }
    cacheControl = List.copyOf(cacheControl);
  }

  private static void check(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must not be " + value);
    }
  }

  /// A builder that holds the defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects options, starting with the defaults. For one thread.
  public static final class Builder {
    private Duration revalidation = Duration.ofSeconds(1);
    private long cacheBytes = 32L << 20;
    private int cacheEntries = 10_000;
    private long unreadBytes = Runtime.getRuntime().maxMemory() / 8;
    private int openFiles = 256;
    private int descriptors = Integer.MAX_VALUE;
    private boolean precompressed = true;
    private boolean inline = false;
    private boolean gzip = true;
    private boolean listing = false;
    private boolean spa = false;
    private final List<CacheControlRule> cacheControl = new ArrayList<>();
    private final Fields.Builder fields = Fields.builder();

    private Builder() {}

    /// How long a cached file is taken for unchanged; 1 second by default.
    public Builder revalidation(Duration revalidation) {
      this.revalidation = revalidation;
      return this;
    }

    /// The most memory that cached files take; 32 MiB by default.
    public Builder cacheBytes(long cacheBytes) {
      this.cacheBytes = cacheBytes;
      return this;
    }

    /// The most cached files; 10,000 by default.
    public Builder cacheEntries(int cacheEntries) {
      this.cacheEntries = cacheEntries;
      return this;
    }

    /// How much memory clients that do not read may keep; an eighth of the heap by default.
    public Builder unreadBytes(long bytes) {
      this.unreadBytes = bytes;
      return this;
    }

    /// The most large files that are kept open; 256 by default.
    public Builder openFiles(int openFiles) {
      this.openFiles = openFiles;
      return this;
    }

    /// The most large files that are open at once; any number by default.
    public Builder descriptors(int descriptors) {
      this.descriptors = descriptors;
      return this;
    }

    /// Whether compressed files are sent in place of those that they stand beside; yes by default.
    public Builder precompressed(boolean precompressed) {
      this.precompressed = precompressed;
      return this;
    }

    /// Whether the selector's thread sends what was read a moment ago; no by default.
    public Builder inline(boolean inline) {
      this.inline = inline;
      return this;
    }

    /// Whether small files are compressed; yes by default.
    public Builder gzip(boolean gzip) {
      this.gzip = gzip;
      return this;
    }

    /// Whether folders are listed; no by default.
    public Builder listing(boolean listing) {
      this.listing = listing;
      return this;
    }

    /// Whether the root's index stands in for paths without a file; no by default.
    public Builder spa(boolean spa) {
      this.spa = spa;
      return this;
    }

    /// One more rule for `Cache-Control`, after those before it.
    ///
    /// @param pattern as [CacheControlRule] explains
    /// @param value the field's value
    public Builder cacheControl(String pattern, String value) {
      cacheControl.add(new CacheControlRule(pattern, value));
      return this;
    }

    /// One more field for every response.
    ///
    /// @throws IllegalArgumentException if name or value is not well-formed
    public Builder field(String name, String value) {
      fields.add(FieldName.of(name), value);
      return this;
    }

    /// The options.
    ///
    /// @throws IllegalArgumentException naming the first value that is out of its range
    public FileOptions build() {
      return new FileOptions(
          revalidation,
          cacheBytes,
          cacheEntries,
          unreadBytes,
          openFiles,
          descriptors,
          precompressed,
          inline,
          gzip,
          listing,
          spa,
          cacheControl,
          fields.build());
    }
  }
}
