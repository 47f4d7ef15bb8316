package dev.ashlar.http.server;

import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.server.connection.ConnectionOptions;
import dev.ashlar.http.server.files.FileOptions;
import dev.ashlar.http.server.files.LocalDisk;
import dev.ashlar.http.server.json.JsonLimits;
import dev.ashlar.http.server.uploads.KeyMemory;
import dev.ashlar.http.server.uploads.UploadOptions;
import dev.ashlar.http.server.uploads.UploadQuota;
import java.nio.file.Path;
import java.util.Optional;

/// Translates [ServerOptions] into the options of each room. The rooms are not exported, and know
/// nothing of the options that are.
final class RoomOptions {
  /// Descriptors that the JVM and the logs keep open, and those that workers open for a moment.
  private static final int OWN_DESCRIPTORS = 24;

  /// However few descriptors there are, some large files can be sent.
  private static final int FEWEST_OPEN = 4;

  private RoomOptions() {}

  /// What connections are told.
  ///
  /// @param maxConnections the limit that holds, by option or by the process's descriptors
  static ConnectionOptions connections(ServerOptions options, int maxConnections) {
    Pace pace = options.pace();
    return ConnectionOptions.builder(maxConnections, options.maxRequests(), options.idleTimeout())
        .maxConnectionsPerClient(options.maxConnectionsPerClient().orElse(maxConnections))
        .pace(pace.headTimeout(), pace.interval(), pace.minimumRate())
        .leaders(options.leaders())
        .build();
  }

  /// What the folder that is served is opened with.
  static LinkPolicy links(ServerOptions options) {
    return options.serving().followLinks() ? LinkPolicy.INSIDE : LinkPolicy.NONE;
  }

  /// What files are told.
  static FileOptions files(ServerOptions options) {
    return files(options, Runtime.getRuntime().maxMemory(), DescriptorLimit.descriptors());
  }

  /// The cache gives nothing back before it is full. If it could take all the heap, or all
  /// descriptors, other files could not be loaded or opened for as long as the server runs. So it
  /// has a share of each.
  ///
  /// @param heap how large it may become, in bytes; half of it is for the cache
  /// @param descriptors how many the process may have
  static FileOptions files(ServerOptions options, long heap, int descriptors) {
    Serving serving = options.serving();
    FileOptions.Builder files =
        FileOptions.builder()
            .revalidation(serving.revalidation())
            .cacheBytes(Math.min(serving.cacheSize(), heap / 2))
            .openFiles(Math.min(FileOptions.DEFAULTS.openFiles(), spare(descriptors) / 2))
            .descriptors(Math.max(FEWEST_OPEN, spare(descriptors) / 4 * 3))
            .precompressed(serving.compression())
            .inline(LocalDisk.holds(options.directory()))
            .gzip(serving.compression())
            .listing(serving.listing())
            .spa(serving.spa());
    serving.cacheControl().forEach(rule -> files.cacheControl(rule.pattern(), rule.value()));
    serving.fields().forEach(field -> files.field(field.name().toString(), field.value()));
    return files.build();
  }

  /// What uploads are told; empty if they are not taken.
  static Optional<UploadOptions> uploads(ServerOptions options) {
    return uploads(options, DescriptorLimit.descriptors());
  }

  /// @param descriptors how many the process may have
  static Optional<UploadOptions> uploads(ServerOptions options, int descriptors) {
    return switch (options.uploads()) {
      case ServerOptions.Uploads.Off() -> Optional.empty();
      case ServerOptions.Uploads.Existing(Path folder) ->
          Optional.of(uploads(folder, options, descriptors).named(true).build());
      case ServerOptions.Uploads.MadeOnDemand(Path folder) ->
          Optional.of(uploads(folder, options, descriptors).build());
    };
  }

  /// The descriptors that are left for files: connections have half of all, and the JVM, the logs
  /// and the workers need [#OWN_DESCRIPTORS]. Of these, the file cache has half, files that it has
  /// closed and that are still being sent have a quarter at least, and uploads with slow clients
  /// another.
  private static int spare(int descriptors) {
    return Math.max(0, descriptors / 2 - OWN_DESCRIPTORS);
  }

  private static UploadOptions.Builder uploads(
      Path folder, ServerOptions options, int descriptors) {
    JsonRules json = options.json();
    Keeping keeping = options.keeping();
    return UploadOptions.builder(folder)
        .maxSize(options.maxUpload())
        .maxInProgress(options.maxUploadsInProgress().orElse(Math.max(1, options.queue() / 2)))
        .json(
            new JsonLimits(
                json.depth(),
                json.values(),
                json.stringLength(),
                json.numberLength(),
                json.duplicateNames()))
        .quota(new UploadQuota(keeping.totalBytes(), keeping.count(), keeping.reserve()))
        .keys(new KeyMemory(keeping.keyTime(), keeping.keyCount()))
        .listed(keeping.listed())
        .openFiles(Math.min(UploadOptions.DEFAULT_OPEN_FILES, spare(descriptors) / 4));
  }
}
