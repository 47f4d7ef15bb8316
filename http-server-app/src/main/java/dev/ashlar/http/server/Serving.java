package dev.ashlar.http.server;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.files.CacheControlRule;
import dev.ashlar.http.server.files.FileOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How files are served.
///
/// ```java
/// Serving serving = Serving.DEFAULT.withListing(true).withCacheControl("/assets/**", "max-age=60");
/// ```
///
/// @param followLinks whether symbolic links are followed that end inside the served folder; those
///   that leave it never are
/// @param listing whether a folder without an index is answered with a list of its files
/// @param spa whether a path without a file is answered with the root's index, for the pages of a
///   single-page application
/// @param compression whether text is sent compressed to clients that can decode it: from
///   `NAME.br`, `NAME.zst` or `NAME.gz` beside `NAME`, or, if it is small, compressed once by the
///   server
/// @param revalidation how long a file is taken for unchanged, or for missing once it was looked
///   for twice, then 1 s at most, before it is looked at again, or up to 10 s longer while the look
///   waits for a worker; 0 to [ServerOptions#MAX_TIMEOUT], with 0 at every request and never longer
/// @param cacheSize the most memory that small files are kept in, in bytes; 0 to [#MAX_CACHE_SIZE],
///   with 0 none. The server takes half of the heap for it at most
/// @param cacheControl the first that matches says the `Cache-Control` of a file; without one pages
///   are revalidated at each use, names with a fingerprint kept for good, all else for a day
/// @param fields added to files and error pages; one of the same name replaces the server's, and an
///   empty value removes it
public record Serving(
    boolean followLinks,
    boolean listing,
    boolean spa,
    boolean compression,
    Duration revalidation,
    long cacheSize,
    List<CacheRule> cacheControl,
    Fields fields) {
  /// The largest cache that may be asked for: 1 TiB.
  public static final long MAX_CACHE_SIZE = FileOptions.MAX_CACHE_BYTES;

  /// Links inside the folder, compression, a look at a file once a second, 32 MiB of cache.
  public static final Serving DEFAULT =
      new Serving(
          true,
          FileOptions.DEFAULTS.listing(),
          FileOptions.DEFAULTS.spa(),
          FileOptions.DEFAULTS.gzip(),
          FileOptions.DEFAULTS.revalidation(),
          FileOptions.DEFAULTS.cacheBytes(),
          List.of(),
          Fields.NONE);

  /// A `Cache-Control` for the files whose path matches a pattern.
  ///
  /// In a pattern `*` stands for any characters but a slash, `**` for any characters, and `?` for
  /// one that is not a slash. One with a slash is matched against the path from the root
  /// (`/assets/**`), one without against the file's name (`*.pdf`).
  ///
  /// @param pattern not empty
  /// @param value of the field
  public record CacheRule(String pattern, String value) {
    /// Checks both.
    ///
    /// @throws IllegalArgumentException if the pattern is empty or the value is none of a field
    public CacheRule {
      value = new CacheControlRule(pattern, value).value();
    }
  }

  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range, or a field
  ///   that only the server itself may set
  public Serving {
    Ranges.check("revalidation", revalidation, Duration.ZERO);
    Ranges.check("cacheSize", cacheSize, 0, MAX_CACHE_SIZE);
    cacheControl = List.copyOf(cacheControl);
    requireSettable(fields);
  }

  /// The room of the files knows which fields describe one response and are nobody's option.
  private static void requireSettable(Fields fields) {
    FileOptions.Builder options = FileOptions.builder();
    for (Field field : fields) {
      options.field(field.name().toString(), field.value());
    }
    options.build();
  }

  /// The same with links followed or not.
  public Serving withFollowLinks(boolean follow) {
    return new Serving(
        follow, listing, spa, compression, revalidation, cacheSize, cacheControl, fields);
  }

  /// The same with folders listed or not.
  public Serving withListing(boolean list) {
    return new Serving(
        followLinks, list, spa, compression, revalidation, cacheSize, cacheControl, fields);
  }

  /// The same with the fallback to the root's index or not.
  public Serving withSpa(boolean fallback) {
    return new Serving(
        followLinks, listing, fallback, compression, revalidation, cacheSize, cacheControl, fields);
  }

  /// The same with compression or not.
  public Serving withCompression(boolean compress) {
    return new Serving(
        followLinks, listing, spa, compress, revalidation, cacheSize, cacheControl, fields);
  }

  /// The same with another time for which a file is taken for unchanged.
  public Serving withRevalidation(Duration duration) {
    return new Serving(
        followLinks, listing, spa, compression, duration, cacheSize, cacheControl, fields);
  }

  /// The same with another size of the cache, in bytes.
  public Serving withCacheSize(long bytes) {
    return new Serving(
        followLinks, listing, spa, compression, revalidation, bytes, cacheControl, fields);
  }

  /// The same with one more rule for `Cache-Control`, after those before it.
  ///
  /// @throws IllegalArgumentException if the pattern is empty or the value is none of a field
  public Serving withCacheControl(String pattern, String value) {
    List<CacheRule> rules =
        Stream.concat(cacheControl.stream(), Stream.of(new CacheRule(pattern, value))).toList();
    return new Serving(
        followLinks, listing, spa, compression, revalidation, cacheSize, rules, fields);
  }

  /// The same with one more field.
  ///
  /// @throws IllegalArgumentException if the name or the value is not well-formed, or if only the
  ///   server itself may set the field
  public Serving withField(String name, String value) {
    Fields more = fields.toBuilder().add(FieldName.of(name), value).build();
    return new Serving(
        followLinks, listing, spa, compression, revalidation, cacheSize, cacheControl, more);
  }
}
