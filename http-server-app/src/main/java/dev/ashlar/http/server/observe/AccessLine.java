package dev.ashlar.http.server.observe;

import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Refusal.Rule;
import dev.ashlar.http.server.connection.CompletedExchange;
import org.jspecify.annotations.Nullable;

/// Renders the line of one exchange into a text that is used again and again. For one thread.
final class AccessLine {
  /// Characters of the request line that are shown; what is longer ends with `...`.
  static final int REQUEST_LINE_LIMIT = 1024;

  private static final int THREAD_NAME_LIMIT = 64;

  private final AsciiText line = new AsciiText();
  private final Timestamp timestamp = new Timestamp();
  private final AsciiText begin = new AsciiText();
  private long beginMillis = Long.MIN_VALUE;
  private String beginThread = "";

  /// The line without a line end; valid until the next call.
  ///
  /// @param millis when the exchange was completed, since 1970-01-01T00:00:00Z
  AsciiText render(CompletedExchange exchange, Thread thread, long millis) {
    line.clear().append(begin(millis, thread.getName()));
    ClientAddress.append(line.append(' '), exchange.connection().client());
    line.append(" #").append(exchange.connection().id()).append('/').append(exchange.number());
    RequestHead head = exchange.head();
    appendRequestLine(line.append(' '), head);
    line.append(" host=").append(hostVerdict(exchange));
    line.append(' ').append(exchange.response().status().code());
    line.append(' ').append(ContentKind.of(head, exchange.response()).word());
    line.append(' ').append(exchange.contentBytes());
    line.append("B queue=").append(exchange.queuedNanos() / 1000);
    line.append("us total=").append(exchange.totalNanos() / 1000).append("us");
    if (!exchange.complete()) {
      line.append(" incomplete");
    }
    return line;
  }

  /// When and where, which many lines have in common.
  private AsciiText begin(long millis, String thread) {
    if (millis != beginMillis || !thread.equals(beginThread)) {
      beginMillis = millis;
      beginThread = thread;
      timestamp.append(begin.clear(), millis);
      Printable.append(begin.append(' '), thread, THREAD_NAME_LIMIT);
    }
    return begin;
  }

  /// Appends the request line in quotes, or a dash if there was none.
  static void appendRequestLine(AsciiText line, @Nullable RequestHead head) {
    if (head == null) {
      line.append('-');
      return;
    }
    line.append('"');
    Printable.appendRequestLine(line, head, REQUEST_LINE_LIMIT);
    line.append('"');
  }

  /// The host is judged as soon as there is a head, whatever becomes of the content; and HTTP/1.0
  /// need not name one.
  private static String hostVerdict(CompletedExchange exchange) {
    RequestHead head = exchange.head();
    if (head == null || !namesHost(head)) {
      return "-";
    }
    Refusal refusal = exchange.response().refusal();
    return refusal != null && refusal.rule() == Rule.HOST ? "refused" : "ok";
  }

  private static boolean namesHost(RequestHead head) {
    return head.version() == HttpVersion.HTTP_1_1 || head.authority() != null;
  }
}
