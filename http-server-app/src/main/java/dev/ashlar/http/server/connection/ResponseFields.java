package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The field lines that the server adds to every response, rendered once and used many times:
/// `Date` for as long as its second lasts, and `Keep-Alive` without the number of requests at its
/// end.
///
/// Safe for use by several threads.
final class ResponseFields {
  private final InstantSource clock;
  private final Fields keepAlive;
  private final Fields close = Fields.of(FieldName.CONNECTION, "close");
  private volatile DateField date = new DateField(Long.MIN_VALUE, Fields.NONE);

  private record DateField(long second, Fields fields) {}

  /// @param clock that `Date` tells the time of
  ResponseFields(Duration idleTimeout, InstantSource clock) {
    this.clock = clock;
    long idleSeconds = Math.max(1, idleTimeout.toSeconds());
    this.keepAlive =
        Fields.builder()
            .add(FieldName.CONNECTION, "keep-alive")
            .add(FieldName.KEEP_ALIVE, "timeout=" + idleSeconds + ", max=")
            .build();
  }

  /// `Date`, correct to the second (RFC 9110 §6.6.1).
  Fields date() {
    long second = Math.floorDiv(clock.millis(), 1000L);
    DateField current = date;
    if (current.second != second) {
      String value = HttpDate.format(Instant.ofEpochSecond(second));
      current = new DateField(second, Fields.of(FieldName.DATE, value));
      date = current;
    }
    return current.fields;
  }

  /// Says that the connection stays open. The number of requests that it still takes has to be
  /// written behind these lines.
  Fields keepAlive() {
    return keepAlive;
  }

  /// Says that the connection will be closed.
  Fields close() {
    return close;
  }
}
