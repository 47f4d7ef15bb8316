package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  @Test
  void showsWhereItHappened() {
    List<String> lines = Trace.of(new IllegalStateException("broken")).lines().toList();
    assertEquals("    java.lang.IllegalStateException: broken", lines.getFirst());
    assertTrue(lines.get(1).contains("at ") && lines.get(1).contains("TraceTest"), lines.get(1));
  }

  @Test
  void indentsAndEscapesAMessageWithLinesOfItsOwn() {
    String forged = "x\n2026-01-01T00:00:00.000Z INFO  ashlar.server [main] all is well\u001b[2J";
    for (String line : Trace.of(new IllegalStateException(forged)).lines().toList()) {
      assertTrue(line.matches("    [ -~]+"), line);
    }
  }

  @Test
  void endsBeforeItFillsADisk() {
    Throwable failure = new IllegalStateException("x".repeat(100_000));
    for (int cause = 0; cause < 1_000; cause++) {
      failure = new IllegalStateException("y".repeat(10_000), failure);
    }
    assertTrue(Trace.of(failure).length() < 64 * 1024);
  }
}
