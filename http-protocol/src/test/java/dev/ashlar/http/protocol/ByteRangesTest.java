package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {
  /// The representation of the examples in RFC 9110 §14.1.2.
  private static final long LENGTH = 10_000;

  private static final ByteRanges WHOLE = new ByteRanges.Whole();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The examples of RFC 9110 §14.1.2.
        "bytes=0-499             | bytes=0-499",
        "bytes=500-999           | bytes=500-999",
        "bytes=-500              | bytes=9500-9999",
        "bytes=9500-             | bytes=9500-9999",
        "bytes=0-0,-1            | bytes=0-0,9999-9999",
        "bytes= 0-999, 4500-5499, -1000 | bytes=0-999,4500-5499,9000-9999",
        "bytes=500-600,601-999   | bytes=500-999",
        // Clipped to the representation.
        "bytes=0-                | bytes=0-9999",
        "bytes=0-9999            | bytes=0-9999",
        "bytes=0-10000           | bytes=0-9999",
        "bytes=9999-             | bytes=9999-9999",
        "bytes=9999-99999        | bytes=9999-9999",
        "bytes=-1                | bytes=9999-9999",
        "bytes=-10000            | bytes=0-9999",
        "bytes=-10001            | bytes=0-9999",
        "bytes=0-9223372036854775807    | bytes=0-9999",
        "bytes=0-9223372036854775808    | bytes=0-9999",
        "bytes=-99999999999999999999999 | bytes=0-9999",
        "bytes=00000000000000000000000-00000000000000000000000499 | bytes=0-499",
        // The unsatisfiable ones among satisfiable ones are left out.
        "bytes=10000-,0-0,-0     | bytes=0-0",
        // Units are case-insensitive, and empty elements ignored.
        "BYTES=0-499             | bytes=0-499",
        "bytes=,0-1,,\t3-4 ,     | bytes=0-1,3-4",
        // In the order of the field, not of the representation.
        "bytes=50-59,0-9,20-29   | bytes=50-59,0-9,20-29",
        // What overlaps or is adjacent becomes one, in the place of the first.
        "bytes=50-59,0-9,60-69   | bytes=50-69,0-9",
        "bytes=0-9,20-29,10-19   | bytes=0-29",
        "bytes=20-29,0-9,100-109,5-12 | bytes=20-29,0-12,100-109",
        "bytes=0-9,0-9           | bytes=0-9",
        "bytes=5-5,0-9999        | bytes=0-9999"
      })
  void findsTheSatisfiableRanges(String value, String expected) {
    assertEquals(expected, ByteRanges.parse(value, LENGTH).toString());
    assertInstanceOf(ByteRanges.Satisfiable.class, ByteRanges.parse(value, LENGTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes= , ,",
        "bytes 0-499",
        "bytes = 0-499",
        "=0-499",
        "0-499",
        "bytes=0",
        "bytes=-",
        "bytes=--1",
        "bytes=-1-",
        "bytes=a-b",
        "bytes=0x0-0x5",
        "bytes=+0-5",
        "bytes=0-+5",
        "bytes=0 - 5",
        "bytes=0- 5",
        "bytes=0-5-9",
        "bytes=0-5;9-10",
        "bytes=0-5 9-10",
        "bytes=0-5,bytes=9-10",
        "bytes=5-4",
        "bytes=0-1,5-4",
        "bytes=20000-10000",
        // No `long` can hold these, and yet they end before they begin.
        "bytes=9223372036854775808-9223372036854775807",
        "bytes=99999999999999999999999-99999999999999999999998",
        "bytes=100000000000000000000-99999999999999999999",
        "bytes=100000000000000000000-000099999999999999999999",
        "bytes=0-9,99999999999999999999999-99999999999999999999998",
        "bytes=0-499/10000",
        "bytes=*",
        "bytes=\u0660-\u0665",
        "bytes=0-\u0000",
        "items=0-499",
        "byte=0-499",
        "bytess=0-499"
      })
  void ignoresAFieldThatIsMalformedOrHasAnotherUnit(String value) {
    assertEquals(WHOLE, ByteRanges.parse(value, LENGTH));
  }

  @Test
  void needsNoField() {
    assertEquals(WHOLE, ByteRanges.parse(null, LENGTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10000-",
        "bytes=10000-10000",
        "bytes=-0",
        "bytes=-000",
        "bytes=9223372036854775807-",
        "bytes=9223372036854775808-9223372036854775809",
        "bytes=99999999999999999999999999-",
        "bytes=99999999999999999999999999-99999999999999999999999999",
        "bytes=00099999999999999999999999-99999999999999999999999",
        "bytes=99999999999999999999999998-99999999999999999999999999",
        "bytes=99999999999999999999-100000000000000000000",
        "bytes=10000-,20000-30000,-0"
      })
  void isUnsatisfiableBeyondTheEnd(String value) {
    ByteRanges ranges = ByteRanges.parse(value, LENGTH);
    assertEquals(new ByteRanges.Unsatisfiable(LENGTH), ranges);
    assertEquals("bytes */10000", new ByteRanges.Unsatisfiable(LENGTH).contentRange());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=5-9", "bytes=-0", "bytes=-5"})
  void ignoresTheFieldForAnEmptyRepresentation(String value) {
    assertEquals(WHOLE, ByteRanges.parse(value, 0));
  }

  @Test
  void reachesTheEndOfTheLargestRepresentation() {
    assertEquals(
        new ByteRanges.Satisfiable(List.of(new ByteRange(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1))),
        ByteRanges.parse("bytes=9223372036854775806-", Long.MAX_VALUE));
    assertEquals(
        new ByteRanges.Satisfiable(List.of(new ByteRange(0, Long.MAX_VALUE - 1))),
        ByteRanges.parse("bytes=9223372036854775806-,0-9223372036854775805", Long.MAX_VALUE));
  }

  @Test
  void servesAsManyRangesAsItPromisesAndNoMore() {
    assertEquals(ByteRanges.MAX_RANGES, count(ascending(ByteRanges.MAX_RANGES)));
    assertEquals(WHOLE, ByteRanges.parse(ascending(ByteRanges.MAX_RANGES + 1), LENGTH));
    String unsatisfiable = ",99999-".repeat(ByteRanges.MAX_RANGES - 1);
    assertEquals(1, count("bytes=0-0" + unsatisfiable));
    assertEquals(WHOLE, ByteRanges.parse("bytes=0-0,1-1" + unsatisfiable, LENGTH));
  }

  @Test
  void servesRangesOutOfOrderOnlyWhileTheyAreFew() {
    assertEquals(ByteRanges.MAX_UNORDERED, count(descending(ByteRanges.MAX_UNORDERED)));
    assertEquals(WHOLE, ByteRanges.parse(descending(ByteRanges.MAX_UNORDERED + 1), LENGTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-,0-,0-",
        "bytes=0-10,5-15,10-20",
        "bytes=0-1,1-2,10-11,11-12",
        "bytes=0-,-1,-2"
      })
  void ignoresMoreThanTwoRangesThatOverlap(String value) {
    assertEquals(WHOLE, ByteRanges.parse(value, LENGTH));
  }

  @Test
  void keepsNothingOfEmptyElementsHoweverMany() {
    String value = "bytes=" + ", ".repeat(1_000_000) + "0-0";
    assertEquals("bytes=0-0", ByteRanges.parse(value, LENGTH).toString());
  }

  /// Whatever is asked for: exactly these bytes, each once, in no more parts than were asked for.
  @Test
  void coversExactlyWhatWasAskedFor() {
    Random random = new Random(14);
    int satisfiable = 0;
    for (int run = 0; run < 20_000; run++) {
      int length = 1 + random.nextInt(60);
      BitSet asked = new BitSet();
      String value = randomField(random, length, asked);
      switch (ByteRanges.parse(value, length)) {
        case ByteRanges.Satisfiable(List<ByteRange> ranges) -> {
          assertCovers(asked, ranges, value);
          satisfiable++;
        }
        case ByteRanges.Unsatisfiable(long completeLength) -> {
          assertEquals(length, completeLength);
          assertTrue(asked.isEmpty(), value);
        }
        case ByteRanges.Whole() -> assertTrue(asked.cardinality() > 0, value);
      }
    }
    assertTrue(satisfiable > 5_000, "too few cases to show anything");
  }

  private static String randomField(Random random, int length, BitSet asked) {
    StringJoiner field = new StringJoiner(",", "bytes=", "");
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(length + 5);
      int last = first + random.nextInt(6);
      field.add(first + "-" + last);
      asked.set(Math.min(first, length), Math.min(last + 1, length));
    }
    return field.toString();
  }

  private static void assertCovers(BitSet asked, List<ByteRange> ranges, String value) {
    BitSet covered = new BitSet();
    for (ByteRange range : ranges) {
      int first = Math.toIntExact(range.first());
      int last = Math.toIntExact(range.last());
      // Neither the range nor a neighbour of it may belong to another one.
      assertTrue(covered.get(Math.max(0, first - 1), last + 2).isEmpty(), value);
      covered.set(first, last + 1);
    }
    assertEquals(asked, covered, value);
    assertEquals(
        new ByteRanges.Satisfiable(ranges),
        ByteRanges.parse(new ByteRanges.Satisfiable(ranges).toString(), 1_000));
  }

  private static int count(String value) {
    return assertInstanceOf(ByteRanges.Satisfiable.class, ByteRanges.parse(value, LENGTH))
        .ranges()
        .size();
  }

  private static String ascending(int count) {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ranges.add(10 * i + "-" + (10 * i + 1));
    }
    return "bytes=" + String.join(",", ranges);
  }

  private static String descending(int count) {
    List<String> ranges = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      ranges.add(10 * i + "-" + (10 * i + 1));
    }
    return "bytes=" + String.join(",", ranges);
  }

  @Test
  void rendersContentRange() {
    assertEquals("bytes 42-1233/1234", new ByteRange(42, 1233).contentRange(1234));
    assertEquals(1192, new ByteRange(42, 1233).length());
    assertEquals("bytes 0-9/10", new ByteRange(0, 9).contentRange(10));
    assertEquals(Long.MAX_VALUE, new ByteRange(0, Long.MAX_VALUE - 1).length());
  }

  @Test
  void cannotBeMadeOfNonsense() {
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(0, Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(0, 10).contentRange(5));
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(0, 10).contentRange(10));
    assertThrows(IllegalArgumentException.class, () -> new ByteRanges.Unsatisfiable(-1));
    assertThrows(IllegalArgumentException.class, () -> new ByteRanges.Satisfiable(List.of()));
    assertThrows(IllegalArgumentException.class, () -> ByteRanges.parse("bytes=0-", -1));
  }
}
