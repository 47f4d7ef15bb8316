package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
  @ParameterizedTest
  @CsvSource({
    "100, Continue",
    "200, OK",
    "206, Partial Content",
    "304, Not Modified",
    "413, Content Too Large",
    "416, Range Not Satisfiable",
    "422, Unprocessable Content",
    "431, Request Header Fields Too Large",
    "505, HTTP Version Not Supported",
    "507, Insufficient Storage",
  })
  void constantsAreFoundByCode(int code, String reason) {
    Status status = Status.of(code);
    assertEquals(new Status(code, reason), status);
    assertSame(status, Status.of(code));
    assertEquals(code + " " + reason, status.toString());
  }

  @Test
  void codesWithoutConstantHaveNoReason() {
    assertEquals(new Status(299, ""), Status.of(299));
    assertEquals("299", Status.of(299).toString());
  }

  @Test
  void only1xxAreInterim() {
    assertTrue(Status.CONTINUE.isInterim());
    assertTrue(Status.of(199).isInterim());
    assertFalse(Status.OK.isInterim());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600, 1000})
  void codesHaveThreeDigitsAndAKnownClass(int code) {
    assertThrows(IllegalArgumentException.class, () -> Status.of(code));
    assertThrows(IllegalArgumentException.class, () -> new Status(code, ""));
  }

  @Test
  void reasonsCannotBreakTheStatusLine() {
    assertThrows(IllegalArgumentException.class, () -> new Status(200, "a\r\nb"));
    assertThrows(IllegalArgumentException.class, () -> new Status(200, "\u20ac"));
  }
}
