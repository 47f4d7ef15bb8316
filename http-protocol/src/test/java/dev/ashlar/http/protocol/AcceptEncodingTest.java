package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
  private static final List<String> ALL = List.of("br", "zstd", "gzip", "identity");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // The examples of RFC 9110 §12.5.3.
        "compress, gzip | gzip",
        "* | br",
        "compress;q=0.5, gzip;q=1.0 | gzip",
        "gzip;q=1.0, identity; q=0.5, *;q=0 | gzip",
        // Browsers.
        "gzip, deflate, br, zstd | br",
        "gzip, deflate | gzip",
        // Weights first, then the order of the server.
        "br;q=0.1, zstd;q=0.2, gzip;q=0.3 | gzip",
        "br;q=0.5, zstd;q=0.5, gzip;q=0.5 | br",
        "gzip;q=0.001 | gzip",
        "identity;q=1, *;q=0.5 | identity",
        "identity, gzip | gzip",
        "identity;q=0.5, gzip;q=0.4 | identity",
        // No coding is acceptable unless it is excluded.
        "'' | identity",
        "' , ,' | identity",
        "deflate | identity",
        "br;q=0, zstd;q=0, gzip;q=0 | identity",
        "identity | identity",
        "*;q=0 | none",
        "identity;q=0 | none",
        "identity;q=0, deflate | none",
        "*;q=0, identity;q=0.1 | identity",
        "identity;q=0, * | br",
        "br;q=0, * | zstd",
        // Names are case-insensitive and have aliases.
        "X-GZip | gzip",
        "GZIP;Q=0.5 | gzip",
        "x-gzip;q=0, * | br",
        // The first of the same name decides.
        "gzip;q=0, gzip, deflate | identity",
        "gzip, gzip;q=0 | gzip",
        // Empty elements and white space.
        ",, gzip\t;\tq=0.5 ,,br;q=0.4 , | gzip"
      })
  void prefers(String value, String expected) {
    assertEquals(expected, AcceptEncoding.parse(value).preferred(ALL));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "gzip deflate",
        "gzip;q",
        "gzip;q=",
        "gzip;q=2",
        "gzip;q=1.0000",
        "gzip;level=9",
        "gzip;q=1;level=9",
        "gzip;q=0.5;q=0.5",
        "gzip, \"br\"",
        "gzip, /",
        "gzip, \u0000",
        "gz\u00EFp"
      })
  void preparesNoCodingWithoutAUsableField(String value) {
    AcceptEncoding encodings = AcceptEncoding.parse(value);
    assertEquals("identity", encodings.preferred(ALL));
    // All are acceptable nevertheless, and what has no other form is sent as it is.
    assertEquals("gzip", encodings.preferred(List.of("gzip")));
  }

  @Test
  void ignoresAFieldWithTooManyCodings() {
    String most = "gzip, ".repeat(AcceptEncoding.MAX_CODINGS);
    assertEquals("gzip", AcceptEncoding.parse(most).preferred(ALL));
    assertEquals("identity", AcceptEncoding.parse(most + "gzip").preferred(ALL));
    assertEquals("gzip", AcceptEncoding.parse(", ".repeat(1_000_000) + "gzip").preferred(ALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip;q=0.5 | gzip | 500",
        "gzip;q=0.5 | x-gzip | 500",
        "compress | X-Compress | 1000",
        "gzip;q=0.5 | identity | 1",
        "gzip;q=0.5 | br | 0",
        "*;q=0.3, br | identity | 300",
        "*;q=0.3, *;q=0.4 | gzip | 300",
        "'' | gzip | 0"
      })
  void weighs(String value, String coding, int expected) {
    assertEquals(expected, AcceptEncoding.parse(value).quality(coding));
  }

  @Test
  void prefersNothingOfNothing() {
    assertNull(AcceptEncoding.parse("gzip").preferred(List.of()));
    assertNull(AcceptEncoding.parse("gzip").preferred(List.of("br")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-GZIP;q=0.50 , br ,*;q=0 | gzip;q=0.5, br, *;q=0",
        "'' | ''",
        "gzip;q=nonsense | 'identity, *;q=0.001'"
      })
  void rendersWhatMeansTheSame(String value, String expected) {
    assertEquals(expected, AcceptEncoding.parse(value).toString());
    assertEquals(expected, AcceptEncoding.parse(expected).toString());
  }
}
