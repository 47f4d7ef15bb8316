package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
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
  /// The logger of everything here.
  static final String LOG_NAME = "ashlar.files";

  private static final Logger LOGGER = LogManager.getLogger(LOG_NAME);

  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final Response OPTIONS =
      new Response(Status.NO_CONTENT, Fields.of(FieldName.ALLOW, METHODS), Content.none());

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration revalidation;
  private final CommonFields common;
  private final FileCache cache;
  private final Absences absences;
  private final boolean spa;
  private final ErrorPages errorPages;
  private final FileResolver resolver;

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
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.revalidation = options.revalidation();
    this.common = CommonFields.of(options.fields());
    this.cache = new FileCache(options, e -> LOGGER.warn("a file could not be closed", e));
    this.absences = new Absences(options.revalidation());
    this.spa = options.spa();
    this.errorPages =
        new ErrorPages(directory, common, options.revalidation(), nanoTime.getAsLong());
    this.resolver =
        new FileResolver(directory, options, common, cache, absences, errorPages, clock, nanoTime);
  }

  /// Answers from memory, without a look at the path: only what a path policy has allowed is ever
  /// in memory. Does not block.
  ///
  /// @return null if it is not there, or this request has to look whether it is as it was
  public @Nullable Response cached(Request request) {
    RequestHead head = request.head();
    return isGetOrHead(head.method()) ? fromMemory(head, head.rawPath()) : null;
  }

  private @Nullable Response fromMemory(RequestHead head, String rawPath) {
    CachedFile file = cache.get(rawPath);
    if (file == null) {
      return absent(head, rawPath);
    }
    if (file.freshness().claimLook(nanoTime.getAsLong(), revalidation)) {
      return null;
    }
    Response response = file.respond(head, clock);
    // 412 and 416; everything else from memory is dressed already.
    return response != null && response.status().code() >= 400 ? dress(response) : response;
  }

  /// Where pages of an application are made from one file, what is missing depends on the request.
  private @Nullable Response absent(RequestHead head, String rawPath) {
    return !spa && absences.answers(rawPath, nanoTime.getAsLong())
        ? dress(Absences.response(head))
        : null;
  }

  /// Answers a request for a file. Does not block.
  ///
  /// @param path what the path of the request was judged to be
  public Answer answer(Request request, PathVerdict.Allowed path) {
    RequestHead head = request.head();
    if (head.method().equals(Method.OPTIONS)) {
      return common.addTo(OPTIONS);
    }
    if (!isGetOrHead(head.method())) {
      return dress(
          ErrorResponse.of(
                  Status.METHOD_NOT_ALLOWED, "Files can be read here, and nothing else.", head)
              .with(FieldName.ALLOW, METHODS));
    }
    String rawPath = RawPath.of(path.segments(), path.folder());
    if (!rawPath.equals(head.rawPath())) {
      // Another spelling of the path, which `cached` does not know.
      Response known = fromMemory(head, rawPath);
      if (known != null) {
        return known;
      }
    }
    return new OnWorker(() -> dress(resolver.resolve(head, path)));
  }

  /// Gives a response what the operator wants all to have: the fields of [FileOptions#fields], and
  /// where it is an error and the client wants a page, `404.html` or `50x.html` in the folder's
  /// root. What this answers itself has it; errors of others may be given it. Does not block: uses
  /// the page as it was when a request last touched the file system.
  public Response dress(Response response) {
    return common.addTo(errorPages.instead(response));
  }

  /// How many files are in memory or kept open: for tests that count.
  int cachedFiles() {
    return cache.size();
  }

  private static boolean isGetOrHead(Method method) {
    return method.equals(Method.GET) || method.equals(Method.HEAD);
  }

  /// Closes the files that are kept open. Responses that are being sent keep theirs to the end.
  @Override
  public void close() {
    cache.close();
  }
}
