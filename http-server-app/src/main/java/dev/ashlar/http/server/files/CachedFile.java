package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Representation;
import dev.ashlar.http.server.representation.SharedFile;
import dev.ashlar.http.server.resources.Resources;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file with everything that is needed to answer GET and HEAD for it, in the state in which it
/// was loaded.
///
/// Safe for use by several threads.
final class CachedFile implements Closeable {
  /// What the field lines and objects of one variant take, about, in bytes.
  private static final int VARIANT_OVERHEAD = 2048;

  /// The longest `Accept-Encoding` that is remembered, in characters. Browsers need a tenth of it.
  /// A client may send 30,000, which would not be counted in the file's weight.
  static final int LONGEST_REMEMBERED = 256;

  private final String name;
  private final List<Variant> variants;
  private final List<Watch> watches;
  private final boolean gzipMissing;
  private final @Nullable Instant settles;

  private final Freshness freshness = new Freshness();
  private volatile Choice lastChoice;

  /// Browsers send one `Accept-Encoding` for everything, so the last decision is mostly the next.
  private record Choice(@Nullable String acceptEncoding, Variant variant) {
    boolean isFor(String wanted) {
      return wanted.equals(acceptEncoding);
    }
  }

  /// A file that has just been loaded.
  ///
  /// @param name of the file, decoded
  /// @param variants first the file as it is, then what of it is compressed
  /// @param watches what has to stay as it is
  /// @param gzipMissing whether there could be a gzip variant, and is none yet
  /// @param settles when the entity tags may become strong; null if they are
  CachedFile(
      String name,
      List<Variant> variants,
      List<Watch> watches,
      boolean gzipMissing,
      @Nullable Instant settles) {
    this.name = name;
    this.variants = List.copyOf(variants);
    this.watches = List.copyOf(watches);
    this.gzipMissing = gzipMissing;
    this.settles = settles;
    this.lastChoice = new Choice(null, variants.getFirst());
  }

  /// Until when it may be used without a look.
  Freshness freshness() {
    return freshness;
  }

  /// Looks whether the file and what is made of it are as they were. May block.
  ///
  /// This is also out of date once the file has been still for long enough that its entity tag may
  /// become strong (RFC 9110 §8.8.1), though the file itself has not changed.
  boolean isUpToDate(ConfinedDirectory directory, Instant now) throws IOException {
    if (settles != null && !settles.isAfter(now)) {
      return false;
    }
    for (Watch watch : watches) {
      if (!watch.holds(directory)) {
        return false;
      }
    }
    return true;
  }

  /// Notes that it was up to date.
  ///
  /// @param nanoTime before it was looked at
  /// @param now likewise
  /// @param atMost how long it may be used from then on
  void refresh(long nanoTime, Instant now, Duration atMost) {
    Duration period = atMost;
    if (settles != null && Duration.between(now, settles).compareTo(period) < 0) {
      period = Duration.between(now, settles);
    }
    freshness.holdUntil(nanoTime + period.toNanos());
  }

  /// Answers GET or HEAD. Does not block.
  ///
  /// @return null if it has to be loaded again for this request
  @Nullable Response respond(RequestHead head, InstantSource clock) {
    Variant variant = choose(head);
    if (variant == null) {
      return null;
    }
    if (variant.isMade() && head.has(FieldName.RANGE)) {
      variant = chooseForRanges(head, variant, clock.instant());
    }
    Representation representation = variant.representation();
    if (Attachment.isWanted(head.rawQuery())) {
      representation =
          representation.with(FieldName.CONTENT_DISPOSITION, Attachment.disposition(name));
    }
    return representation.respond(head, variant.body(), clock);
  }

  /// Whether a request is better answered with gzip that is made for it. Also one for ranges, of
  /// which there are none of what is made anew each time: without it nobody could say whether the
  /// client has what it would get without `Range`.
  static boolean wantsGzip(RequestHead head) {
    String acceptEncoding = head.value(FieldName.ACCEPT_ENCODING);
    return acceptEncoding != null && Negotiation.prefersGzip(acceptEncoding);
  }

  /// What is made has no ranges, and what it is made from has. `Range` decides for that only where
  /// it counts: for a GET that is not answered with 304 without it, with ranges that are not
  /// ignored (RFC 9110 §14.2). Otherwise a cache that asks whether its gzip is still right would be
  /// told the strong entity tag of the file.
  private Variant chooseForRanges(RequestHead head, Variant made, Instant now) {
    String acceptEncoding = Objects.requireNonNull(head.value(FieldName.ACCEPT_ENCODING));
    if (made.representation().isNotModified(head, now)) {
      return made;
    }
    Variant divisible =
        Negotiation.choose(acceptEncoding, variants.stream().filter(v -> !v.isMade()).toList());
    boolean counts = divisible.representation().hasRangesFor(head, divisible.body(), now);
    return counts ? divisible : made;
  }

  /// RFC 9110 §12.5.3; null if a variant is to be made first.
  private @Nullable Variant choose(RequestHead head) {
    Variant identity = variants.getFirst();
    if (variants.size() == 1 && !gzipMissing) {
      return identity;
    }
    String acceptEncoding = head.value(FieldName.ACCEPT_ENCODING);
    if (acceptEncoding == null) {
      return identity;
    }
    Choice last = lastChoice;
    if (last.isFor(acceptEncoding)) {
      return last.variant;
    }
    if (gzipMissing && Negotiation.prefersGzip(acceptEncoding)) {
      return null;
    }
    Variant chosen = Negotiation.choose(acceptEncoding, variants);
    if (acceptEncoding.length() <= LONGEST_REMEMBERED) {
      lastChoice = new Choice(acceptEncoding, chosen);
    }
    return chosen;
  }

  /// Whether the last decision was kept, and was for this: for tests.
  boolean remembers(String acceptEncoding) {
    return lastChoice.isFor(acceptEncoding);
  }

  /// How many files it keeps open: each variant that is not in memory is one.
  int openFiles() {
    return (int) variants.stream().filter(variant -> variant.body() instanceof SharedFile).count();
  }

  /// The memory it takes, about, in bytes.
  long weight() {
    long weight = 0;
    for (Variant variant : variants) {
      weight += VARIANT_OVERHEAD;
      if (variant.body() instanceof Body.InMemory bytes) {
        weight += bytes.length() + bytes.whole().headroom().size();
      }
    }
    return weight;
  }

  /// Lets go of open files; responses that are being sent keep theirs.
  @Override
  public void close() throws IOException {
    Deque<Body> bodies = new ArrayDeque<>();
    variants.forEach(variant -> bodies.add(variant.body()));
    Resources.closeAll(bodies);
  }
}
