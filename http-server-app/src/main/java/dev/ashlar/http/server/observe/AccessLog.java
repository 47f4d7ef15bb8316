package dev.ashlar.http.server.observe;

import dev.ashlar.http.server.connection.CompletedExchange;
import dev.ashlar.http.server.connection.ExchangeListener;
import java.io.Closeable;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;

/// One line for each request:
///
/// ```
/// 2026-11-23T10:15:30.123Z worker-1 127.0.0.1:51234 #12/3 "GET /a HTTP/1.1" host=ok 200 html 1024B queue=0us total=85us
/// ```
///
/// | part | meaning |
/// |---|---|
/// | `2026-11-23T10:15:30.123Z` | when the last byte was handed to the kernel, UTC |
/// | `worker-1` | the thread that ended the exchange |
/// | `127.0.0.1:51234` | the client |
/// | `#12/3` | the server's 12th connection, its 3rd request |
/// | `"GET /a HTTP/1.1"` | the request line, which is printable ASCII without quotes and backslashes, cut after 1024 characters with `...`; `-` if it never became a request |
/// | `host=ok` | the Host was allowed; `refused`; `-` if it was never judged |
/// | `200` | the status |
/// | `html` | the content: `html`, `text`, `binary`; `upload` was stored; `error` for a status from 400; `-` without content type |
/// | `1024B` | bytes of content sent, without head and chunk framing |
/// | `queue=0us` | time in the queue, in µs; 0 when it was handled inline |
/// | `total=85us` | from the head's arrival to the last byte, in µs |
/// | `incomplete` | only if the response was not sent whole |
///
/// The lines go to the target given here. If the Log4j configuration in force names the logger
/// `ashlar.access`, its appenders get them instead, and the target gets none.
final class AccessLog implements ExchangeListener, Closeable {
  /// The logger's name.
  static final String NAME = "ashlar.access";

  /// Takes the lines. A line is valid only during the call.
  private interface Sink extends Closeable {
    void write(AsciiText line);

    @Override
    default void close() throws IOException {}
  }

  private final ThreadLocal<AccessLine> lines = ThreadLocal.withInitial(AccessLine::new);
  private final Sink sink;

  private AccessLog(Sink sink) {
    this.sink = sink;
  }

  /// An access log that goes to a target, unless the Log4j configuration says otherwise.
  static AccessLog to(LogTarget target) {
    return new AccessLog(isConfigured() ? configured() : new Own(target));
  }

  /// Whether the Log4j configuration in force names the access log.
  static boolean isConfigured() {
    try {
      return LogManager.getContext(false) instanceof LoggerContext context
          && context.getConfiguration().getLoggers().containsKey(NAME);
    } catch (NoClassDefFoundError otherProvider) {
      // On the class path an embedder may have what is logged written by something else than
      // log4j-core, which has no such configuration.
      return false;
    }
  }

  private static Sink configured() {
    Logger logger = LogManager.getLogger(NAME);
    return line -> logger.info(line.toString());
  }

  @Override
  public void completed(CompletedExchange exchange) {
    sink.write(lines.get().render(exchange, Thread.currentThread(), System.currentTimeMillis()));
  }

  /// Writes out what is left, and closes the target.
  @Override
  public void close() throws IOException {
    sink.close();
  }

  /// Straight to the target: several servers in one process have several access logs, and a new
  /// configuration does not disconnect them. With nothing to configure, all that Log4j could do is
  /// copy.
  private record Own(LogTarget target) implements Sink {
    @Override
    public void write(AsciiText line) {
      target.write(line.append('\n'));
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
