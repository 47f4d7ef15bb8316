package dev.ashlar.http.protocol;

import org.jspecify.annotations.Nullable;

/// Decides what the fields of a complete head say about the message and the connection: its host,
/// the length of its content, its expectation, and whether the connection persists.
final class HeadRules {
  /// The content is chunked, its length unknown.
  static final long CHUNKED = -1;

  private static final int MAX_LENGTH_DIGITS = 19;

  private long contentLength;
  private boolean persistent;
  private boolean expectsContinue;

  /// Reads the fields and returns what is wrong; null if nothing is.
  @Nullable Violation read(HttpVersion version, FieldTable fields, long contentLimit) {
    Violation violation = judgeHost(version, fields);
    if (violation == null) {
      violation = readFraming(version, fields);
    }
    if (violation == null && contentLength > contentLimit) {
      violation = Violation.CONTENT_OVER_LIMIT;
    }
    if (violation == null) {
      violation = readExpectation(version, fields);
    }
    persistent = readPersistence(version, fields);
    return violation;
  }

  /// [#CHUNKED], or the number of octets.
  long contentLength() {
    return contentLength;
  }

  boolean persistent() {
    return persistent;
  }

  boolean expectsContinue() {
    return expectsContinue;
  }

  /// RFC 9112 §3.2.
  private static @Nullable Violation judgeHost(HttpVersion version, FieldTable fields) {
    int line = fields.next(FieldName.HOST, -1);
    if (line < 0) {
      return version == HttpVersion.HTTP_1_0 ? null : Violation.HOST_MISSING;
    }
    if (fields.isRepeated(FieldName.HOST)) {
      return Violation.HOST_REPEATED;
    }
    int start = fields.valueStart(line);
    int end = fields.valueEnd(line, start);
    return AuthoritySyntax.isValid(fields.bytes(), start, end) ? null : Violation.HOST_MALFORMED;
  }

  /// RFC 9112 §6.3.
  private @Nullable Violation readFraming(HttpVersion version, FieldTable fields) {
    int length = fields.next(FieldName.CONTENT_LENGTH, -1);
    if (fields.hasAny(FieldName.TRANSFER_ENCODING.bit())) {
      contentLength = CHUNKED;
      if (version == HttpVersion.HTTP_1_0) {
        return Violation.TRANSFER_ENCODING_IN_HTTP_1_0;
      }
      return length >= 0
          ? Violation.CONTENT_LENGTH_WITH_TRANSFER_ENCODING
          : judgeTransferEncoding(fields);
    }
    contentLength = 0;
    if (length < 0) {
      return null;
    }
    return fields.isRepeated(FieldName.CONTENT_LENGTH)
        ? Violation.CONTENT_LENGTH_REPEATED
        : readContentLength(fields, length);
  }

  private @Nullable Violation readContentLength(FieldTable fields, int line) {
    byte[] bytes = fields.bytes();
    int start = fields.valueStart(line);
    int end = fields.valueEnd(line, start);
    if (start == end) {
      return Violation.CONTENT_LENGTH_MALFORMED;
    }
    long length = 0;
    int digits = 0;
    for (int at = start; at < end; at++) {
      if (!Octets.isDigit(bytes[at])) {
        boolean list = Octets.indexOf((byte) ',', bytes, start, end) < end;
        return list ? Violation.CONTENT_LENGTH_REPEATED : Violation.CONTENT_LENGTH_MALFORMED;
      }
      length = length * 10 + bytes[at] - '0';
      digits += digits > 0 || bytes[at] != '0' ? 1 : 0;
    }
    // RFC 9110 §8.6: no number may overflow. 19 digits overflow to a negative one at most; zeros in
    // front are none.
    if (digits > MAX_LENGTH_DIGITS || length < 0) {
      return Violation.CONTENT_OVER_LIMIT;
    }
    contentLength = length;
    return null;
  }

  /// Only `chunked`, once, is understood (RFC 9112 §6.1). That the final coding is another leaves
  /// the message without an end, which weighs more than that a coding is unknown (RFC 9112 §6.3).
  private static @Nullable Violation judgeTransferEncoding(FieldTable fields) {
    int chunked = 0;
    boolean other = false;
    boolean chunkedIsFinal = false;
    ListElements codings = new ListElements(fields, FieldName.TRANSFER_ENCODING);
    while (codings.next()) {
      if (!codings.isToken()) {
        return Violation.TRANSFER_ENCODING_MALFORMED;
      }
      chunkedIsFinal = codings.is("chunked");
      chunked += chunkedIsFinal ? 1 : 0;
      other |= !chunkedIsFinal;
    }
    if (!chunkedIsFinal) {
      return Violation.TRANSFER_ENCODING_NOT_CHUNKED;
    }
    if (chunked > 1) {
      return Violation.TRANSFER_ENCODING_CHUNKED_TWICE;
    }
    return other ? Violation.TRANSFER_ENCODING_UNKNOWN : null;
  }

  /// RFC 9110 §10.1.1: an expectation in HTTP/1.0 is ignored. Empty elements are, too (§5.6.1.2).
  private @Nullable Violation readExpectation(HttpVersion version, FieldTable fields) {
    expectsContinue = false;
    if (version == HttpVersion.HTTP_1_0 || !fields.hasAny(FieldName.EXPECT.bit())) {
      return null;
    }
    ListElements expectations = new ListElements(fields, FieldName.EXPECT);
    while (expectations.next()) {
      if (expectations.is("100-continue")) {
        expectsContinue = true;
      } else if (!expectations.isEmpty()) {
        return Violation.EXPECTATION_UNKNOWN;
      }
    }
    return null;
  }

  /// RFC 9112 §9.3.
  private static boolean readPersistence(HttpVersion version, FieldTable fields) {
    boolean persistent = version == HttpVersion.HTTP_1_1;
    if (!fields.hasAny(FieldName.CONNECTION.bit())) {
      return persistent;
    }
    ListElements options = new ListElements(fields, FieldName.CONNECTION);
    while (options.next()) {
      if (options.is("close")) {
        return false;
      }
      persistent |= options.is("keep-alive");
    }
    return persistent;
  }
}
