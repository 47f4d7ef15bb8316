package dev.ashlar.http.server.observe;

import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.connection.CompletedExchange;
import dev.ashlar.http.server.connection.ExchangeListener;
import java.io.Closeable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// A warning for every refusal: what was refused, to whom, and why.
///
/// ```
/// refused (path) 127.0.0.1:51234 #12/3 "GET /../etc/passwd HTTP/1.1" 403: The path has a dot segment.
/// cut (deadline) 127.0.0.1:51234 #13: the client took the response too slowly, or not at all
/// ```
///
/// Each rule has a budget of lines; what it leaves out is told with its next line, or at the end.
final class SecurityLog implements ExchangeListener, Closeable {
  /// The logger's name.
  static final String NAME = "ashlar.security";

  private static final int REASON_LIMIT = 512;

  private final Logger logger;
  private final Map<Refusal.Rule, LineBudget> budgets = new EnumMap<>(Refusal.Rule.class);

  /// A log that goes through the logger `ashlar.security`.
  SecurityLog() {
    this(LogManager.getLogger(NAME), System::nanoTime);
  }

  SecurityLog(Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    for (Refusal.Rule rule : Refusal.Rule.values()) {
      budgets.put(rule, new LineBudget(nanoTime));
    }
  }

  @Override
  public void completed(CompletedExchange exchange) {
    Refusal refusal = exchange.response().refusal();
    if (refusal != null) {
      spend(
          refusal,
          leftOut -> {
            AsciiText line = begin("refused", exchange.connection(), refusal);
            line.append('/').append(exchange.number()).append(' ');
            appendRequest(line, exchange.head());
            line.append(exchange.response().status().code());
            logger.warn(end(line, refusal, leftOut));
          });
    }
  }

  @Override
  public void cut(ConnectionInfo connection, Refusal refusal) {
    spend(
        refusal, leftOut -> logger.warn(end(begin("cut", connection, refusal), refusal, leftOut)));
  }

  /// Says what was left out at last.
  @Override
  public void close() {
    budgets.forEach((rule, budget) -> {
      long leftOut = budget.settle();
      if (leftOut > 0) {
        logger.warn("{} more refusals ({}) were left out", leftOut, word(rule));
      }
    });
  }

  private void spend(Refusal refusal, LineBudget.Line line) {
    LineBudget budget = budgets.get(refusal.rule());
    if (budget != null) {
      budget.spend(line);
    }
  }

  private static AsciiText begin(String verb, ConnectionInfo connection, Refusal refusal) {
    AsciiText line = new AsciiText();
    line.append(verb).append(" (").append(word(refusal.rule())).append(") ");
    ClientAddress.append(line, connection.client());
    return line.append(" #").append(connection.id());
  }

  private static void appendRequest(AsciiText line, @Nullable RequestHead head) {
    if (head != null) {
      AccessLine.appendRequestLine(line, head);
      line.append(' ');
    }
  }

  private static String end(AsciiText line, Refusal refusal, String leftOut) {
    // The log is ASCII.
    String reason = refusal.reason().replace("§", "section ");
    Printable.append(line.append(": "), reason, REASON_LIMIT);
    return line.append(leftOut).toString();
  }

  private static String word(Refusal.Rule rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
