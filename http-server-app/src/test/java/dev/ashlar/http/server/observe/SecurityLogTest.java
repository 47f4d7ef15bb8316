package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Refusal.Rule;
import dev.ashlar.http.server.connection.CompletedExchange;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class SecurityLogTest {
  private static final String GET = "GET /.env HTTP/1.1";

  private final Lines lines = new Lines(Level.WARN);
  private long now = 0;
  private final SecurityLog log = new SecurityLog(lines.logger(), () -> now);

  @Test
  void warnsOfARefusedRequest() {
    log.completed(refused(Rule.PATH, "A name begins with a dot."));
    assertEquals(
        List.of(
            "WARN refused (path) 192.0.2.7:51234 #12/3 \"GET /.env HTTP/1.1\" 403:"
                + " A name begins with a dot."),
        lines.all());
  }

  @Test
  void warnsOfWhatNeverBecameARequest() {
    log.completed(
        Exchanges.headless(Exchanges.refusal(Status.BAD_REQUEST, Rule.PROTOCOL, "A bare LF.")));
    assertEquals(
        List.of("WARN refused (protocol) 192.0.2.7:51234 #12/3 400: A bare LF."), lines.all());
  }

  @Test
  void warnsOfAConnectionThatWasCut() {
    log.cut(Exchanges.CONNECTION, new Refusal(Rule.DEADLINE, "It took the response too slowly."));
    assertEquals(
        List.of("WARN cut (deadline) 192.0.2.7:51234 #12: It took the response too slowly."),
        lines.all());
  }

  @Test
  void saysNothingOfWhatWasNotRefused() {
    log.completed(Exchanges.completed(GET, Exchanges.response(Status.NOT_FOUND, "text/html")));
    assertEquals(List.of(), lines.all());
  }

  @Test
  void namesASectionInAscii() {
    log.completed(refused(Rule.PROTOCOL, "a bare LF (RFC 9112 §2.2)"));
    assertTrue(lines.all().getFirst().endsWith("a bare LF (RFC 9112 section 2.2)"));
  }

  @Test
  void saysAtTheEndThatOneWasLeftOut() {
    for (int request = 0; request < LineBudget.BURST + 1; request++) {
      log.completed(refused(Rule.PATH, "path"));
    }
    log.close();
    assertEquals("WARN 1 more refusals (path) were left out", lines.all().getLast());
  }

  @Test
  void cannotBeForgedByAReason() {
    log.completed(refused(Rule.HOST, "Host is evil\nWARN refused \u001b[2J\u2028{} ${jndi:x}"));
    assertEquals(1, lines.all().size());
    assertTrue(
        lines.all().getFirst().endsWith("evil\\x0AWARN refused \\x1B[2J\\u2028{} ${jndi:x}"));
  }

  @Test
  void cutsALongReason() {
    log.completed(refused(Rule.HOST, "x".repeat(10_000)));
    assertTrue(lines.all().getFirst().length() < 1_000);
    assertTrue(lines.all().getFirst().endsWith("xxx..."));
  }

  @Test
  void leavesOutWhatIsTooMuchOfOneRuleAndSaysHowMuch() {
    for (int request = 0; request < 100; request++) {
      log.completed(refused(Rule.PATH, "path"));
    }
    log.completed(refused(Rule.HOST, "host"));
    assertEquals(LineBudget.BURST + 1, lines.all().size());
    now += LineBudget.INTERVAL.toNanos();
    log.completed(refused(Rule.PATH, "path"));
    assertTrue(lines.all().getLast().endsWith("path (80 like this left out)"));
  }

  @Test
  void saysAtTheEndWhatWasLeftOutLast() {
    for (int request = 0; request < LineBudget.BURST + 7; request++) {
      log.completed(refused(Rule.PATH, "path"));
    }
    log.close();
    assertEquals("WARN 7 more refusals (path) were left out", lines.all().getLast());
  }

  private static CompletedExchange refused(Rule rule, String reason) {
    return Exchanges.completed(GET, Exchanges.refusal(Status.FORBIDDEN, rule, reason));
  }
}
