package dev.ashlar.http.server.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingLookTest {
  @Test
  void writesAnyDate() {
    for (Instant time : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
      StringBuilder html = new StringBuilder();
      ListingLook.time(html, time);
      assertTrue(html.toString().contains("\"" + time + "\""), html.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048575, 1.0 MiB",
    "1048576, 1.0 MiB",
    "9223372036854775807, 8.0 EiB"
  })
  void writesSizesForPeople(long bytes, String text) {
    assertEquals(text, ListingLook.size(bytes));
  }
}
