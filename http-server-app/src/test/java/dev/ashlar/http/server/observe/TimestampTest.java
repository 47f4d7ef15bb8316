package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  private final Timestamp timestamp = new Timestamp();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T10:15:30.123Z",
        "2026-11-23T10:15:30.000Z",
        "2026-11-23T10:15:30.009Z",
        "2024-02-29T23:59:59.990Z",
        "1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999Z"
      })
  void printsMilliseconds(String moment) {
    assertEquals(moment, print(Instant.parse(moment).toEpochMilli()));
  }

  @Test
  void followsAClockThatGoesOnAndBack() {
    assertEquals("1970-01-01T00:00:01.999Z", print(1_999));
    assertEquals("1970-01-01T00:00:02.000Z", print(2_000));
    assertEquals("1970-01-01T00:00:01.998Z", print(1_998));
  }

  private String print(long millis) {
    AsciiText line = new AsciiText();
    timestamp.append(line, millis);
    return line.toString();
  }
}
