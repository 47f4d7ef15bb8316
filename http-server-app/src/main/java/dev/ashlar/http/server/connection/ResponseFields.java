package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpDate;
import java.time.Duration;
import java.time.Instant;

/// The field lines that the server adds to every response, rendered once and used many times:
/// `Date` for as long as its second lasts, `Keep-Alive` for each number of requests that may be
/// left.
///
/// Safe for use by several threads.
final class ResponseFields {
  private static final int RENDERED_IN_ADVANCE = 1000;

  private final long idleSeconds;
  private final Fields[] keepAlive;
  private final Fields close = Fields.of(FieldName.CONNECTION, "close");
  private volatile DateField date = new DateField(Long.MIN_VALUE, Fields.NONE);

  private record DateField(long second, Fields fields) {}

  ResponseFields(Duration idleTimeout, int maxRequests) {
    this.idleSeconds = Math.max(1, idleTimeout.toSeconds());
    this.keepAlive = new Fields[Math.min(maxRequests, RENDERED_IN_ADVANCE)];
    for (int left = 0; left < keepAlive.length; left++) {
      keepAlive[left] = renderKeepAlive(left);
    }
  }

  /// `Date`, correct to the second (RFC 9110 §6.6.1).
  Fields date() {
    long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
    DateField current = date;
    if (current.second != second) {
      String value = HttpDate.format(Instant.ofEpochSecond(second));
      current = new DateField(second, Fields.of(FieldName.DATE, value));
      date = current;
    }
    return current.fields;
  }

  /// The connection stays open for this many more requests.
  Fields keepAlive(int requestsLeft) {
    return requestsLeft < keepAlive.length
        ? keepAlive[requestsLeft]
        : renderKeepAlive(requestsLeft);
  }

  /// The connection will be closed.
  Fields close() {
    return close;
  }

  private Fields renderKeepAlive(int requestsLeft) {
    return Fields.builder()
        .add(FieldName.CONNECTION, "keep-alive")
        .add(FieldName.KEEP_ALIVE, "timeout=" + idleSeconds + ", max=" + requestsLeft)
        .build();
  }
}
