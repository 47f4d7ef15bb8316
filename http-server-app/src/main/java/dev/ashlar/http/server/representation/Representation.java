package dev.ashlar.http.server.representation;

import dev.ashlar.http.protocol.ByteRanges;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpDate;
import dev.ashlar.http.protocol.Preconditions;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Response;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The selected representation of a resource (RFC 9110 §3.2, §8): its field lines, rendered once,
/// and the decision what of it a request gets.
///
/// ```java
/// Representation json =
///     Representation.builder("application/json", Validators.of(file.stamp(), now)).build();
/// try (Body body = Body.of(file)) {
///   return json.respond(request.head(), body, now);
/// }
/// ```
///
/// Immutable; any thread may use it.
public final class Representation {
  private final Validators validators;
  private final String entityTag;
  private final Fields fields;
  private final Response notModified;
  private final boolean ranges;

  private Representation(
      Validators validators, Fields fields, Response notModified, boolean ranges) {
    this.validators = validators;
    this.entityTag = validators.entityTag().toString();
    this.fields = fields;
    this.notModified = notModified;
    this.ranges = ranges;
  }

  /// Begins with what every representation has.
  ///
  /// @param contentType its media type, with parameters
  /// @param validators of its present state
  public static Builder builder(String contentType, Validators validators) {
    return new Builder(contentType, validators);
  }

  /// The fields of a response that carries the whole of it.
  public Fields fields() {
    return fields;
  }

  /// Whether parts of it can be asked for.
  public boolean hasRanges() {
    return ranges;
  }

  /// The same with a field in responses that carry content, instead of any that has its name.
  public Representation with(FieldName name, String value) {
    return new Representation(
        validators, fields.toBuilder().set(name, value).build(), notModified, ranges);
  }

  /// Answers GET or HEAD in the order of RFC 9110 §13.2.2: preconditions, then ranges. Does not
  /// block.
  ///
  /// @param body the representation's bytes, in the state that the validators name
  /// @param now the current time
  /// @return null only if the body gives nothing any more
  public @Nullable Response respond(RequestHead head, Body body, Instant now) {
    if (isKnown(head)) {
      return notModified;
    }
    Validators current = validators;
    return switch (Preconditions.evaluate(head, current.entityTag(), current.lastModified(), now)) {
      case NOT_MODIFIED -> notModified;
      case FAILED ->
          ErrorResponse.of(
              Status.PRECONDITION_FAILED, "A precondition of the request does not hold.", head);
      case PROCEED -> send(head, body, now);
    };
  }

  /// Whether the preconditions of a request say that the client has this (RFC 9110 §13.2.2).
  public boolean isNotModified(RequestHead head, Instant now) {
    return Preconditions.evaluate(head, validators.entityTag(), validators.lastModified(), now)
        == Preconditions.Outcome.NOT_MODIFIED;
  }

  /// Whether the request asks for ranges of this, and is not one whose `Range` is ignored. That
  /// none of them may have a byte is no reason to ignore it.
  public boolean hasRangesFor(RequestHead head, Body body, Instant now) {
    return applies(head, now)
        && !(ByteRanges.parse(head.value(FieldName.RANGE), body.length())
            instanceof ByteRanges.Whole);
  }

  /// The same for requests of which most neither have a condition nor want a part: these are
  /// answered without a look at the clock.
  public @Nullable Response respond(RequestHead head, Body body, InstantSource clock) {
    if (isPlain(head)) {
      return whole(body);
    }
    return isKnown(head) ? notModified : respond(head, body, clock.instant());
  }

  /// Whether the request holds nothing that RFC 9110 §13.1 and §14.2 define. `If-Range` is nothing
  /// without `Range`.
  private static boolean isPlain(RequestHead head) {
    return !head.has(FieldName.IF_NONE_MATCH)
        && !head.has(FieldName.IF_MODIFIED_SINCE)
        && !head.has(FieldName.RANGE)
        && !head.has(FieldName.IF_MATCH)
        && !head.has(FieldName.IF_UNMODIFIED_SINCE);
  }

  /// The question that browsers ask, with nothing beside it, needs no parsing: whether the client
  /// has exactly this state.
  private boolean isKnown(RequestHead head) {
    return head.has(FieldName.IF_NONE_MATCH)
        && !head.has(FieldName.IF_MATCH)
        && !head.has(FieldName.IF_UNMODIFIED_SINCE)
        && entityTag.equals(head.value(FieldName.IF_NONE_MATCH));
  }

  private @Nullable Response send(RequestHead head, Body body, Instant now) {
    return applies(head, now) ? RangeResponse.of(head, fields, body) : whole(body);
  }

  private boolean applies(RequestHead head, Instant now) {
    return ranges
        && Preconditions.rangeApplies(head, validators.entityTag(), validators.lastModified(), now);
  }

  private @Nullable Response whole(Body body) {
    Content content = body.region(0, body.length());
    return content == null ? null : new Response(Status.OK, fields, content);
  }

  /// Puts a representation together. For one thread.
  public static final class Builder {
    private final Validators validators;
    private final Fields.Builder withContent = Fields.builder();
    private final Fields.Builder always = Fields.builder();
    private boolean ranges = true;

    private Builder(String contentType, Validators validators) {
      this.validators = validators;
      withContent
          .add(FieldName.CONTENT_TYPE, contentType)
          .add(FieldName.LAST_MODIFIED, HttpDate.format(validators.lastModified()));
      always.add(FieldName.ETAG, validators.entityTag().toString());
    }

    /// A field of responses that carry content.
    public Builder field(FieldName name, String value) {
      withContent.add(name, value);
      return this;
    }

    /// Fields of responses that carry content.
    public Builder fields(Fields fields) {
      withContent.addAll(fields);
      return this;
    }

    /// A field that belongs in `304 Not Modified` too, because it guides caches (RFC 9110 §15.4.5):
    /// `Cache-Control`, `Content-Location`, `Expires`, `Vary`.
    public Builder guide(FieldName name, String value) {
      always.add(name, value);
      return this;
    }

    /// Fields that belong in `304 Not Modified` too.
    public Builder guides(Fields fields) {
      always.addAll(fields);
      return this;
    }

    /// Offers no ranges, for bytes that may not be the same the next time they are made.
    public Builder withoutRanges() {
      ranges = false;
      return this;
    }

    /// The representation.
    public Representation build() {
      Fields guides = VaryField.inOneLine(always.build());
      Fields fields =
          withContent
              .addAll(guides)
              .add(FieldName.ACCEPT_RANGES, ranges ? "bytes" : "none")
              .build();
      Response notModified = new Response(Status.NOT_MODIFIED, guides, Content.none());
      return new Representation(validators, fields, notModified, ranges);
    }
  }
}
