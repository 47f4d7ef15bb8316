package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class ServerLogTest {
  private final Lines lines = new Lines(Level.DEBUG);
  private final ServerLog log = new ServerLog(lines.logger(), () -> 0);

  @Test
  void followsAConnectionAtDebugLevel() {
    log.opened(Exchanges.CONNECTION);
    log.closed(Exchanges.CONNECTION, 7);
    assertEquals(
        List.of(
            "DEBUG connection 192.0.2.7:51234 #12 opened",
            "DEBUG connection 192.0.2.7:51234 #12 closed after 7 requests"),
        lines.all());
  }

  @Test
  void warnsThatAcceptingIsPaused() {
    log.acceptingPaused(1000, "the limit is reached");
    log.acceptingResumed(990);
    assertEquals(
        List.of(
            "WARN accepting paused at 1000 connections: the limit is reached",
            "INFO accepting goes on at 990 connections"),
        lines.all());
  }

  @Test
  void tellsFailuresWithTheirTrace() {
    log.failed(Exchanges.CONNECTION, new IllegalStateException("a bug"));
    assertEquals("ERROR connection 192.0.2.7:51234 #12 failed", lines.all().getFirst());
    assertEquals("    java.lang.IllegalStateException: a bug", lines.all().get(1));
  }

  @Test
  void cannotBeFilledByOneFailureAfterTheOther() {
    for (int failure = 0; failure < 1_000; failure++) {
      log.failed(Exchanges.CONNECTION, new IllegalStateException("a bug"));
    }
    assertEquals(
        LineBudget.BURST, lines.all().stream().filter(line -> line.startsWith("ERROR")).count());
  }

  @Test
  void tellsOfAPauseHoweverManyFailuresThereWere() {
    for (int failure = 0; failure < 1_000; failure++) {
      log.failed(Exchanges.CONNECTION, new IllegalStateException("a bug"));
    }
    log.acceptingPaused(1000, "the limit is reached");
    assertEquals(
        "WARN accepting paused at 1000 connections: the limit is reached", lines.all().getLast());
  }

  @Test
  void saysNothingOfConnectionsAboveDebugLevel() {
    Lines quiet = new Lines(Level.INFO);
    ServerLog other = new ServerLog(quiet.logger(), () -> 0);
    other.opened(Exchanges.CONNECTION);
    other.closed(Exchanges.CONNECTION, 1);
    assertTrue(quiet.all().isEmpty());
  }
}
