package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SentenceTest {
  /// With other digits than ours, and other points.
  private static final Locale ELSEWHERE = Locale.forLanguageTag("ar-EG-u-nu-arab");

  private final Locale usual = Locale.getDefault();

  @BeforeEach
  void goElsewhere() {
    Locale.setDefault(ELSEWHERE);
  }

  @AfterEach
  void comeBack() {
    Locale.setDefault(usual);
  }

  @Test
  void writesNumbersTheSameWhereverTheServerRuns() {
    assertEquals("1,000 bytes", Sentence.of("%,d bytes", 1000));
  }

  @Test
  void saysHowLongADigestIs() {
    assertEquals(
        new FieldReading.Malformed<>(
            "The field Content-Digest has no digest of 32 bytes for sha-256."),
        Digest.parse(Digest.CONTENT_DIGEST, "sha-256=:AA==:"));
  }
}
