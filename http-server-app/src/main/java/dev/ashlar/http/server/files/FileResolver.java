package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.Lookup.Reason;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.PageMemory;
import dev.ashlar.http.server.representation.TooMuchUnreadException;
import dev.ashlar.http.server.representation.VaryField;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Answers GET and HEAD with a look at the file system, and keeps what it found.
///
/// Safe for use by several threads; each call may block.
final class FileResolver {
  private static final Logger LOGGER = LogManager.getLogger(StaticFiles.LOG_NAME);

  /// How often a file that changes while it is read is read again.
  private static final int ATTEMPTS = 3;

  private static final Refusal TOO_MANY_UNREAD =
      new Refusal(
          Refusal.Rule.QUOTA,
          "files that clients have not read take all the memory, or descriptors, for them");

  private final ConfinedDirectory directory;
  private final FileOptions options;
  private final FileCache cache;
  private final Absences absences;
  private final ErrorPages errorPages;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final FileFinder finder;
  private final FolderListing listing;

  /// A resolver for the files below a folder.
  ///
  /// @param cache where files are kept
  /// @param absences where is kept what was not there
  /// @param errorPages looked for from time to time
  FileResolver(
      ConfinedDirectory directory,
      FileOptions options,
      CommonFields common,
      FileCache cache,
      Absences absences,
      ErrorPages errorPages,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.directory = directory;
    this.options = options;
    this.cache = cache;
    this.absences = absences;
    this.errorPages = errorPages;
    this.clock = clock;
    this.nanoTime = nanoTime;
    FileLoader loader = new FileLoader(directory, options, common, clock, nanoTime);
    this.finder = new FileFinder(directory, loader, options.listing());
    this.listing = new FolderListing(directory, common, PageMemory.ofHeap());
  }

  /// Answers with what a path names, or that there is nothing.
  Response resolve(RequestHead head, PathVerdict.Allowed path) throws IOException {
    errorPages.refresh(nanoTime.getAsLong());
    return resolve(head, path, options.spa());
  }

  private Response resolve(RequestHead head, PathVerdict.Allowed path, boolean spa)
      throws IOException {
    String rawPath = RawPath.of(path.segments(), path.folder());
    Response known = revalidated(head, rawPath);
    if (known != null) {
      return known;
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return load(head, path, rawPath, spa);
      } catch (FileChangedException e) {
        LOGGER.debug("attempt {}: {}", attempt, e.getMessage());
      } catch (TooMuchUnreadException e) {
        return PageMemory.tooMuchUnread(head, TOO_MANY_UNREAD);
      }
    }
    return ErrorResponse.of(
            Status.SERVICE_UNAVAILABLE, "The file is being changed. Please try again.", head)
        .with(FieldName.RETRY_AFTER, "1");
  }

  /// Answers from memory if what is there still holds. Of several requests that came for this, the
  /// first one looks.
  private @Nullable Response revalidated(RequestHead head, String rawPath) throws IOException {
    CachedFile file = cache.get(rawPath);
    if (file == null) {
      return null;
    }
    long looked = nanoTime.getAsLong();
    Instant now = clock.instant();
    if (!file.freshness().isFresh(looked)) {
      if (!file.isUpToDate(directory, now)) {
        return null;
      }
      file.refresh(looked, now, options.revalidation());
    }
    return file.respond(head, clock);
  }

  private Response load(RequestHead head, PathVerdict.Allowed path, String rawPath, boolean spa)
      throws IOException {
    CachedFile before = cache.get(rawPath);
    long looked = nanoTime.getAsLong();
    Instant now = clock.instant();
    Finding finding = finder.find(path, CachedFile.wantsGzip(head));
    if (before != null && !(finding instanceof Finding.File)) {
      cache.remove(rawPath, before);
    }
    noteAbsence(rawPath, finding, looked);
    return switch (finding) {
      case Finding.File(CachedFile file) -> {
        file.refresh(looked, now, options.revalidation());
        yield keep(file, rawPath, head);
      }
      case Finding.FolderWithoutSlash folder -> Redirect.toFolder(path.segments(), head);
      case Finding.Unindexed(List<String> folder, Reason reason) -> {
        // The root's index stands in for pages of an application, but a list of the root would not.
        boolean standsIn = options.spa() && !spa;
        Optional<Response> listed = standsIn ? Optional.empty() : listing.respond(folder, head);
        yield listed.isPresent() ? listed.get() : nothing(reason, head, path, spa);
      }
      case Finding.Nothing(Reason reason) -> nothing(reason, head, path, spa);
    };
  }

  /// Remembers only that there is no such entry. Where there is something that is not served, the
  /// log should hear of each request.
  private void noteAbsence(String rawPath, Finding finding, long looked) {
    if (finding instanceof Finding.Nothing(Reason reason) && reason == Reason.NO_SUCH_ENTRY) {
      absences.note(rawPath, looked);
    } else {
      absences.forget(rawPath);
    }
  }

  private Response keep(CachedFile file, String rawPath, RequestHead head) throws IOException {
    // First the response, so that it has its share of an open file before the cache can close it.
    Response response = file.respond(head, clock);
    if (!cache.put(rawPath, file)) {
      file.close();
    }
    return Objects.requireNonNull(response, "a file that was just loaded for this request");
  }

  private Response nothing(Reason reason, RequestHead head, PathVerdict.Allowed path, boolean spa)
      throws IOException {
    SinglePage page =
        spa && reason == Reason.NO_SUCH_ENTRY ? SinglePage.of(path, head) : SinglePage.NO;
    return switch (page) {
      case YES -> resolve(head, SinglePage.ROOT, false);
      case BY_ACCEPT -> VaryField.add(resolve(head, SinglePage.ROOT, false), FieldName.ACCEPT);
      case NO -> absent(reason, head);
    };
  }

  /// A client is not told why (RFC 9110 §15.5.5); the log is, where there is something that is not
  /// served.
  private static Response absent(Reason reason, RequestHead head) {
    Response response = Absences.response(head);
    return switch (reason) {
      case LINK_LEAVES ->
          refusing(response, "The path leads through a symbolic link out of the folder.");
      case LINK_REFUSED ->
          refusing(
              response,
              "The path leads through a symbolic link; --follow-links inside would allow those"
                  + " that stay inside the folder.");
      case NOT_REGULAR -> refusing(response, "The path names a special file.");
      case NOT_READABLE ->
          refusing(response, "The server's user may not read what the path names.");
      case NO_SUCH_ENTRY, NOT_A_FOLDER, LINK_BROKEN, CHANGING -> response;
    };
  }

  private static Response refusing(Response response, String reason) {
    return response.refusing(new Refusal(Refusal.Rule.PATH, reason));
  }
}
