package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void isNamed() {
    assertTrue(SmokeTest.class.getModule().isNamed());
  }
}
