package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;

/// One complete request.
///
/// @param content without transfer coding, one character for each octet
record Message(RequestHead head, String content, Fields trailers) {
  /// Everything that a parser says about a request, as text: two that are the same request have the
  /// same description.
  String description() {
    return String.join(
        "\n",
        head.requestLine(),
        head.method() + " " + head.target() + " " + head.version(),
        head.fields().toString(),
        String.valueOf(head.authority()),
        head.contentLength() + " " + head.persistent() + " " + head.expectsContinue(),
        content,
        trailers.toString());
  }
}
