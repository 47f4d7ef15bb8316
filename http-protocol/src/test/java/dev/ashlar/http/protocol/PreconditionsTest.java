package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Preconditions.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every combination of method, representation and conditional fields, against an oracle that
/// follows the steps of RFC 9110 §13.2.2 in their order and takes its truths from the tables below.
class PreconditionsTest {
  private static final Instant MODIFIED = Instant.parse("2026-03-01T12:00:00.750Z");
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");

  private static final String SAME_DATE = "Sun, 01 Mar 2026 12:00:00 GMT";

  private enum Representation {
    NONE(null, null),
    BARE(null, null),
    STRONG("\"v1\"", MODIFIED),
    WEAK("W/\"v1\"", MODIFIED),
    TAG_ONLY("\"v1\"", null),
    DATE_ONLY(null, MODIFIED);

    final @Nullable String tag;
    final @Nullable Instant date;

    Representation(@Nullable String tag, @Nullable Instant date) {
      this.tag = tag;
      this.date = date;
    }

    @Nullable EntityTag entityTag() {
      return tag == null ? null : EntityTag.parse(tag);
    }

    boolean exists() {
      return this != NONE;
    }

    /// Whether a tag or a date says that it exists.
    boolean hasValidator() {
      return tag != null || date != null;
    }
  }

  private enum Tags {
    ABSENT(null),
    ANY("*"),
    SAME("\"v1\""),
    SAME_BUT_WEAK("W/\"v1\""),
    OTHER("\"v0\""),
    SEVERAL("\"v0\", W/\"v2\", \"v1\""),
    EMPTY(""),
    UNQUOTED("v1"),
    ANY_AND_ANOTHER("*, \"v0\"");

    final @Nullable String value;

    Tags(@Nullable String value) {
      this.value = value;
    }

    /// §13.1.1: any, or one that matches by strong comparison.
    boolean ifMatchIsTrue(Representation representation) {
      return switch (this) {
        case ANY -> representation != Representation.NONE;
        case SAME, SEVERAL ->
            representation == Representation.STRONG || representation == Representation.TAG_ONLY;
        default -> false;
      };
    }

    /// §13.1.2: none at all, or none that matches by weak comparison. What is malformed is false
    /// where the representation might be changed.
    boolean ifNoneMatchIsTrue(Representation representation, boolean getOrHead) {
      return switch (this) {
        case ANY -> representation == Representation.NONE;
        case SAME, SAME_BUT_WEAK, SEVERAL -> representation.tag == null;
        case UNQUOTED, ANY_AND_ANOTHER -> getOrHead;
        default -> true;
      };
    }
  }

  private enum Date {
    ABSENT(null),
    EARLIER("Sun, 01 Mar 2026 11:59:59 GMT"),
    SAME(SAME_DATE),
    LATER("Sun, 01 Mar 2026 12:00:01 GMT"),
    INVALID("2026-03-01T12:00:00Z"),
    LIST(SAME_DATE + ", " + SAME_DATE);

    final @Nullable String value;

    Date(@Nullable String value) {
      this.value = value;
    }

    /// §13.1.3, §13.1.4: ignored when it is no date, or there is none to compare it with.
    boolean counts(Representation representation) {
      return (this == EARLIER || this == SAME || this == LATER) && representation.date != null;
    }
  }

  private record Request(String method, Tags match, Date unmodified, Tags none, Date modified) {
    RequestHead head() {
      return Parsed.requestHead(
          method,
          "If-Modified-Since",
          modified.value,
          "If-None-Match",
          none.value,
          "If-Unmodified-Since",
          unmodified.value,
          "If-Match",
          match.value);
    }
  }

  private static Outcome oracle(Request request, Representation representation) {
    boolean getOrHead = request.method.equals("GET") || request.method.equals("HEAD");
    // §13.2.1: methods that do not select or modify a representation have no preconditions.
    if (List.of("OPTIONS", "TRACE").contains(request.method)) {
      return Outcome.PROCEED;
    }
    // 1. When If-Match is present: if true, continue to step 3; if false, 412.
    if (request.match != Tags.ABSENT) {
      if (!request.match.ifMatchIsTrue(representation)) {
        return Outcome.FAILED;
      }
      // 2. When If-Match is not present, If-Unmodified-Since is: if true, step 3; if false, 412.
    } else if (request.unmodified.counts(representation)) {
      if (request.unmodified == Date.EARLIER) {
        return Outcome.FAILED;
      }
    }
    // 3. When If-None-Match is present: if true, step 5; if false, 304 for GET and HEAD, else 412.
    if (request.none != Tags.ABSENT) {
      if (!request.none.ifNoneMatchIsTrue(representation, getOrHead)) {
        return getOrHead ? Outcome.NOT_MODIFIED : Outcome.FAILED;
      }
      // 4. When the method is GET or HEAD, If-None-Match is not present, and If-Modified-Since is:
      //    if true, step 5; if false, 304.
    } else if (getOrHead && request.modified.counts(representation)) {
      if (request.modified != Date.EARLIER) {
        return Outcome.NOT_MODIFIED;
      }
    }
    return Outcome.PROCEED;
  }

  @Test
  void evaluatesEveryCombinationInTheOrderOfTheRfc() {
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    for (String method : List.of("GET", "HEAD", "PUT", "POST", "OPTIONS", "TRACE", "get")) {
      for (Tags match : Tags.values()) {
        for (Date unmodified : Date.values()) {
          for (Tags none : Tags.values()) {
            for (Date modified : Date.values()) {
              evaluate(new Request(method, match, unmodified, none, modified), seen);
            }
          }
        }
      }
    }
    assertTrue(seen.values().stream().allMatch(count -> count > 1_000), seen::toString);
    assertEquals(Outcome.values().length, seen.size());
  }

  private static void evaluate(Request request, Map<Outcome, Integer> seen) {
    RequestHead head = request.head();
    for (Representation representation : Representation.values()) {
      Outcome expected = oracle(request, representation);
      seen.merge(expected, 1, Integer::sum);
      assertEquals(
          expected,
          Preconditions.evaluate(
              head, representation.exists(), representation.entityTag(), representation.date, NOW),
          () -> request + " of " + representation);
      if (representation.exists() == representation.hasValidator()) {
        assertEquals(
            expected,
            Preconditions.evaluate(head, representation.entityTag(), representation.date, NOW),
            () -> request + " of " + representation + " without being told that it exists");
      }
    }
  }

  @Test
  void takesNoValidatorsOfWhatDoesNotExist() {
    RequestHead head = Parsed.requestHead("GET");
    EntityTag tag = EntityTag.strong("v1");
    assertThrows(
        IllegalArgumentException.class, () -> Preconditions.evaluate(head, false, tag, null, NOW));
    assertThrows(
        IllegalArgumentException.class,
        () -> Preconditions.evaluate(head, false, null, MODIFIED, NOW));
  }

  @Test
  void combinesFieldLinesIntoOneList() {
    RequestHead head =
        Parsed.requestHead("GET", "If-None-Match", "\"v0\"", "If-None-Match", "W/\"v1\"");
    assertEquals(
        Outcome.NOT_MODIFIED, Preconditions.evaluate(head, EntityTag.strong("v1"), null, NOW));
    assertEquals(Outcome.PROCEED, Preconditions.evaluate(head, EntityTag.strong("v2"), null, NOW));
  }

  /// Field lines are one list (RFC 9110 §5.3), so that two good ones may make a bad one.
  @ParameterizedTest
  @CsvSource({"*, *", "*, ''", "'', *", "*, '\"v0\"'", "'\"v0\"', v1", "v1,"})
  void overwritesNothingForAMalformedList(String line, @Nullable String another) {
    for (String method : List.of("PUT", "POST", "PATCH", "DELETE", "get")) {
      RequestHead head =
          Parsed.requestHead(method, "If-None-Match", line, "If-None-Match", another);
      for (Representation representation : Representation.values()) {
        assertEquals(
            Outcome.FAILED,
            Preconditions.evaluate(head, representation.entityTag(), representation.date, NOW));
      }
    }
  }

  @Test
  void knowsTheObsoleteDateFormats() {
    for (String date : List.of("Sunday, 01-Mar-26 12:00:00 GMT", "Sun Mar  1 12:00:00 2026")) {
      assertEquals(
          Outcome.NOT_MODIFIED,
          Preconditions.evaluate(
              Parsed.requestHead("GET", "If-Modified-Since", date), null, MODIFIED, NOW));
      assertEquals(
          Outcome.FAILED,
          Preconditions.evaluate(
              Parsed.requestHead("PUT", "If-Unmodified-Since", date),
              null,
              MODIFIED.plusSeconds(1),
              NOW));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        // If-Range | current entity tag | whether the range applies
        "none | \"v1\" | true",
        "none | none | true",
        "\"v1\" | \"v1\" | true",
        "\"v1\" | W/\"v1\" | false",
        "W/\"v1\" | W/\"v1\" | false",
        "W/\"v1\" | \"v1\" | false",
        "\"v0\" | \"v1\" | false",
        "\"v1\" | none | false",
        "\"v0\", \"v1\" | \"v1\" | false",
        "* | \"v1\" | false",
        "v1 | \"v1\" | false",
        "`` | \"v1\" | false",
        SAME_DATE + " | \"v1\" | true",
        SAME_DATE + " | none | true",
        SAME_DATE + " | W/\"v1\" | false",
        "Sunday, 01-Mar-26 12:00:00 GMT | \"v1\" | true",
        "Sun, 01 Mar 2026 12:00:01 GMT | \"v1\" | false",
        "Sun, 01 Mar 2026 11:59:59 GMT | \"v1\" | false",
        "2026-03-01T12:00:00Z | \"v1\" | false"
      })
  void appliesARangeOnlyWhenTheValidatorOfIfRangeIsStrongAndTheSame(
      String ifRange, String current, boolean expected) {
    EntityTag tag = current == null ? null : Parsed.entityTag(current);
    RequestHead head = Parsed.requestHead("GET", "Range", "bytes=0-4", "If-Range", ifRange);
    assertEquals(expected, Preconditions.rangeApplies(head, tag, MODIFIED, NOW));
  }

  @Test
  void comparesNoDateOfIfRangeWithOneThatIsNotThere() {
    RequestHead head = Parsed.requestHead("GET", "Range", "bytes=0-4", "If-Range", SAME_DATE);
    assertFalse(Preconditions.rangeApplies(head, null, null, NOW));
  }

  @Test
  void trustsADateOnlyWhenItsSecondIsOver() {
    RequestHead head = Parsed.requestHead("GET", "Range", "bytes=0-4", "If-Range", SAME_DATE);
    Instant sameSecond = Instant.parse("2026-03-01T12:00:00.999Z");
    Instant nextSecond = Instant.parse("2026-03-01T12:00:01Z");
    assertFalse(Preconditions.rangeApplies(head, null, MODIFIED, sameSecond));
    assertTrue(Preconditions.rangeApplies(head, null, MODIFIED, nextSecond));
  }

  @ParameterizedTest
  @CsvSource({"GET, true", "HEAD, false", "POST, false", "PUT, false", "get, false"})
  void appliesRangesToGetOnly(String method, boolean expected) {
    RequestHead head = Parsed.requestHead(method, "Range", "bytes=0-4");
    assertEquals(expected, Preconditions.rangeApplies(head, null, MODIFIED, NOW));
  }

  @Test
  void ignoresIfRangeWithoutRange() {
    RequestHead head = Parsed.requestHead("GET", "If-Range", SAME_DATE);
    assertFalse(Preconditions.rangeApplies(head, null, MODIFIED, NOW));
    assertEquals(Outcome.PROCEED, Preconditions.evaluate(head, null, MODIFIED, NOW));
  }
}
