package dev.ashlar.http.server.api;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A final response. Immutable; one instance may answer any number of requests if its content may.
///
/// The server adds `Date`, `Connection`, `Keep-Alive` and the framing fields (`Content-Length`,
/// `Transfer-Encoding`) by itself, and leaves the content out where the request's method or the
/// status forbids one (RFC 9110 §6.4.1). A response that brings one of these fields along, or has a
/// status that is not final, becomes a `500` and is logged. `Connection` names `Upgrade` where the
/// response has that, as one with status 426 must; no protocol is switched to.
///
/// @param status a final status, 200 to 599
/// @param fields without the fields that the server adds
/// @param content closed by the server
/// @param refusal why the request was refused, for the security log; null when it was not
public record Response(Status status, Fields fields, Content content, @Nullable Refusal refusal)
    implements Answer {
  /// Refuses null where the handler makes it, and not only where it is sent.
  public Response {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(fields, "fields");
    Objects.requireNonNull(content, "content");
  }

  /// A response that refuses nothing.
  public Response(Status status, Fields fields, Content content) {
    this(status, fields, content, null);
  }

  /// Plain text in UTF-8.
  public static Response text(Status status, String text) {
    return new Response(
        status, Fields.of(FieldName.CONTENT_TYPE, "text/plain; charset=utf-8"), Content.of(text));
  }

  /// The same response, noted as a refusal.
  public Response refusing(Refusal reason) {
    return new Response(status, fields, content, reason);
  }

  /// The same response with one more field line.
  ///
  /// @throws IllegalArgumentException if the value is none of a field (RFC 9110 §5.5)
  public Response with(FieldName name, String value) {
    return new Response(status, fields.toBuilder().add(name, value).build(), content, refusal);
  }
}
