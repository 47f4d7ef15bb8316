package dev.ashlar.http.server.representation;

import dev.ashlar.http.protocol.ByteRange;
import dev.ashlar.http.protocol.ByteRanges;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.resources.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers a request for ranges (RFC 9110 §14, §15.3.7).
final class RangeResponse {
  private static final String CRLF = "\r\n";
  private static final int BOUNDARY_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// What one part of several takes in memory until it is read, about, in bytes.
  private static final int PART_BYTES = 512;

  /// The parts of all responses with several ranges that clients have not read yet: as many as a
  /// sixteenth of the heap has room for. The 64 parts that one response may have take as much
  /// memory as a whole connection may, so without a bound many such clients would fill the heap.
  private static final Budget PARTS =
      new Budget(Runtime.getRuntime().maxMemory() / 16 / PART_BYTES);

  private RangeResponse() {}

  /// A `206`, a `416`, or a `200` where the field has to be ignored.
  ///
  /// @param fields of a response that carries the whole of the representation
  /// @return null if the body gives nothing any more
  static @Nullable Response of(RequestHead head, Fields fields, Body body) {
    return of(head, fields, body, PARTS);
  }

  /// The same with another budget of parts.
  static @Nullable Response of(RequestHead head, Fields fields, Body body, Budget unread) {
    return switch (ByteRanges.parse(head.value(FieldName.RANGE), body.length())) {
      case ByteRanges.Whole whole -> whole(fields, body);
      case ByteRanges.Unsatisfiable unsatisfiable -> unsatisfiable(unsatisfiable, head);
      case ByteRanges.Satisfiable(List<ByteRange> ranges) ->
          ranges.size() == 1
              ? single(ranges.getFirst(), fields, body)
              : multiple(ranges, fields, body, CloseAction.holding(unread, ranges.size()));
    };
  }

  private static @Nullable Response whole(Fields fields, Body body) {
    return response(Status.OK, fields, body.region(0, body.length()));
  }

  private static @Nullable Response response(
      Status status, Fields fields, @Nullable Content content) {
    return content == null ? null : new Response(status, fields, content);
  }

  private static Response unsatisfiable(ByteRanges.Unsatisfiable range, RequestHead head) {
    return ErrorResponse.of(
            Status.RANGE_NOT_SATISFIABLE,
            "The file has " + range.completeLength() + " bytes, and none of those asked for.",
            head)
        .with(FieldName.CONTENT_RANGE, range.contentRange());
  }

  private static @Nullable Response single(ByteRange range, Fields fields, Body body) {
    return response(
        Status.PARTIAL_CONTENT,
        fields.toBuilder().add(FieldName.CONTENT_RANGE, range.contentRange(body.length())).build(),
        body.region(range.first(), range.length()));
  }

  /// RFC 9110 §14.6. Each part says its type and its range; the type of the whole is multipart.
  ///
  /// @param share holds the parts' share of the budget; null if there is not so much left, and then
  ///   the field is ignored, as §14.2 allows
  private static @Nullable Response multiple(
      List<ByteRange> ranges, Fields fields, Body body, @Nullable Content share) {
    if (share == null) {
      return whole(fields, body);
    }
    String boundary = boundary();
    String contentType = Objects.requireNonNull(fields.value(FieldName.CONTENT_TYPE));
    List<Content> parts = new ArrayList<>(2 * ranges.size() + 2);
    parts.add(share);
    for (ByteRange range : ranges) {
      Content region = body.region(range.first(), range.length());
      if (region == null) {
        release(parts);
        return null;
      }
      parts.add(Content.of(partHead(boundary, contentType, range.contentRange(body.length()))));
      parts.add(region);
    }
    parts.add(Content.of(CRLF + "--" + boundary + "--" + CRLF));
    Fields multipart =
        fields.toBuilder()
            .set(FieldName.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary)
            .build();
    return new Response(Status.PARTIAL_CONTENT, multipart, new Content.Sequence(parts));
  }

  /// Begins on a line of its own. That the first does too is the choice of the sender (RFC 2046
  /// §5.1.1, a preamble that is empty), but zsync reads nothing else.
  private static String partHead(String boundary, String contentType, String contentRange) {
    return (CRLF + "--" + boundary + CRLF)
        + (FieldName.CONTENT_TYPE + ": " + contentType + CRLF)
        + (FieldName.CONTENT_RANGE + ": " + contentRange + CRLF)
        + CRLF;
  }

  /// What no file holds, because nobody can know it in advance (RFC 2046 §5.1.1).
  private static String boundary() {
    byte[] bytes = new byte[BOUNDARY_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void release(List<Content> parts) {
    try {
      new Content.Sequence(parts).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
