package dev.ashlar.http.server.observe;

import dev.ashlar.http.server.connection.CompletedExchange;
import dev.ashlar.http.server.connection.ExchangeListener;
import java.io.Closeable;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ReusableMessageFactory;

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
/// | `"GET /a HTTP/1.1"` | the request line: a quote or backslash behind a backslash, what is not printable ASCII as `\xHH`, cut after 1024 characters with `...`; `-` if it never became a request |
/// | `host=ok` | the Host was allowed; `refused`; `-` if it was never judged |
/// | `200` | the status |
/// | `html` | the content: `html`, `text`, `binary`; `upload` was stored; `error` for a status from 400; `-` without content type |
/// | `1024B` | bytes of content sent, without head and chunk framing |
/// | `queue=0us` | time in the queue, in µs; 0 when it was handled inline |
/// | `total=85us` | from the head's arrival to the last byte, in µs |
/// | `incomplete` | only if the response was not sent whole |
///
/// The lines go through the logger `ashlar.access`. If the Log4j configuration in force names it,
/// its appenders get them, and the target given here gets none.
public final class AccessLog implements ExchangeListener, Closeable {
  /// The logger's name.
  public static final String NAME = "ashlar.access";

  /// Takes the lines. A line is valid only during the call.
  private interface Sink extends Closeable {
    void write(CharSequence line);

    @Override
    default void close() throws IOException {}
  }

  private final ThreadLocal<AccessLine> lines = ThreadLocal.withInitial(AccessLine::new);
  private final Sink sink;

  private AccessLog(Sink sink) {
    this.sink = sink;
  }

  /// An access log that goes to a target, unless the Log4j configuration says otherwise.
  public static AccessLog to(LogTarget target) {
    return new AccessLog(isConfigured() ? configured() : new Own(target));
  }

  /// Whether the Log4j configuration in force names the access log.
  public static boolean isConfigured() {
    return LogManager.getContext(false) instanceof LoggerContext context
        && context.getConfiguration().getLoggers().containsKey(NAME);
  }

  private static Sink configured() {
    Logger logger = LogManager.getLogger(NAME);
    return logger::info;
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

  /// A Log4j logger of its own, outside of the configuration: several servers in one process have
  /// several access logs, and a new configuration does not disconnect them.
  private static final class Own implements Sink {
    private static final String CALLER = AccessLog.class.getName();

    private final LogTarget target;
    private final OutputStreamAppender appender;
    private final LoggerConfig logger = new LoggerConfig(NAME, Level.INFO, false);

    Own(LogTarget target) {
      this.target = target;
      this.appender =
          OutputStreamAppender.newBuilder()
              .setName(NAME)
              .setLayout(PatternLayout.newBuilder().setPattern("%m%n").build())
              .setTarget(target.leisurely())
              .build();
      appender.start();
      logger.addAppender(appender, null, null);
    }

    @Override
    public void write(CharSequence line) {
      Message message = ReusableMessageFactory.INSTANCE.newMessage(line);
      logger.log(NAME, CALLER, null, Level.INFO, message, null);
      ReusableMessageFactory.release(message);
    }

    @Override
    public void close() throws IOException {
      appender.stop();
      target.close();
    }
  }
}
