package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.Lookup;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Serves the files below a folder.
///
/// A server asks [#cached] first, for each request and before it judges the path, and [#answer] if
/// that knows nothing. Both run on the selector's thread and never block: what has to touch the
/// file system is returned as an [OnWorker].
///
/// Safe for use by several threads.
public final class StaticFiles implements Closeable {
  private static final Logger LOGGER = LogManager.getLogger(StaticFiles.class);

  private static final String ALLOWED = "GET, HEAD, OPTIONS";
  private static final Response OPTIONS =
      new Response(Status.NO_CONTENT, Fields.of(FieldName.ALLOW, ALLOWED), Content.NONE);

  /// How often a file that changes while it is read is read again.
  private static final int ATTEMPTS = 3;

  private final ConfinedDirectory directory;
  private final FileOptions options;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final FileFinder finder;
  private final FileCache cache;

  /// Serves the files below a folder.
  ///
  /// @param directory stays open for as long as this is used, and is closed by whoever opened it
  public StaticFiles(ConfinedDirectory directory, FileOptions options) {
    this(directory, options, InstantSource.system(), System::nanoTime);
  }

  StaticFiles(
      ConfinedDirectory directory,
      FileOptions options,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.directory = directory;
    this.options = options;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.finder =
        new FileFinder(
            directory, new FileLoader(directory, options, clock, nanoTime), options.listing());
    this.cache = new FileCache(options, e -> LOGGER.warn("a file could not be closed", e));
  }

  /// Answers from memory, without a look at the path: only what a path policy has allowed, and the
  /// folder holds, is ever in memory. Does not block.
  ///
  /// @return null if it is not there, or not sure to be as it was
  public @Nullable Response cached(Request request) {
    RequestHead head = request.head();
    return isGetOrHead(head.method()) ? fromMemory(head, head.rawPath()) : null;
  }

  private @Nullable Response fromMemory(RequestHead head, String rawPath) {
    CachedFile file = cache.get(rawPath);
    return file != null && file.isFresh(nanoTime.getAsLong())
        ? file.respond(head, clock.instant())
        : null;
  }

  /// Answers a request for a file. Does not block.
  ///
  /// @param path what the path of the request was judged to be
  public Answer answer(Request request, PathVerdict.Allowed path) {
    RequestHead head = request.head();
    if (head.method().equals(Method.OPTIONS)) {
      return OPTIONS;
    }
    if (!isGetOrHead(head.method())) {
      return ErrorResponse.of(
              Status.METHOD_NOT_ALLOWED, "Files can be read here, and nothing else.", head)
          .with(FieldName.ALLOW, ALLOWED);
    }
    String rawPath = RawPath.of(path.segments(), path.folder());
    if (!rawPath.equals(head.rawPath())) {
      // Another spelling of the path, which `cached` does not know.
      Response known = fromMemory(head, rawPath);
      if (known != null) {
        return known;
      }
    }
    return new OnWorker(() -> resolve(head, path, rawPath));
  }

  /// Answers with a look at the file system.
  private Response resolve(RequestHead head, PathVerdict.Allowed path, String rawPath)
      throws IOException {
    Response known = revalidated(head, rawPath);
    if (known != null) {
      return known;
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return found(head, path, rawPath);
      } catch (FileChangedException e) {
        LOGGER.debug("attempt {}: {}", attempt, e.getMessage());
      }
    }
    return ErrorResponse.of(
            Status.SERVICE_UNAVAILABLE, "The file is being changed. Please try again.", head)
        .with(FieldName.RETRY_AFTER, "1");
  }

  /// Answers from memory if what is there still holds. Of several requests that wait for this, the
  /// first one looks.
  private @Nullable Response revalidated(RequestHead head, String rawPath) throws IOException {
    CachedFile file = cache.get(rawPath);
    if (file == null) {
      return null;
    }
    long looked = nanoTime.getAsLong();
    Instant now = clock.instant();
    if (!file.isFresh(looked)) {
      if (!file.isUpToDate(directory, now)) {
        return null;
      }
      file.refresh(looked, now, options.revalidation());
    }
    return file.respond(head, now);
  }

  private Response found(RequestHead head, PathVerdict.Allowed path, String rawPath)
      throws IOException {
    CachedFile before = cache.get(rawPath);
    long looked = nanoTime.getAsLong();
    Instant now = clock.instant();
    Finding finding = finder.find(path, CachedFile.wantsGzip(head));
    if (finding instanceof Finding.File(CachedFile file)) {
      file.refresh(looked, now, options.revalidation());
      return send(head, file, rawPath, now);
    }
    if (before != null) {
      cache.remove(rawPath, before);
    }
    return switch (finding) {
      case Finding.File file -> throw new AssertionError(file);
      case Finding.FolderWithoutSlash folder -> Redirect.toFolder(path.segments(), head);
      case Finding.Unindexed folder -> absent(Lookup.Reason.NO_SUCH_ENTRY, head);
      case Finding.Nothing(Lookup.Reason reason) -> absent(reason, head);
    };
  }

  private Response send(RequestHead head, CachedFile file, String rawPath, Instant now)
      throws IOException {
    // First the response, so that it has its share of an open file before the cache can close it.
    Response response = file.respond(head, now);
    if (!cache.put(rawPath, file)) {
      file.close();
    }
    return Objects.requireNonNull(response, "a file that was just loaded for this request");
  }

  /// A client is not told why (RFC 9110 §15.5.5); the log is, where somebody tried to get out.
  private static Response absent(Lookup.Reason reason, RequestHead head) {
    Response response = ErrorResponse.of(Status.NOT_FOUND, "There is nothing here.", head);
    return switch (reason) {
      case LINK_LEAVES ->
          refusing(response, "The path leads through a symbolic link out of the folder.");
      case LINK_REFUSED ->
          refusing(
              response,
              "The path leads through a symbolic link; --follow-links inside would allow those"
                  + " that stay inside the folder.");
      case NOT_REGULAR -> refusing(response, "The path names a special file.");
      case NO_SUCH_ENTRY, NOT_A_FOLDER, LINK_BROKEN, CHANGING, NOT_READABLE -> response;
    };
  }

  private static Response refusing(Response response, String reason) {
    return response.refusing(new Refusal(Refusal.Rule.PATH, reason));
  }

  private static boolean isGetOrHead(Method method) {
    return method.equals(Method.GET) || method.equals(Method.HEAD);
  }

  /// How many files are in memory or kept open.
  public int cachedFiles() {
    return cache.size();
  }

  /// Closes the files that are kept open. Responses that are being sent keep theirs to the end.
  @Override
  public void close() {
    cache.close();
  }
}
