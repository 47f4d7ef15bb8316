package dev.ashlar.http.protocol;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Renders response heads and the chunked transfer coding into buffers (RFC 9112 §4, §5, §6, §7.1).
///
/// One response after the other, for one thread at a time. For each: [#begin], [#statusLine],
/// [#fields] as often as there are blocks of fields, [#endHead]. When `begin` said
/// [ResponseFraming#CHUNKED], then for each chunk [#chunk], the content itself put by the caller,
/// and [#endChunk]; at the end [#lastChunk]. With any other framing the caller puts the content as
/// it is.
///
/// ```java
/// ResponseFraming framing = writer.begin(head.method(), head.version(), Status.OK, 5);
/// writer.statusLine(out);
/// writer.fields(out, Fields.of(FieldName.DATE, date, FieldName.CONTENT_TYPE, "text/plain"));
/// writer.endHead(out);
/// if (framing != ResponseFraming.NONE) {
///   out.put(hello);
/// }
/// ```
///
/// The caller's fields are what the writer cannot know: `Date`, where there is a clock (RFC 9110
/// §6.6.1), and what becomes of the connection. In the last response on it, because
/// [RequestHead#persistent] says so, the server wants it, or the framing is
/// [ResponseFraming#UNTIL_CLOSE], that is `Connection: close` (RFC 9112 §9.6); where it persists in
/// HTTP/1.0, `Connection: keep-alive` (§9.3). The package's documentation has an example with all
/// of this.
///
/// A method that finds too little room throws [BufferOverflowException] and changes nothing. Calls
/// in another order throw [IllegalStateException].
public final class ResponseWriter {
  /// The content length of a response that is generated while it is sent.
  public static final long UNKNOWN_LENGTH = -1;

  /// The most octets that [#chunk] writes.
  public static final int MAX_CHUNK_HEAD = 10;

  /// The most digits of a number that [#fields(ByteBuffer, Fields, long)] writes.
  public static final int MAX_DIGITS = 19;

  /// The number of octets that [#writeContinue] writes.
  public static final int CONTINUE_SIZE = 25;

  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] TRANSFER_ENCODING = ascii("Transfer-Encoding: chunked\r\n\r\n");
  private static final byte[] CRLF = ascii("\r\n");
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n");
  private static final int MAX_FRAMING = CONTENT_LENGTH.length + MAX_DIGITS + 2 * CRLF.length;
  private static final long FRAMING_FIELDS =
      FieldName.CONTENT_LENGTH.bit() | FieldName.TRANSFER_ENCODING.bit();

  private enum State {
    IDLE,
    STATUS_LINE,
    FIELDS,
    BETWEEN_CHUNKS,
    IN_CHUNK
  }

  private State state = State.IDLE;
  private ResponseFraming framing = ResponseFraming.NONE;
  private byte[] statusLine = CRLF;
  private long announcedLength = UNKNOWN_LENGTH;

  /// A writer at the start of a connection.
  public ResponseWriter() {}

  /// Writes the interim response that asks a client for the content it holds back (RFC 9110
  /// §10.1.1), if [RequestHead#expectsContinue] says that it may: in HTTP/1.0 it never does.
  public static void writeContinue(ByteBuffer out) {
    out.put(CONTINUE);
  }

  /// Begins a response and decides how its content is framed (RFC 9112 §6.3).
  ///
  /// @param method the request's method
  /// @param version the request's version
  /// @param contentLength octets of the content, or [#UNKNOWN_LENGTH]. In an answer to HEAD and
  ///   with 304 it is what GET would have got with 200, and says nothing if unknown (RFC 9110 §8.6)
  /// @return how the caller must frame the content; [ResponseFraming#NONE] means that there must be
  ///   none, whatever length was given
  /// @throws IllegalArgumentException if the length is below -1, or not 0 with 205, or if the
  ///   status is 1xx and the version HTTP/1.0, which has none (RFC 9110 §15.2)
  /// @throws IllegalStateException if a response has begun and not ended
  public ResponseFraming begin(
      Method method, HttpVersion version, Status status, long contentLength) {
    require(State.IDLE);
    if (contentLength < UNKNOWN_LENGTH) {
      throw new IllegalArgumentException("a length is not negative: " + contentLength);
    }
    if (status.code() == 205 && contentLength != 0) {
      throw new IllegalArgumentException("205 has no content (RFC 9110 §15.3.6)");
    }
    if (status.code() < 200 && version == HttpVersion.HTTP_1_0) {
      throw new IllegalArgumentException("HTTP/1.0 has no 1xx (RFC 9110 §15.2)");
    }
    boolean never = isWithoutLength(method, status);
    framing = framing(never, method, version, status, contentLength);
    announcedLength = never ? UNKNOWN_LENGTH : contentLength;
    statusLine = StatusLines.of(status);
    state = State.STATUS_LINE;
    return framing;
  }

  /// Neither content nor Content-Length nor Transfer-Encoding: 1xx, 204, and the answer that makes
  /// a tunnel (RFC 9110 §8.6, RFC 9112 §6.1).
  private static boolean isWithoutLength(Method method, Status status) {
    int code = status.code();
    return code < 200 || code == 204 || (method.equals(Method.CONNECT) && code < 300);
  }

  private static ResponseFraming framing(
      boolean never, Method method, HttpVersion version, Status status, long contentLength) {
    if (never || status.code() == 304 || method.equals(Method.HEAD)) {
      return ResponseFraming.NONE;
    }
    if (contentLength != UNKNOWN_LENGTH) {
      return ResponseFraming.LENGTH;
    }
    return version == HttpVersion.HTTP_1_1 ? ResponseFraming.CHUNKED : ResponseFraming.UNTIL_CLOSE;
  }

  /// An upper bound of the octets of the head that has begun.
  ///
  /// @param fieldsWireSize the sum of [Fields#wireSize] of the caller's fields, and [#MAX_DIGITS]
  ///   for each number behind them
  public int headSize(int fieldsWireSize) {
    return statusLine.length + fieldsWireSize + MAX_FRAMING;
  }

  /// Writes the status line, always with the version 1.1 (RFC 9110 §2.5).
  public void statusLine(ByteBuffer out) {
    require(State.STATUS_LINE);
    out.put(statusLine);
    state = State.FIELDS;
  }

  /// Writes field lines.
  ///
  /// @throws IllegalArgumentException if Content-Length or Transfer-Encoding is among them
  public void fields(ByteBuffer out, Fields fields) {
    require(State.FIELDS);
    if (fields.hasAny(FRAMING_FIELDS)) {
      throw new IllegalArgumentException("framing is the writer's business");
    }
    fields.writeTo(out);
  }

  /// Writes field lines, and behind the value of the last one a number, for values that differ from
  /// response to response in that alone.
  ///
  /// @param fields at least one
  /// @param number not negative; takes [#MAX_DIGITS] octets at most
  /// @throws IllegalArgumentException if Content-Length or Transfer-Encoding is among the fields,
  ///   if there are none, or if the number is negative
  public void fields(ByteBuffer out, Fields fields, long number) {
    require(State.FIELDS);
    if (fields.isEmpty() || number < 0) {
      throw new IllegalArgumentException("no value that " + number + " could end");
    }
    int digits = digits(number);
    requireRoom(out, fields.wireSize() + digits);
    fields(out, fields);
    out.position(out.position() - CRLF.length);
    putDigits(out, number, digits);
    out.put(CRLF);
  }

  /// Writes the field that frames the content, and the empty line that ends the head.
  public void endHead(ByteBuffer out) {
    require(State.FIELDS);
    if (framing == ResponseFraming.CHUNKED) {
      out.put(TRANSFER_ENCODING);
      state = State.BETWEEN_CHUNKS;
      return;
    }
    if (announcedLength == UNKNOWN_LENGTH) {
      out.put(CRLF);
    } else {
      int digits = digits(announcedLength);
      requireRoom(out, CONTENT_LENGTH.length + digits + END_OF_HEAD.length);
      out.put(CONTENT_LENGTH);
      putDigits(out, announcedLength, digits);
      out.put(END_OF_HEAD);
    }
    state = State.IDLE;
  }

  /// Writes the line before a chunk's content.
  ///
  /// @param size octets of the chunk's content, at least 1
  /// @throws IllegalArgumentException if the size is not positive: the last chunk is another
  ///   method's
  public void chunk(ByteBuffer out, int size) {
    require(State.BETWEEN_CHUNKS);
    if (size < 1) {
      throw new IllegalArgumentException("a chunk has content: " + size);
    }
    byte[] digits = ascii(Integer.toHexString(size));
    requireRoom(out, digits.length + CRLF.length);
    out.put(digits).put(CRLF);
    state = State.IN_CHUNK;
  }

  /// Writes the end of a chunk, after its content.
  public void endChunk(ByteBuffer out) {
    require(State.IN_CHUNK);
    out.put(CRLF);
    state = State.BETWEEN_CHUNKS;
  }

  /// Writes the last chunk, the trailers, and the end of the message.
  ///
  /// @throws IllegalArgumentException if a trailer is one that only a head may have (RFC 9110
  ///   §6.5.1)
  public void lastChunk(ByteBuffer out, Fields trailers) {
    require(State.BETWEEN_CHUNKS);
    if (ForbiddenTrailers.areAmong(trailers)) {
      throw new IllegalArgumentException("a field that only a head may have (RFC 9110 §6.5.1)");
    }
    requireRoom(out, LAST_CHUNK.length + trailers.wireSize() + CRLF.length);
    out.put(LAST_CHUNK);
    trailers.writeTo(out);
    out.put(CRLF);
    state = State.IDLE;
  }

  private void require(State expected) {
    if (state != expected) {
      throw new IllegalStateException("expected to be at " + expected + ", but is at " + state);
    }
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static void putDigits(ByteBuffer out, long number, int digits) {
    int first = out.position();
    long rest = number;
    for (int at = first + digits - 1; at >= first; at--) {
      out.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    out.position(first + digits);
  }

  private static void requireRoom(ByteBuffer out, int octets) {
    if (out.remaining() < octets) {
      throw new BufferOverflowException();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
