package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Refusal.Rule;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.CompletedExchange;
import org.junit.jupiter.api.Test;

class AccessLineTest {
  private static final Response PAGE = Exchanges.response(Status.OK, "text/html");

  private final AccessLine line = new AccessLine();

  @Test
  void saysWhoAskedForWhatAndWhatBecameOfIt() {
    assertEquals(
        "2026-11-23T10:15:30.123Z worker-1 192.0.2.7:51234 #12/3 \"GET /a?b HTTP/1.1\""
            + " host=ok 200 html 1024B queue=1us total=85us",
        render(Exchanges.completed("GET /a?b HTTP/1.1", PAGE)));
  }

  @Test
  void saysThatAResponseWasNotSentWhole() {
    var exchange = new Exchanges.Completed(Exchanges.head("GET / HTTP/1.1"), PAGE, false);
    assertTrue(render(exchange).endsWith(" total=85us incomplete"));
  }

  @Test
  void saysWhatBecameOfTheHost() {
    String get = "GET / HTTP/1.1";
    expectHost("refused", Exchanges.completed(get, refusal(Rule.HOST)));
    expectHost("ok", Exchanges.completed(get, refusal(Rule.PATH)));
    expectHost("ok", Exchanges.completed(get, refusal(Rule.PROTOCOL)));
    expectHost("-", Exchanges.headless(refusal(Rule.PROTOCOL)));
    RequestHead hostless = Exchanges.parse("GET / HTTP/1.0\r\n\r\n");
    expectHost("-", new Exchanges.Completed(hostless, PAGE, true));
  }

  @Test
  void showsADashForWhatNeverBecameARequest() {
    assertTrue(render(Exchanges.headless(refusal(Rule.PROTOCOL))).contains(" #12/3 - host=- 400 "));
  }

  @Test
  void cutsALongRequestLine() {
    String target = "/" + "x".repeat(2 * AccessLine.REQUEST_LINE_LIMIT);
    String printed = render(Exchanges.completed("GET " + target + " HTTP/1.1", PAGE));
    assertTrue(printed.contains("xxx...\" host="), printed);
    assertTrue(printed.length() < AccessLine.REQUEST_LINE_LIMIT + 200);
  }

  @Test
  void isRenderedAnewEachTime() {
    String first = render(Exchanges.completed("GET /long-one HTTP/1.1", PAGE));
    render(Exchanges.completed("GET / HTTP/1.1", PAGE));
    assertEquals(first, render(Exchanges.completed("GET /long-one HTTP/1.1", PAGE)));
  }

  @Test
  void saysWhenAndOnWhichThread() {
    var exchange = Exchanges.completed("GET / HTTP/1.1", PAGE);
    Thread worker = thread("worker-1");
    expectBegin("2026-11-23T10:15:30.123Z worker-1 ", exchange, worker, Exchanges.END_MILLIS);
    expectBegin("2026-11-23T10:15:30.124Z worker-1 ", exchange, worker, Exchanges.END_MILLIS + 1);
    worker.setName("worker-2");
    expectBegin("2026-11-23T10:15:30.124Z worker-2 ", exchange, worker, Exchanges.END_MILLIS + 1);
  }

  private void expectBegin(String begin, CompletedExchange exchange, Thread thread, long millis) {
    String printed = line.render(exchange, thread, millis).toString();
    assertTrue(printed.startsWith(begin + "192.0.2.7:"), printed);
  }

  private void expectHost(String verdict, CompletedExchange exchange) {
    String printed = render(exchange);
    assertTrue(printed.contains(" host=" + verdict + " "), printed);
  }

  private static Response refusal(Rule rule) {
    return Exchanges.refusal(Status.BAD_REQUEST, rule, "because");
  }

  private String render(CompletedExchange exchange) {
    return line.render(exchange, thread("worker-1"), Exchanges.END_MILLIS).toString();
  }

  private static Thread thread(String name) {
    return Thread.ofPlatform().name(name).unstarted(() -> {});
  }
}
