package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FileStamp;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Representation;
import dev.ashlar.http.server.representation.TooMuchUnreadException;
import dev.ashlar.http.server.representation.Validators;
import dev.ashlar.http.server.resources.Resources;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Makes what is needed to answer requests for a file: its content and compressed forms of it, each
/// with its field lines. Where the bytes are is the business of [BodyLoader].
///
/// Safe for use by several threads; each call blocks on the file system.
final class FileLoader {
  private final ConfinedDirectory directory;
  private final FileOptions options;
  private final BodyLoader bodies;
  private final InstantSource clock;
  private final MediaTypes mediaTypes = MediaTypes.load();
  private final CacheControl cacheControl;
  private final CommonFields common;

  FileLoader(
      ConfinedDirectory directory,
      FileOptions options,
      CommonFields common,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.directory = directory;
    this.options = options;
    this.clock = clock;
    this.bodies = new BodyLoader(directory, options, nanoTime);
    this.cacheControl = new CacheControl(options.cacheControl());
    this.common = common;
  }

  /// The content of a file in one coding.
  ///
  /// @param stamp the state that the content was made from
  /// @param made whether it was made here, and not found beside the file
  private record Source(String coding, FileStamp stamp, Body body, boolean made) {}

  /// Loads a file.
  ///
  /// @param segments the file's path
  /// @param file owned by this call from now on
  /// @param clientWantsGzip whether to compress it, if it is small and of a type that shrinks
  /// @throws FileChangedException if the file changes while it is read
  /// @throws TooMuchUnreadException if clients that do not read have too many others in memory, or
  ///   open
  CachedFile load(List<String> segments, OpenFile file, boolean clientWantsGzip)
      throws IOException {
    List<Source> sources = new ArrayList<>(4);
    List<Watch> watches = new ArrayList<>(4);
    try {
      Instant now = clock.instant();
      String contentType = mediaTypes.of(segments.getLast());
      Source original = source(codingOf(segments.getLast()), segments, file);
      sources.add(original);
      watches.add(new Watch(segments, Optional.of(original.stamp())));
      boolean compressed =
          !original.coding().equals(Variant.IDENTITY) || MediaTypes.isCompressed(contentType);
      if (options.precompressed() && !compressed) {
        addSiblings(segments, original.stamp(), sources, watches);
      }
      boolean canGzip = !compressed && canGzip(contentType, sources);
      if (canGzip && clientWantsGzip) {
        addGzip(original, sources);
      }
      boolean negotiated = canGzip || sources.size() > 1;
      List<Variant> variants =
          sources.stream()
              .map(source -> variant(source, original, segments, contentType, negotiated, now))
              .toList();
      return new CachedFile(
          segments.getLast(),
          variants,
          watches,
          canGzip && !clientWantsGzip,
          settles(sources, now));
    } catch (IOException | RuntimeException | Error e) {
      closeAll(sources, e);
      throw e;
    }
  }

  /// The coding of a file as it is. Where it has one, there is no other form of it, so it is sent
  /// to whoever asks (RFC 9110 §12.5.3).
  private static String codingOf(String fileName) {
    return MediaTypes.isGzip(fileName) ? Coding.GZIP.token() : Variant.IDENTITY;
  }

  /// Adds the compressed forms that stand beside the file. The places of those that are missing are
  /// watched as well, because one may appear.
  private void addSiblings(
      List<String> segments, FileStamp original, List<Source> sources, List<Watch> watches)
      throws IOException {
    for (Coding coding : Coding.values()) {
      List<String> sibling = coding.sibling(segments);
      Optional<FileStamp> seen = directory.stamp(sibling);
      if (seen.isPresent()
          && !isOutdated(seen.get(), original)
          && directory.lookup(sibling) instanceof OpenFile file) {
        Source source = source(coding.token(), sibling, file);
        sources.add(source);
        seen = Optional.of(source.stamp());
      }
      watches.add(new Watch(sibling, seen));
    }
  }

  /// A compressed file that is older than what it was made from was made from something else. Tools
  /// copy the time of modification or take the present; the grace is for copies of whole folders.
  private static boolean isOutdated(FileStamp compressed, FileStamp original) {
    return Validators.settles(compressed).isBefore(original.lastModified());
  }

  private boolean canGzip(String contentType, List<Source> sources) {
    Source original = sources.getFirst();
    return options.gzip()
        && options.cacheBytes() > 0
        && MediaTypes.isCompressible(contentType)
        && original.body() instanceof Body.InMemory
        && original.body().length() >= Gzip.LEAST_BYTES
        && sources.stream().noneMatch(source -> source.coding().equals(Coding.GZIP.token()));
  }

  private void addGzip(Source original, List<Source> sources) throws IOException {
    if (original.body() instanceof Body.InMemory(var content)) {
      byte[] compressed = Gzip.compress(content.bytes());
      if (Gzip.isWorthIt(content.length(), compressed.length)) {
        Body body = bodies.of(compressed);
        sources.add(new Source(Coding.GZIP.token(), original.stamp(), body, true));
      }
    }
  }

  private Source source(String coding, List<String> segments, OpenFile file) throws IOException {
    return new Source(coding, file.stamp(), bodies.load(segments, file), false);
  }

  private Variant variant(
      Source source,
      Source original,
      List<String> segments,
      String contentType,
      boolean negotiated,
      Instant now) {
    Representation.Builder builder =
        Representation.builder(contentType, validators(source, original, now))
            .fields(common.withContent())
            .guides(common.always());
    if (!common.decides(FieldName.CACHE_CONTROL)) {
      String path = "/" + String.join("/", segments);
      builder.guide(FieldName.CACHE_CONTROL, cacheControl.of(path, contentType));
    }
    if (negotiated) {
      builder.guide(FieldName.VARY, FieldName.ACCEPT_ENCODING.name());
    }
    if (!source.coding().equals(Variant.IDENTITY)) {
      builder.field(FieldName.CONTENT_ENCODING, source.coding());
    }
    if (source.made()) {
      builder.withoutRanges();
    }
    return new Variant(source.coding(), builder.build(), source.body());
  }

  private static Validators validators(Source source, Source original, Instant now) {
    Validators own = Validators.of(source.stamp(), now);
    if (source.made()) {
      return own.ofDerived(source.coding());
    }
    return own.notBefore(Validators.of(original.stamp(), now).lastModified());
  }

  private static @Nullable Instant settles(List<Source> sources, Instant now) {
    return sources.stream()
        .map(source -> Validators.settles(source.stamp()))
        .filter(settled -> settled.isAfter(now))
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static void closeAll(List<Source> sources, Throwable failure) {
    for (Source source : sources) {
      Resources.closeAfter(failure, source.body());
    }
  }
}
