package dev.ashlar.http.server.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.security.FileStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {
  private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05.678901234Z");
  private static final FileStamp STAMP = new FileStamp(100, MODIFIED, "(dev=1,ino=2)");

  @ParameterizedTest
  @CsvSource({"0, true", "1999999999, true", "2000000000, false", "5000000000, false", "-1, true"})
  void hasAWeakTagUntilTheFileHasBeenStillForTwoSeconds(long nanosLater, boolean weak) {
    Instant now = MODIFIED.plusNanos(nanosLater);

    assertEquals(weak, Validators.of(STAMP, now).entityTag().weak());
  }

  @Test
  void dropsTheFractionOfASecond() {
    assertEquals(
        Instant.parse("2026-01-02T03:04:05Z"),
        Validators.of(STAMP, MODIFIED.plusSeconds(9)).lastModified());
  }

  @Test
  void isNeverLaterThanNow() {
    Instant now = MODIFIED.minus(Duration.ofDays(1));

    Validators validators = Validators.of(STAMP, now);

    assertFalse(validators.lastModified().isAfter(now));
    assertTrue(validators.entityTag().weak(), "a time in the future has not settled");
  }

  /// Some file systems keep any number of seconds.
  @ParameterizedTest
  @CsvSource({
    "+1000000000-12-31T23:59:59.999999999Z, true",
    "+292278994-08-17T07:12:55.807Z, true",
    "-1000000000-01-01T00:00:00Z, false"
  })
  void existsForAnyDate(Instant modified, boolean weak) {
    FileStamp stamp = new FileStamp(100, modified, STAMP.identity());

    Validators validators = Validators.of(stamp, MODIFIED);

    assertEquals(weak, validators.entityTag().weak());
    assertFalse(validators.lastModified().isAfter(MODIFIED));
    assertFalse(Validators.settles(stamp).isBefore(modified));
  }

  @Test
  void hasAnotherTagForEachChange() {
    Instant now = MODIFIED.plusSeconds(60);
    Set<String> tags =
        Stream.of(
                STAMP,
                new FileStamp(101, MODIFIED, STAMP.identity()),
                new FileStamp(100, MODIFIED.plusNanos(1), STAMP.identity()),
                new FileStamp(100, MODIFIED.plusSeconds(1), STAMP.identity()),
                new FileStamp(100, MODIFIED, "(dev=1,ino=3)"))
            .map(stamp -> Validators.of(stamp, now).entityTag().opaque())
            .collect(Collectors.toSet());

    assertEquals(5, tags.size());
  }

  @Test
  void hasTheSameTagForTheSameState() {
    FileStamp same = new FileStamp(100, MODIFIED, "(dev=1,ino=2)");

    assertEquals(
        Validators.of(STAMP, MODIFIED.plusSeconds(3)),
        Validators.of(same, MODIFIED.plusSeconds(30_000)));
  }

  @Test
  void givesWhatIsMadeOfTheContentAWeakTagOfItsOwn() {
    Validators original = Validators.of(STAMP, MODIFIED.plusSeconds(60));

    Validators derived = original.ofDerived("gzip");

    assertTrue(derived.entityTag().weak());
    assertNotEquals(original.entityTag().opaque(), derived.entityTag().opaque());
    assertEquals(original.lastModified(), derived.lastModified());
  }
}
