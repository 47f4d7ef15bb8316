package dev.ashlar.http.protocol;

import static dev.ashlar.http.protocol.Status.BAD_REQUEST;
import static dev.ashlar.http.protocol.Status.CONTENT_TOO_LARGE;
import static dev.ashlar.http.protocol.Status.EXPECTATION_FAILED;
import static dev.ashlar.http.protocol.Status.HTTP_VERSION_NOT_SUPPORTED;
import static dev.ashlar.http.protocol.Status.MISDIRECTED_REQUEST;
import static dev.ashlar.http.protocol.Status.NOT_IMPLEMENTED;
import static dev.ashlar.http.protocol.Status.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static dev.ashlar.http.protocol.Status.URI_TOO_LONG;

/// The rules that a request can break, each with the status to answer and the place where the rule
/// is written. There is no switch that turns one off.
@SuppressWarnings("ImmutableEnumChecker") // Status and Rejected are records
public enum Violation {
  /// Something that cannot be a method, such as the first octet of a TLS handshake.
  NOT_HTTP(BAD_REQUEST, "RFC 9112 §3.1", "The first octet cannot begin a request."),
  /// More than two empty lines where a request line was expected.
  TOO_MANY_EMPTY_LINES(
      BAD_REQUEST, "RFC 9112 §2.2", "More than two empty lines precede the request line."),
  /// LF without CR ends a line of the head, of a trailer section, or of a chunk's size.
  BARE_LF(BAD_REQUEST, "RFC 9112 §2.2", "A line ends with LF alone instead of CRLF."),
  /// CR without LF inside a line.
  BARE_CR(BAD_REQUEST, "RFC 9112 §2.2", "A CR is not followed by LF."),

  /// See [Limits#requestLine].
  REQUEST_LINE_TOO_LONG(URI_TOO_LONG, "RFC 9112 §3", "The request line is too long."),
  /// The request line is not three parts separated by single spaces.
  REQUEST_LINE_MALFORMED(
      BAD_REQUEST,
      "RFC 9112 §3",
      "The request line is not method, target and version with one space between them."),
  /// The method is not a token.
  METHOD_MALFORMED(BAD_REQUEST, "RFC 9112 §3.1", "The method is not a token."),
  /// The version is not `HTTP/` and two digits with a dot between them.
  VERSION_MALFORMED(BAD_REQUEST, "RFC 9112 §2.3", "The protocol version is malformed."),
  /// The major version is not 1.
  VERSION_UNSUPPORTED(
      HTTP_VERSION_NOT_SUPPORTED,
      "RFC 9110 §15.6.6",
      "The major version of the protocol is not 1: this is HTTP/1.1, and HTTP/1.0 is understood."),
  /// The target has an octet that its form does not allow, such as one above 126, `"` or `#`.
  TARGET_OCTET_FORBIDDEN(
      BAD_REQUEST, "RFC 9112 §3.2", "The request target has an octet that a URI may not contain."),
  /// A `%` in the target is not followed by two hexadecimal digits.
  TARGET_PERCENT_ENCODING_MALFORMED(
      BAD_REQUEST, "RFC 3986 §2.1", "A % in the request target lacks its two hexadecimal digits."),
  /// The target has none of the four forms.
  TARGET_MALFORMED(BAD_REQUEST, "RFC 9112 §3.2", "The request target has none of the four forms."),
  /// The authority in the target is malformed, empty, has user information, or for CONNECT lacks a
  /// port to connect to.
  TARGET_AUTHORITY_MALFORMED(
      BAD_REQUEST, "RFC 9110 §4.2", "The authority in the request target is malformed."),
  /// The target has another scheme than `http` or `https`.
  TARGET_SCHEME_UNKNOWN(
      MISDIRECTED_REQUEST,
      "RFC 9110 §7.4",
      "The scheme of the request target is neither http nor https."),
  /// The authority form is for CONNECT, and CONNECT for the authority form.
  TARGET_FORM_FOR_CONNECT(
      BAD_REQUEST,
      "RFC 9112 §3.2.3",
      "The authority form of the request target and CONNECT go only with each other."),
  /// The asterisk form is for OPTIONS.
  TARGET_FORM_FOR_OPTIONS(
      BAD_REQUEST,
      "RFC 9112 §3.2.4",
      "The asterisk form of the request target is for OPTIONS only."),

  /// See [Limits#fieldLine].
  FIELD_LINE_TOO_LONG(REQUEST_HEADER_FIELDS_TOO_LARGE, "RFC 6585 §5", "A field line is too long."),
  /// See [Limits#fieldSection].
  FIELD_SECTION_TOO_LARGE(
      REQUEST_HEADER_FIELDS_TOO_LARGE, "RFC 6585 §5", "The field lines are too long together."),
  /// See [Limits#fields].
  TOO_MANY_FIELDS(REQUEST_HEADER_FIELDS_TOO_LARGE, "RFC 6585 §5", "There are too many fields."),
  /// White space before the first field line, which some recipients skip.
  SPACE_BEFORE_FIRST_FIELD(
      BAD_REQUEST, "RFC 9112 §2.2", "White space precedes the first field line."),
  /// A field line begins with white space and would continue the one before it.
  LINE_FOLDED(BAD_REQUEST, "RFC 9112 §5.2", "A field line is folded."),
  /// A line of a field section without a colon.
  COLON_MISSING(BAD_REQUEST, "RFC 9112 §5", "A field line has no colon."),
  /// A line of a field section begins with a colon.
  FIELD_NAME_EMPTY(BAD_REQUEST, "RFC 9110 §5.1", "A field name is empty."),
  /// White space between field name and colon.
  SPACE_BEFORE_COLON(
      BAD_REQUEST, "RFC 9112 §5.1", "White space stands between a field name and its colon."),
  /// A field name is not a token.
  FIELD_NAME_MALFORMED(BAD_REQUEST, "RFC 9110 §5.1", "A field name is not a token."),
  /// A field value has a control character other than tab.
  FIELD_VALUE_OCTET_FORBIDDEN(
      BAD_REQUEST, "RFC 9110 §5.5", "A field value has a control character."),

  /// HTTP/1.1 without Host.
  HOST_MISSING(BAD_REQUEST, "RFC 9112 §3.2", "An HTTP/1.1 request has no Host."),
  /// More than one Host.
  HOST_REPEATED(BAD_REQUEST, "RFC 9112 §3.2", "There is more than one Host."),
  /// Host is not a host with an optional port.
  HOST_MALFORMED(BAD_REQUEST, "RFC 9112 §3.2", "Host is not a host with an optional port."),
  /// Two Content-Length fields, or a list of lengths, even if they are the same.
  CONTENT_LENGTH_REPEATED(BAD_REQUEST, "RFC 9112 §6.3", "There is more than one Content-Length."),
  /// Content-Length is not digits.
  CONTENT_LENGTH_MALFORMED(BAD_REQUEST, "RFC 9112 §6.3", "Content-Length is not a decimal number."),
  /// Content-Length beside Transfer-Encoding.
  CONTENT_LENGTH_WITH_TRANSFER_ENCODING(
      BAD_REQUEST, "RFC 9112 §6.1", "Content-Length stands beside Transfer-Encoding."),
  /// Transfer-Encoding in HTTP/1.0.
  TRANSFER_ENCODING_IN_HTTP_1_0(
      BAD_REQUEST, "RFC 9112 §6.1", "An HTTP/1.0 request has Transfer-Encoding."),
  /// Transfer-Encoding is not a list of codings without parameters.
  TRANSFER_ENCODING_MALFORMED(
      BAD_REQUEST, "RFC 9112 §6.1", "Transfer-Encoding is not a list of coding names."),
  /// The final coding is another than `chunked`, so the message has no end.
  TRANSFER_ENCODING_NOT_CHUNKED(
      BAD_REQUEST, "RFC 9112 §6.3", "The final transfer coding is not chunked."),
  /// `chunked` is applied twice.
  TRANSFER_ENCODING_CHUNKED_TWICE(
      BAD_REQUEST, "RFC 9112 §6.1", "The chunked transfer coding is applied more than once."),
  /// A coding other than `chunked` is applied before it.
  TRANSFER_ENCODING_UNKNOWN(
      NOT_IMPLEMENTED, "RFC 9112 §6.1", "A transfer coding other than chunked is applied."),
  /// An expectation other than `100-continue`.
  EXPECTATION_UNKNOWN(
      EXPECTATION_FAILED, "RFC 9110 §10.1.1", "The expectation is not 100-continue."),
  /// See [Limits#content].
  CONTENT_OVER_LIMIT(CONTENT_TOO_LARGE, "RFC 9110 §15.5.14", "The content is too large."),

  /// A chunk's size is not hexadecimal digits.
  CHUNK_SIZE_MALFORMED(BAD_REQUEST, "RFC 9112 §7.1", "A chunk size is not a hexadecimal number."),
  /// A chunk's size has more than 16 digits.
  CHUNK_SIZE_TOO_LONG(
      BAD_REQUEST, "RFC 9112 §7.1", "A chunk size has more than 16 hexadecimal digits."),
  /// A chunk extension breaks the grammar.
  CHUNK_EXTENSION_MALFORMED(BAD_REQUEST, "RFC 9112 §7.1.1", "A chunk extension is malformed."),
  /// See [Limits#chunkLine].
  CHUNK_LINE_TOO_LONG(
      BAD_REQUEST, "RFC 9112 §7.1.1", "The line with a chunk's size and extensions is too long."),
  /// See [Limits#chunkOverhead].
  CHUNK_OVERHEAD_TOO_LARGE(
      BAD_REQUEST, "RFC 9112 §7.1.1", "Chunk extensions outweigh the content they come with."),
  /// No CRLF after a chunk's data.
  CHUNK_END_MISSING(BAD_REQUEST, "RFC 9112 §7.1", "A chunk's data does not end with CRLF."),
  /// See [Limits#trailerSection].
  TRAILER_SECTION_TOO_LARGE(
      REQUEST_HEADER_FIELDS_TOO_LARGE, "RFC 6585 §5", "The trailer fields are too long together."),
  /// A field that frames, routes or modifies a message, authenticates, or says what its content is
  /// stands in the trailers.
  TRAILER_FIELD_FORBIDDEN(
      BAD_REQUEST, "RFC 9110 §6.5.1", "A trailer field is one that only a head may have.");

  private final Status status;
  private final String section;
  private final String text;

  /// Refusing a request must not cost memory.
  private final Rejected rejected = new Rejected(this);

  Violation(Status status, String section, String text) {
    this.status = status;
    this.section = section;
    this.text = text;
  }

  /// The status to answer.
  public Status status() {
    return status;
  }

  /// Where the rule is written, for example `RFC 9112 §2.2`.
  public String section() {
    return section;
  }

  /// What is wrong, as one sentence that shows nothing of what the client sent.
  public String text() {
    return text;
  }

  /// The result that says so, one for each rule.
  Rejected rejected() {
    return rejected;
  }
}
