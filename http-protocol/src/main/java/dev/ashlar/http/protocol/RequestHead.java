package dev.ashlar.http.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The request line and the fields of one request, and what they say about its framing.
///
/// Immutable and safe for all threads. A head owns a copy of its octets, so it stays valid for
/// ever, whatever happens to the buffer it was parsed from. Texts are made from those octets anew
/// by each call, one character for each octet (ISO-8859-1), and nothing in them is decoded.
///
/// What is here has passed every check of the parser: the target has one of its four forms, field
/// values have no control characters but tab, the host is well-formed, and the length of the
/// content is beyond doubt.
public final class RequestHead implements ParseResult {
  private final byte[] bytes;
  private final RequestLine line;
  private final FieldTable fields;
  private final long contentLength;
  private final boolean persistent;
  private final boolean expectsContinue;

  RequestHead(byte[] bytes, RequestLine line, FieldTable fields, HeadRules rules) {
    this.bytes = bytes;
    this.line = line;
    this.fields = fields;
    this.contentLength = rules.contentLength();
    this.persistent = rules.persistent();
    this.expectsContinue = rules.expectsContinue();
  }

  /// The request method; one of the constants of [Method] where there is one.
  public Method method() {
    return line.method();
  }

  /// The request target in its form.
  public RequestTarget target() {
    return line.target().toTarget(bytes);
  }

  /// The version that the client speaks.
  public HttpVersion version() {
    return line.version();
  }

  /// Whether the connection persists after this request, as far as the client is concerned (RFC
  /// 9112 §9.3): in HTTP/1.1 unless it says `close`, in HTTP/1.0 if it says `keep-alive` and not
  /// `close`.
  public boolean persistent() {
    return persistent;
  }

  /// Whether the client may wait for `100 Continue` before it sends the content (RFC 9110 §10.1.1).
  /// Always false in HTTP/1.0.
  public boolean expectsContinue() {
    return expectsContinue;
  }

  /// The octets of the content; 0 if there is none, -1 if it is chunked.
  public long contentLength() {
    return contentLength;
  }

  /// Whether content follows, if only chunked and perhaps empty.
  public boolean hasContent() {
    return contentLength != 0;
  }

  /// Whether the content comes in the chunked transfer coding.
  public boolean chunked() {
    return contentLength == HeadRules.CHUNKED;
  }

  /// The values of all field lines with that name, joined with a comma and a space (RFC 9110 §5.3);
  /// null if there is none.
  public @Nullable String value(FieldName name) {
    return fields.value(name);
  }

  /// The value of each field line with that name, in order.
  public List<String> values(FieldName name) {
    return fields.values(name);
  }

  /// Whether there is a field line with that name.
  public boolean has(FieldName name) {
    return fields.has(name);
  }

  /// All field lines, in order; the names that are constants of [FieldName] in their usual
  /// spelling.
  public Fields fields() {
    return fields.toFields();
  }

  /// The authority that the request is for: that of the target in absolute or authority form, which
  /// counts more than Host (RFC 9112 §3.2.2), and otherwise that of Host. Null only for HTTP/1.0
  /// without Host.
  public @Nullable Authority authority() {
    Authority authority = line.target().authority(bytes);
    if (authority != null) {
      return authority;
    }
    int host = fields.next(FieldName.HOST, -1);
    if (host < 0) {
      return null;
    }
    int start = fields.valueStart(host);
    return AuthoritySyntax.parse(bytes, start, fields.valueEnd(host, start));
  }

  /// Whether the request is for an authority that stands in Host alone, in exactly this spelling.
  /// Makes no string: for who knows already what [#authority] would be.
  public boolean hasHost(String host) {
    int field = fields.next(FieldName.HOST, -1);
    if (field < 0 || line.target().authority(bytes) != null) {
      return false;
    }
    int start = fields.valueStart(field);
    if (fields.valueEnd(field, start) - start != host.length()) {
      return false;
    }
    for (int at = 0; at < host.length(); at++) {
      if ((bytes[start + at] & 0xFF) != host.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /// The memory that its octets take, which is some more than there are.
  public int memory() {
    return bytes.length;
  }

  /// The request line as received, for a log: printable ASCII, of which neither `"` nor `\` can be
  /// part.
  public String requestLine() {
    return Octets.text(bytes, 0, line.end());
  }

  /// The number of characters of [#requestLine].
  public int requestLineLength() {
    return line.end();
  }

  /// Copies the beginning of [#requestLine], for who has no need of a string.
  ///
  /// @param count of octets
  /// @throws IndexOutOfBoundsException if the line is shorter, or the target
  public void copyRequestLine(int count, byte[] target, int at) {
    Objects.checkIndex(count, line.end() + 1);
    System.arraycopy(bytes, 0, target, at, count);
  }

  /// The target's path as received, empty in authority form. `*` is the server as a whole: so it is
  /// in asterisk form, and for OPTIONS in an absolute form that has neither a path nor a query (RFC
  /// 9112 §3.2.4). Otherwise an absolute form without a path has `/` (RFC 9110 §4.2.3).
  public String rawPath() {
    return line.target().path(bytes);
  }

  /// What follows the first `?` of the target, as received; null without one.
  public @Nullable String rawQuery() {
    return line.target().query(bytes);
  }

  /// The request line, without the fields, which may hold secrets.
  @Override
  public String toString() {
    return requestLine();
  }
}
