package dev.ashlar.http.server.observe;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.Response;
import org.jspecify.annotations.Nullable;

/// What a response was about, as the access log names it.
enum ContentKind {
  /// A page.
  HTML("html"),
  /// Other text, JSON and scripts included.
  TEXT("text"),
  /// Any other content.
  BINARY("binary"),
  /// An upload was acknowledged.
  UPLOAD("upload"),
  /// A status of 400 or more.
  ERROR("error"),
  /// A response without a content type, such as 304.
  NONE("-");

  private final String word;

  ContentKind(String word) {
    this.word = word;
  }

  /// One word without spaces.
  String word() {
    return word;
  }

  /// The kind of a response.
  ///
  /// @param head what it answers, if that became a head
  static ContentKind of(@Nullable RequestHead head, Response response) {
    int code = response.status().code();
    if (code >= 400) {
      return ERROR;
    }
    if (code == 201 && head != null && head.method().equals(Method.POST)) {
      return UPLOAD;
    }
    String type = response.fields().value(FieldName.CONTENT_TYPE);
    if (type == null) {
      return NONE;
    }
    if (type.startsWith("text/html") || type.startsWith("application/xhtml")) {
      return HTML;
    }
    return isText(type) ? TEXT : BINARY;
  }

  private static boolean isText(String type) {
    int semicolon = type.indexOf(';');
    int end = semicolon < 0 ? type.length() : semicolon;
    return type.startsWith("text/")
        || type.startsWith("application/json")
        || type.startsWith("application/javascript")
        || type.startsWith("application/xml")
        || type.startsWith("+json", end - "+json".length())
        || type.startsWith("+xml", end - "+xml".length());
  }
}
