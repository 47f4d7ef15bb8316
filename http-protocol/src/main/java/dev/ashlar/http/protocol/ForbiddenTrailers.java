package dev.ashlar.http.protocol;

import java.util.Set;

/// Fields that no trailer section may have, because they have to be known before the content is
/// processed (RFC 9110 §6.5.1). What a proxy says of the client is among them, whether a standard
/// defines it or not.
final class ForbiddenTrailers {
  private static final Set<FieldName> NAMES =
      Set.of(
          // Framing, and what the connection is to be.
          FieldName.CONNECTION,
          FieldName.CONTENT_LENGTH,
          FieldName.KEEP_ALIVE,
          FieldName.of("Proxy-Connection"),
          FieldName.TE,
          FieldName.TRAILER,
          FieldName.TRANSFER_ENCODING,
          FieldName.UPGRADE,
          // Routing.
          FieldName.FORWARDED,
          FieldName.HOST,
          FieldName.MAX_FORWARDS,
          FieldName.VIA,
          FieldName.X_FORWARDED_FOR,
          FieldName.of("X-Forwarded-Host"),
          FieldName.of("X-Forwarded-Proto"),
          // Modifiers of the request: controls and conditions.
          FieldName.CACHE_CONTROL,
          FieldName.EXPECT,
          FieldName.IF_MATCH,
          FieldName.IF_MODIFIED_SINCE,
          FieldName.IF_NONE_MATCH,
          FieldName.IF_RANGE,
          FieldName.IF_UNMODIFIED_SINCE,
          FieldName.PRAGMA,
          FieldName.RANGE,
          // Authentication. Authentication-Info is permitted (RFC 9110 §11.6.3).
          FieldName.AUTHORIZATION,
          FieldName.COOKIE,
          FieldName.of("Proxy-Authenticate"),
          FieldName.PROXY_AUTHORIZATION,
          FieldName.SET_COOKIE,
          FieldName.WWW_AUTHENTICATE,
          // Control of the response (RFC 7231 §7.1). ETag is permitted (RFC 9110 §8.8.3).
          FieldName.AGE,
          FieldName.DATE,
          FieldName.EXPIRES,
          FieldName.LOCATION,
          FieldName.RETRY_AFTER,
          FieldName.VARY,
          FieldName.of("Warning"),
          // The format of the content.
          FieldName.CONTENT_ENCODING,
          FieldName.CONTENT_RANGE,
          FieldName.CONTENT_TYPE);

  private ForbiddenTrailers() {}

  /// Whether one of them is among the fields.
  static boolean areAmong(Fields trailers) {
    for (Field trailer : trailers) {
      if (NAMES.contains(trailer.name())) {
        return true;
      }
    }
    return false;
  }
}
