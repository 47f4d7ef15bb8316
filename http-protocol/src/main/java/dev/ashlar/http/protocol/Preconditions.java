package dev.ashlar.http.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Conditional requests (RFC 9110 §13): whether a request is to be performed, given the state of
/// the representation that it would act on.
///
/// A server asks only after all its other checks, and only where the answer would otherwise have a
/// status 2xx: preconditions of a request that fails anyway are ignored (§13.2.1).
///
/// Stateless, safe for use by any thread; no clock is read.
public final class Preconditions {
  private Preconditions() {}

  /// What the preconditions of a request amount to.
  public enum Outcome {
    /// Perform the request.
    PROCEED,

    /// Answer 304: the client's copy of the representation is good (RFC 9110 §15.4.5).
    NOT_MODIFIED,

    /// Answer 412: the state is not the one that the client assumed (RFC 9110 §15.5.13).
    FAILED
  }

  /// What one field says. Not to be there, or to be there but invalid where that means to ignore
  /// it, is neither true nor false: then the next field is asked.
  private enum Condition {
    ABSENT,
    TRUE,
    FALSE
  }

  /// Evaluates `If-Match`, `If-Unmodified-Since`, `If-None-Match` and `If-Modified-Since` in the
  /// order of RFC 9110 §13.2.2. For `If-Range` see [#rangeApplies].
  ///
  /// With neither tag nor date it is taken that there is no current representation, so that `*`
  /// does not match. Where there may be one without either, ask with `exists`.
  ///
  /// @param current the entity tag of the current representation, null if it has none
  /// @param lastModified its modification date, null if it has none; a fraction of a second is left
  ///   out, as it is from `Last-Modified`
  /// @param now for dates with a two-digit year, see [HttpDate#parse]
  public static Outcome evaluate(
      RequestHead request,
      @Nullable EntityTag current,
      @Nullable Instant lastModified,
      Instant now) {
    boolean exists = current != null || lastModified != null;
    return evaluate(request, exists, current, lastModified, now);
  }

  /// The same for representations that may have neither an entity tag nor a modification date: a
  /// PUT with `If-None-Match: *` must not overwrite these either.
  ///
  /// @param exists whether there is a current representation
  /// @param current its entity tag, null if it has none
  /// @param lastModified its modification date, null if it has none
  /// @param now as above
  /// @throws IllegalArgumentException if what does not exist has a tag or a date
  public static Outcome evaluate(
      RequestHead request,
      boolean exists,
      @Nullable EntityTag current,
      @Nullable Instant lastModified,
      Instant now) {
    if (!exists && (current != null || lastModified != null)) {
      throw new IllegalArgumentException("what does not exist has neither tag nor date");
    }
    if (!selectsRepresentation(request.method())) {
      return Outcome.PROCEED;
    }
    Condition unchanged = ifMatch(request, exists, current);
    if (unchanged == Condition.ABSENT) {
      unchanged = ifUnmodifiedSince(request, lastModified, now);
    }
    if (unchanged == Condition.FALSE) {
      return Outcome.FAILED;
    }
    Condition changed = ifNoneMatch(request, exists, current);
    if (changed == Condition.ABSENT && isGetOrHead(request.method())) {
      changed = ifModifiedSince(request, lastModified, now);
    }
    if (changed == Condition.FALSE) {
      return isGetOrHead(request.method()) ? Outcome.NOT_MODIFIED : Outcome.FAILED;
    }
    return Outcome.PROCEED;
  }

  /// Whether the `Range` field of a request is to be processed: it has one, its method is GET, the
  /// only one for which ranges are defined (RFC 9110 §14.2), and `If-Range`, if it is there, holds
  /// (§13.1.5). To be asked after [#evaluate] has said [Outcome#PROCEED].
  ///
  /// A date in `If-Range` holds only when it is exactly the modification date and the
  /// representation cannot have changed again within that second (§8.8.2.2): the second is over,
  /// and the entity tag, if there is one, is strong. This relies on a caller who sends
  /// `Last-Modified` with a weak entity tag, or not at all, as long as the second has not passed.
  ///
  /// @param current as for [#evaluate]
  /// @param lastModified as for [#evaluate]
  /// @param now the current time
  public static boolean rangeApplies(
      RequestHead request,
      @Nullable EntityTag current,
      @Nullable Instant lastModified,
      Instant now) {
    return request.method().equals(Method.GET)
        && request.has(FieldName.RANGE)
        && ifRange(request, current, lastModified, now) != Condition.FALSE;
  }

  /// §13.2.1: conditions mean nothing to methods that neither select nor modify a representation.
  private static boolean selectsRepresentation(Method method) {
    return !method.equals(Method.CONNECT)
        && !method.equals(Method.OPTIONS)
        && !method.equals(Method.TRACE);
  }

  private static boolean isGetOrHead(Method method) {
    return method.equals(Method.GET) || method.equals(Method.HEAD);
  }

  /// §13.1.1. A malformed list matches nothing: to fail is what cannot lose an update.
  private static Condition ifMatch(
      RequestHead request, boolean exists, @Nullable EntityTag current) {
    String value = request.value(FieldName.IF_MATCH);
    if (value == null) {
      return Condition.ABSENT;
    }
    boolean matches =
        switch (EntityTags.parse(value)) {
          case null -> false;
          case EntityTags.Any any -> exists;
          case EntityTags.Listed listed -> current != null && listed.strongMatch(current);
        };
    return condition(matches);
  }

  /// §13.1.4. Ignored when it is no date, a list of dates included, or there is none to compare.
  private static Condition ifUnmodifiedSince(
      RequestHead request, @Nullable Instant lastModified, Instant now) {
    Instant since = date(request, FieldName.IF_UNMODIFIED_SINCE, now);
    if (since == null || lastModified == null) {
      return Condition.ABSENT;
    }
    return condition(!isLater(lastModified, since));
  }

  /// §13.1.2. A malformed list does not say what is not to be overwritten, so that what would
  /// change the representation fails. GET and HEAD send it, which is never wrong.
  private static Condition ifNoneMatch(
      RequestHead request, boolean exists, @Nullable EntityTag current) {
    String value = request.value(FieldName.IF_NONE_MATCH);
    if (value == null) {
      return Condition.ABSENT;
    }
    boolean matches =
        switch (EntityTags.parse(value)) {
          case null -> !isGetOrHead(request.method());
          case EntityTags.Any any -> exists;
          case EntityTags.Listed listed -> current != null && listed.weakMatch(current);
        };
    return condition(!matches);
  }

  /// §13.1.3. Ignored as `If-Unmodified-Since` is.
  private static Condition ifModifiedSince(
      RequestHead request, @Nullable Instant lastModified, Instant now) {
    Instant since = date(request, FieldName.IF_MODIFIED_SINCE, now);
    if (since == null || lastModified == null) {
      return Condition.ABSENT;
    }
    return condition(isLater(lastModified, since));
  }

  /// §13.1.5. What is neither an entity tag nor a date cannot match, and so is false.
  private static Condition ifRange(
      RequestHead request,
      @Nullable EntityTag current,
      @Nullable Instant lastModified,
      Instant now) {
    String value = request.value(FieldName.IF_RANGE);
    if (value == null) {
      return Condition.ABSENT;
    }
    EntityTag tag = EntityTag.parse(value);
    if (tag != null) {
      return condition(current != null && tag.strongMatches(current));
    }
    Instant date = HttpDate.parse(value, now);
    return condition(
        date != null
            && lastModified != null
            && date.getEpochSecond() == lastModified.getEpochSecond()
            && isStrongDate(current, lastModified, now));
  }

  /// §8.8.2.2: the representation reliably did not change twice within the second of the date.
  private static boolean isStrongDate(
      @Nullable EntityTag current, Instant lastModified, Instant now) {
    boolean settled = current == null || !current.weak();
    return settled && now.getEpochSecond() > lastModified.getEpochSecond();
  }

  private static Condition condition(boolean holds) {
    return holds ? Condition.TRUE : Condition.FALSE;
  }

  private static boolean isLater(Instant lastModified, Instant since) {
    return lastModified.getEpochSecond() > since.getEpochSecond();
  }

  private static @Nullable Instant date(RequestHead request, FieldName name, Instant now) {
    String value = request.value(name);
    return value == null ? null : HttpDate.parse(value, now);
  }
}
