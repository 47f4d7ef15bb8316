package dev.ashlar.http.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The request line and fields of one request.
public final class RequestHead implements ParseResult {
  RequestHead() {}

  /// The request's method.
  public Method method() {
    return Method.GET;
  }

  /// What the request is about.
  public RequestTarget target() {
    return new RequestTarget.AsteriskForm();
  }

  /// The version that the client speaks.
  public HttpVersion version() {
    return HttpVersion.HTTP_1_1;
  }

  /// Whether the client would keep the connection.
  public boolean persistent() {
    return false;
  }

  /// Whether the client waits for `100 Continue` before it sends content.
  public boolean expectsContinue() {
    return false;
  }

  /// The content's length; -1 if chunked, 0 if there is none.
  public long contentLength() {
    return 0;
  }

  /// Whether content follows.
  public boolean hasContent() {
    return false;
  }

  /// Whether the content is chunked.
  public boolean chunked() {
    return false;
  }

  /// All values of a name, combined; null without one.
  public @Nullable String value(FieldName name) {
    return null;
  }

  /// All values of a name.
  public List<String> values(FieldName name) {
    return List.of();
  }

  /// Whether there is such a field.
  public boolean has(FieldName name) {
    return false;
  }

  /// All fields.
  public Fields fields() {
    return Fields.NONE;
  }

  /// The effective authority; null only for HTTP/1.0 without Host.
  public @Nullable Authority authority() {
    return null;
  }

  /// The request line as received, in ISO-8859-1.
  public String requestLine() {
    return "";
  }

  /// The path as received.
  public String rawPath() {
    return "";
  }

  /// The query as received; null without one.
  public @Nullable String rawQuery() {
    return null;
  }
}
