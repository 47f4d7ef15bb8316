package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Response;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Paths that were found to name nothing. Many clients may ask for the same one in vain, such as
/// the icon that a site does not have, and then not each of them costs a look at the file system.
///
/// A path is answered from here only after two looks within some seconds. So whoever asks for a
/// file, is told that there is none, and puts it there, gets it at once, if nobody else has asked.
///
/// What was seen holds as long as it does for files, but for a second at most: nobody can hide a
/// file by asking for it before it is there. A flood of names that do not exist pushes other such
/// names out of here, and no files out of the cache.
///
/// Safe for use by several threads.
final class Absences {
  private static final Duration MAX_PERIOD = Duration.ofSeconds(1);
  private static final long FORGOTTEN_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MAX_PATHS = 1024;
  private static final long MAX_BYTES = 1 << 20;

  private static final Function<@Nullable RequestHead, Response> NOTHING =
      ErrorResponse.prepared(Status.NOT_FOUND, "There is nothing here.");

  private final Duration period;
  private final SieveCache<Absence> paths;

  /// What is known of a path.
  private static final class Absence {
    final Freshness freshness = new Freshness();

    /// When somebody last looked for it in vain. A race only means that somebody looks once more.
    volatile long missedAt;

    Absence(long nanoTime) {
      this.missedAt = nanoTime;
    }
  }

  /// No absences.
  ///
  /// @param period how long a look holds, at most; 0 if each request has to look
  Absences(Duration period) {
    this.period = period.compareTo(MAX_PERIOD) < 0 ? period : MAX_PERIOD;
    this.paths = new SieveCache<>(period.isZero() ? 0 : MAX_PATHS, MAX_BYTES, forgotten -> {});
  }

  /// The answer where there is nothing.
  static Response response(RequestHead head) {
    return NOTHING.apply(head);
  }

  /// Whether a path is known to name nothing, and this request need not look whether that is still
  /// so.
  ///
  /// @param rawPath in the spelling of [RawPath]
  boolean answers(String rawPath, long nanoTime) {
    Absence absence = paths.get(rawPath);
    return absence != null && !absence.freshness.claimLook(nanoTime, period);
  }

  /// Notes that a path named nothing.
  ///
  /// @param nanoTime before it was looked for
  void note(String rawPath, long nanoTime) {
    Absence before = paths.get(rawPath);
    if (before != null && nanoTime - before.missedAt <= FORGOTTEN_NANOS) {
      before.missedAt = nanoTime;
      before.freshness.holdUntil(nanoTime + period.toNanos());
    } else {
      paths.put(rawPath, new Absence(nanoTime), 0);
    }
  }

  /// Forgets a path that names something by now.
  void forget(String rawPath) {
    Absence before = paths.get(rawPath);
    if (before != null) {
      paths.remove(rawPath, before);
    }
  }
}
