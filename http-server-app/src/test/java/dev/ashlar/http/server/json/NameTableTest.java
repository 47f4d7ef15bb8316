package dev.ashlar.http.server.json;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NameTableTest {
  @Test
  void tellsNamesOfOneObjectApartHoweverMany() {
    NameTable names = new NameTable();
    for (int i = 0; i < 100_000; i++) {
      assertTrue(names.add(1, "name" + i));
    }
    for (int i = 0; i < 100_000; i++) {
      assertFalse(names.add(1, "name" + i));
    }
  }

  @Test
  void keepsObjectsApart() {
    NameTable names = new NameTable();
    assertTrue(names.add(1, "a"));
    assertTrue(names.add(2, "a"));
    assertTrue(names.add(1, ""));
    assertFalse(names.add(2, "a"));
  }

  @Test
  void isNotConfusedByNamesWithTheSameJavaHash() {
    NameTable names = new NameTable();
    assertTrue(names.add(1, "Aa"));
    assertTrue(names.add(1, "BB"));
    assertFalse(names.add(1, "BB"));
  }
}
