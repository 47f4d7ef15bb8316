package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Accept;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.MediaType;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.security.PathVerdict;
import java.util.List;

/// Which paths without a file are pages of a single-page application, whose one page finds out by
/// itself what to show.
///
/// A script or picture that is missing has to stay missing: a page in its place fails later and
/// tells nobody why. A browser that goes to a page says that it wants HTML, and the names of
/// scripts and pictures have an extension.
enum SinglePage {
  /// The path is the application's, whoever asks.
  YES,
  /// The path is the application's because of what the request accepts.
  BY_ACCEPT,
  /// The path names something else that is missing.
  NO;

  /// The root, where the one page is.
  static final PathVerdict.Allowed ROOT = new PathVerdict.Allowed(List.of(), true);

  static SinglePage of(PathVerdict.Allowed path, RequestHead head) {
    if (path.segments().isEmpty()) {
      return NO;
    }
    if (path.segments().getLast().indexOf('.') < 0) {
      return YES;
    }
    String accept = head.value(FieldName.ACCEPT);
    return accept != null && accept.contains("text/html") && acceptsHtml(accept) ? BY_ACCEPT : NO;
  }

  private static boolean acceptsHtml(String accept) {
    return Accept.parse(accept).quality(MediaType.HTML) > 0;
  }
}
