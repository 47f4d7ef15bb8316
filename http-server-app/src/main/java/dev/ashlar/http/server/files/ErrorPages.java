package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.server.api.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The pages `404.html` and `50x.html` in the root of the folder, which stand in for the server's
/// own.
///
/// Safe for use by several threads.
final class ErrorPages {
  private static final String HTML = "text/html; charset=utf-8";

  private final ErrorPage notFound;
  private final ErrorPage failed;
  private final long periodNanos;
  private final AtomicLong staleAt;

  /// Pages that have not been looked for.
  ///
  /// @param common fields of every response with a file
  /// @param period how long a look holds
  /// @param nanoTime the present
  ErrorPages(ConfinedDirectory directory, CommonFields common, Duration period, long nanoTime) {
    Fields fields =
        common.all().toBuilder()
            .remove(FieldName.CACHE_CONTROL)
            .set(FieldName.CONTENT_TYPE, HTML)
            .build();
    notFound = new ErrorPage(directory, "404.html", fields);
    failed = new ErrorPage(directory, "50x.html", fields);
    periodNanos = period.toNanos();
    staleAt = new AtomicLong(nanoTime);
  }

  /// Looks for the pages, unless somebody has done so of late. May block.
  void refresh(long nanoTime) {
    long stale = staleAt.get();
    if (nanoTime - stale >= 0 && staleAt.compareAndSet(stale, nanoTime + periodNanos)) {
      notFound.refresh();
      failed.refresh();
    }
  }

  /// The same error with the operator's page, if there is one for it and the client wants a page.
  /// Does not block.
  Response instead(Response error) {
    if (error.status().equals(Status.NOT_FOUND)) {
      return notFound.instead(error);
    }
    return error.status().code() >= 500 ? failed.instead(error) : error;
  }
}
