package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadIdTest {
  private final AtomicLong now =
      new AtomicLong(Instant.parse("2026-11-23T10:00:00Z").toEpochMilli());
  private final UploadIds ids =
      new UploadIds(() -> Instant.ofEpochMilli(now.get()), new SecureRandom());

  @Test
  void tellsItsTime() {
    UploadId id = ids.next();
    assertEquals(Instant.parse("2026-11-23T10:00:00Z"), id.time());
    assertEquals(id, UploadId.parse(id.text()));
  }

  @Test
  void sortsInTheOrderOfMakingEvenWithinAMillisecond() {
    UploadId last = ids.next();
    for (int i = 0; i < 5000; i++) {
      UploadId next = ids.next();
      assertTrue(last.compareTo(next) < 0);
      last = next;
    }
    assertEquals(now.get() + 4, last.time().toEpochMilli());
  }

  @Test
  void sortsInTheOrderOfMakingWhenTheClockIsSetBack() {
    UploadId before = ids.next();
    now.addAndGet(-1000);
    UploadId after = ids.next();
    assertTrue(before.compareTo(after) < 0);
    now.addAndGet(1001);
    assertTrue(after.compareTo(ids.next()) < 0);
  }

  @Test
  void drawsEveryRandomCharacterAnew() {
    UploadIds real = new UploadIds(InstantSource.system(), new SecureRandom());
    for (int position = 12; position < UploadId.LENGTH; position++) {
      Set<Character> seen = new HashSet<>();
      for (int i = 0; i < 1000; i++) {
        seen.add(real.next().text().charAt(position));
      }
      assertEquals(32, seen.size(), "all characters are met at " + position);
    }
    assertNotEquals(real.next().text().substring(12), real.next().text().substring(12));
  }

  @Test
  void hasAFirstAndALast() {
    assertNotNull(UploadId.parse("0".repeat(38)));
    assertNotNull(UploadId.parse("7" + "z".repeat(37)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000000000000000000000000000000000000",
        "000000000000000000000000000000000000000",
        "80000000000000000000000000000000000000",
        "0000000000000000000000000000000000000i",
        "0000000000000000000000000000000000000l",
        "0000000000000000000000000000000000000o",
        "0000000000000000000000000000000000000u",
        "0000000000000000000000000000000000000A",
        "../../../../../../../../../../../../etc",
        "/0000000000000000000000000000000000000",
        "0000000000000000000000000000000000000é"
      })
  void isNothingElse(String text) {
    assertNull(UploadId.parse(text));
  }
}
