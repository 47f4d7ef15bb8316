package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import java.util.List;

/// Sends a client from a folder's name to the folder.
///
/// The path in `Location` is put together from the names that were found, never from what the
/// client wrote; only its query follows as it came. It begins with one slash and a name, so it is a
/// path on this host (RFC 3986 §4.2) and can become neither `//host` nor, in a browser that takes a
/// backslash for a slash, `/\host`.
final class Redirect {
  private Redirect() {}

  /// `301`, the redirect that every client knows. `308` would differ for methods that have content,
  /// and only GET and HEAD come here. Browsers keep either for good unless told otherwise, and a
  /// folder may be gone or a file tomorrow.
  ///
  /// @param segments the folder's path, not the root
  static Response toFolder(List<String> segments, RequestHead head) {
    String query = head.rawQuery();
    String location = RawPath.of(segments, true) + (query == null ? "" : "?" + query);
    return new Response(
        Status.MOVED_PERMANENTLY,
        Fields.of(FieldName.LOCATION, location, FieldName.CACHE_CONTROL, CacheControl.REVALIDATED),
        Content.none());
  }
}
