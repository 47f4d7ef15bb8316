package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.Accept;
import dev.ashlar.http.protocol.AcceptEncoding;
import dev.ashlar.http.protocol.EntityTag;
import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.Preconditions;
import dev.ashlar.http.protocol.ResponseFraming;
import dev.ashlar.http.protocol.ResponseWriter;
import dev.ashlar.http.protocol.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What must hold for every stream of octets and every request in it.
final class Judge {
  /// The widest that there are: what is rendered may be a little longer than what was received.
  private static final Limits WIDE =
      Limits.DEFAULT
          .withRequestLine(16 << 10)
          .withFieldLine(40 << 10)
          .withFieldSection(40 << 10)
          .withTrailerSection(60 << 10);

  /// So narrow that short inputs meet each of them.
  static final Limits NARROW =
      Limits.DEFAULT
          .withRequestLine(48)
          .withFieldLine(48)
          .withFieldSection(120)
          .withFields(5)
          .withChunkLine(16)
          .withChunkOverhead(12)
          .withTrailerSection(30)
          .withContent(24);

  private static final EntityTag TAG = EntityTag.strong("a");
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");

  private Judge() {}

  static void stream(byte[] octets) {
    Allocation.isBounded(octets);
    stream(octets, Limits.DEFAULT);
    stream(octets, NARROW);
  }

  private static void stream(byte[] octets, Limits limits) {
    Outcome whole = Feed.whole(octets, limits);
    String expected = whole.description();
    Claim.same(expected, Feed.inPieces(octets, limits, 1).description(), "octet by octet");
    int size = 2 + (octets.length == 0 ? 0 : Byte.toUnsignedInt(octets[octets.length / 2]) % 61);
    Claim.same(expected, Feed.inPieces(octets, limits, size).description(), "in pieces");
    for (Message message : whole.messages()) {
      isWithin(message, limits);
      isTheSameWhenRendered(message);
      canBeAsked(message);
    }
  }

  private static void isWithin(Message message, Limits limits) {
    Claim.holds(message.content().length() <= limits.content(), "content over limit");
    Claim.holds(message.head().fields().size() <= limits.fields(), "too many fields");
    Claim.holds(message.head().requestLine().length() + 2 <= limits.requestLine(), "line too long");
    Claim.holds(message.trailers().wireSize() <= 2 * limits.trailerSection(), "trailers too long");
    for (Field field : message.head().fields()) {
      int octets = field.name().name().length() + field.value().length() + 3;
      Claim.holds(octets <= limits.fieldLine(), "field line too long");
    }
    if (!message.head().chunked()) {
      Claim.same((long) message.content().length(), message.head().contentLength(), "length");
      Claim.same(Fields.NONE, message.trailers(), "trailers of what is not chunked");
    }
  }

  /// Rendered and parsed again, a request is what it was.
  private static void isTheSameWhenRendered(Message message) {
    byte[] rendered = render(message);
    Outcome again = Feed.whole(rendered, WIDE);
    Claim.same(1, again.messages().size(), "messages after rendering, " + again.last());
    Claim.same(NeedsMore.INSTANCE, again.last(), "after the message");
    Claim.same(message.description(), again.messages().getFirst().description(), "rendered");
  }

  private static byte[] render(Message message) {
    byte[] line = latin1(message.head().requestLine() + "\r\n");
    byte[] fields = latin1(message.head().fields() + "\r\n");
    byte[] content = message.head().chunked() ? renderChunked(message) : latin1(message.content());
    return ByteBuffer.allocate(line.length + fields.length + content.length)
        .put(line)
        .put(fields)
        .put(content)
        .array();
  }

  /// With the writer that renders responses: two chunks, or one, or none.
  private static byte[] renderChunked(Message message) {
    byte[] content = latin1(message.content());
    ByteBuffer out = ByteBuffer.allocate(content.length + message.trailers().wireSize() + 200);
    ResponseWriter writer = new ResponseWriter();
    ResponseFraming framing =
        writer.begin(Method.GET, HttpVersion.HTTP_1_1, Status.OK, ResponseWriter.UNKNOWN_LENGTH);
    Claim.same(ResponseFraming.CHUNKED, framing, "framing");
    writer.statusLine(out);
    writer.endHead(out);
    int headEnd = out.position();
    int half = content.length / 2;
    for (int[] chunk : new int[][] {{0, half}, {half, content.length}}) {
      if (chunk[1] > chunk[0]) {
        writer.chunk(out, chunk[1] - chunk[0]);
        out.put(content, chunk[0], chunk[1] - chunk[0]);
        writer.endChunk(out);
      }
    }
    writer.lastChunk(out, message.trailers());
    byte[] rendered = new byte[out.position() - headEnd];
    out.get(headEnd, rendered);
    return rendered;
  }

  /// Whatever the fields are, what they mean can be asked for.
  private static void canBeAsked(Message message) {
    var head = message.head();
    Fields fields = head.fields();
    for (Field field : fields) {
      FieldName name = field.name();
      Claim.holds(head.has(name), "has " + name);
      Claim.same(fields.value(name), head.value(name), "value of " + name);
      Claim.same(head.value(name), String.join(", ", head.values(name)), "values of " + name);
    }
    Claim.holds(head.authority() != null || head.version() == HttpVersion.HTTP_1_0, "authority");
    boolean lengthOrChunked =
        head.has(FieldName.CONTENT_LENGTH) || head.has(FieldName.TRANSFER_ENCODING);
    Claim.holds(lengthOrChunked || !head.hasContent(), "content without framing");
    Preconditions.evaluate(head, TAG, NOW, NOW);
    Preconditions.rangeApplies(head, TAG, NOW, NOW);
    Accept.parse(head.value(FieldName.ACCEPT));
    AcceptEncoding.parse(head.value(FieldName.ACCEPT_ENCODING));
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
