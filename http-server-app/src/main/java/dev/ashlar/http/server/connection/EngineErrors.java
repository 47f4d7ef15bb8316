package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.protocol.Violation;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The error responses that the engine itself makes. Each is for a request's head, or null if the
/// request never had a whole one.
///
/// Immutable; any thread may use it.
///
/// @param form gives a response the form that the server's other errors have
record EngineErrors(UnaryOperator<Response> form) {
  /// The answer when a handler or the server has failed in a way that no rule foresaw.
  Response failed(@Nullable RequestHead head) {
    return error(Status.INTERNAL_SERVER_ERROR, "The server failed to answer this.", head);
  }

  /// The answer that a server that stops did not send any more.
  Response stopping(@Nullable RequestHead head) {
    return error(Status.SERVICE_UNAVAILABLE, "The server stops.", head);
  }

  /// The answer to what breaks a rule of the protocol.
  Response malformed(Violation violation, @Nullable RequestHead head) {
    String reason = violation.text() + " (" + violation.section() + ")";
    return refusal(violation.status(), Refusal.Rule.PROTOCOL, reason, head);
  }

  /// The answer to a request whose end will not come, to a client that may still listen.
  Response incomplete(@Nullable RequestHead head) {
    String reason = "the connection ended within a request (RFC 9112 §8)";
    return refusal(Status.BAD_REQUEST, Refusal.Rule.PROTOCOL, reason, head);
  }

  /// The answer to a client that was too slow with its request.
  Response timedOut(@Nullable RequestHead head) {
    String reason = "the request did not arrive in time (RFC 9110 §15.5.9)";
    return refusal(Status.REQUEST_TIMEOUT, Refusal.Rule.DEADLINE, reason, head);
  }

  /// The answer to a head for which there is no memory.
  Response tooManyHeads(@Nullable RequestHead head) {
    String reason = "the heads of requests take all the memory that there is for them";
    return overloaded(0, head).refusing(new Refusal(Refusal.Rule.QUOTA, reason));
  }

  /// The answer while the pool's queue is full.
  ///
  /// @param waitNanos how long the queue makes others wait
  Response overloaded(long waitNanos, @Nullable RequestHead head) {
    long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(waitNanos));
    String detail = "The server has more to do than it can right now. Please try again soon.";
    return error(Status.SERVICE_UNAVAILABLE, detail, head)
        .with(FieldName.RETRY_AFTER, Long.toString(seconds));
  }

  private Response refusal(
      Status status, Refusal.Rule rule, String reason, @Nullable RequestHead head) {
    return error(status, reason, head).refusing(new Refusal(rule, reason));
  }

  private Response error(Status status, String detail, @Nullable RequestHead head) {
    return form.apply(ErrorResponse.of(status, detail, head));
  }
}
