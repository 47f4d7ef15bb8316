package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SentenceTest {
  @Test
  void writesNumbersTheSameWhereverTheServerRuns() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals("1,000 bytes", Sentence.of("%,d bytes", 1000));
    } finally {
      Locale.setDefault(usual);
    }
  }
}
