package dev.ashlar.http.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// The name of a field: a token that is compared without regard to case (RFC 9110 §5.1).
///
/// Names that a server meets often are constants, and [#of] returns the constant for any spelling
/// of them, so that the parser recognises them without making Strings. There are no more than 64,
/// for the known names of a message are the bits of one `long`.
///
/// Immutable, safe for use by any thread.
public final class FieldName {
  private static final List<FieldName> CONSTANTS = new ArrayList<>();

  /// `Accept`
  public static final FieldName ACCEPT = constant("Accept");

  /// `Accept-Encoding`
  public static final FieldName ACCEPT_ENCODING = constant("Accept-Encoding");

  /// `Accept-Language`
  public static final FieldName ACCEPT_LANGUAGE = constant("Accept-Language");

  /// `Accept-Ranges`
  public static final FieldName ACCEPT_RANGES = constant("Accept-Ranges");

  /// `Age`
  public static final FieldName AGE = constant("Age");

  /// `Allow`
  public static final FieldName ALLOW = constant("Allow");

  /// `Authorization`
  public static final FieldName AUTHORIZATION = constant("Authorization");

  /// `Cache-Control`
  public static final FieldName CACHE_CONTROL = constant("Cache-Control");

  /// `Connection`
  public static final FieldName CONNECTION = constant("Connection");

  /// `Content-Disposition`
  public static final FieldName CONTENT_DISPOSITION = constant("Content-Disposition");

  /// `Content-Encoding`
  public static final FieldName CONTENT_ENCODING = constant("Content-Encoding");

  /// `Content-Language`
  public static final FieldName CONTENT_LANGUAGE = constant("Content-Language");

  /// `Content-Length`
  public static final FieldName CONTENT_LENGTH = constant("Content-Length");

  /// `Content-Location`
  public static final FieldName CONTENT_LOCATION = constant("Content-Location");

  /// `Content-Range`
  public static final FieldName CONTENT_RANGE = constant("Content-Range");

  /// `Content-Security-Policy`
  public static final FieldName CONTENT_SECURITY_POLICY = constant("Content-Security-Policy");

  /// `Content-Type`
  public static final FieldName CONTENT_TYPE = constant("Content-Type");

  /// `Cookie`
  public static final FieldName COOKIE = constant("Cookie");

  /// `Date`
  public static final FieldName DATE = constant("Date");

  /// `DNT`
  public static final FieldName DNT = constant("DNT");

  /// `ETag`
  public static final FieldName ETAG = constant("ETag");

  /// `Expect`
  public static final FieldName EXPECT = constant("Expect");

  /// `Expires`
  public static final FieldName EXPIRES = constant("Expires");

  /// `Forwarded`
  public static final FieldName FORWARDED = constant("Forwarded");

  /// `Host`
  public static final FieldName HOST = constant("Host");

  /// `If-Match`
  public static final FieldName IF_MATCH = constant("If-Match");

  /// `If-Modified-Since`
  public static final FieldName IF_MODIFIED_SINCE = constant("If-Modified-Since");

  /// `If-None-Match`
  public static final FieldName IF_NONE_MATCH = constant("If-None-Match");

  /// `If-Range`
  public static final FieldName IF_RANGE = constant("If-Range");

  /// `If-Unmodified-Since`
  public static final FieldName IF_UNMODIFIED_SINCE = constant("If-Unmodified-Since");

  /// `Keep-Alive`
  public static final FieldName KEEP_ALIVE = constant("Keep-Alive");

  /// `Last-Modified`
  public static final FieldName LAST_MODIFIED = constant("Last-Modified");

  /// `Link`
  public static final FieldName LINK = constant("Link");

  /// `Location`
  public static final FieldName LOCATION = constant("Location");

  /// `Max-Forwards`
  public static final FieldName MAX_FORWARDS = constant("Max-Forwards");

  /// `Origin`
  public static final FieldName ORIGIN = constant("Origin");

  /// `Pragma`
  public static final FieldName PRAGMA = constant("Pragma");

  /// `Priority`
  public static final FieldName PRIORITY = constant("Priority");

  /// `Proxy-Authorization`
  public static final FieldName PROXY_AUTHORIZATION = constant("Proxy-Authorization");

  /// `Range`
  public static final FieldName RANGE = constant("Range");

  /// `Referer`
  public static final FieldName REFERER = constant("Referer");

  /// `Referrer-Policy`
  public static final FieldName REFERRER_POLICY = constant("Referrer-Policy");

  /// `Retry-After`
  public static final FieldName RETRY_AFTER = constant("Retry-After");

  /// `Sec-CH-UA`
  public static final FieldName SEC_CH_UA = constant("Sec-CH-UA");

  /// `Sec-CH-UA-Mobile`
  public static final FieldName SEC_CH_UA_MOBILE = constant("Sec-CH-UA-Mobile");

  /// `Sec-CH-UA-Platform`
  public static final FieldName SEC_CH_UA_PLATFORM = constant("Sec-CH-UA-Platform");

  /// `Sec-Fetch-Dest`
  public static final FieldName SEC_FETCH_DEST = constant("Sec-Fetch-Dest");

  /// `Sec-Fetch-Mode`
  public static final FieldName SEC_FETCH_MODE = constant("Sec-Fetch-Mode");

  /// `Sec-Fetch-Site`
  public static final FieldName SEC_FETCH_SITE = constant("Sec-Fetch-Site");

  /// `Sec-Fetch-User`
  public static final FieldName SEC_FETCH_USER = constant("Sec-Fetch-User");

  /// `Server`
  public static final FieldName SERVER = constant("Server");

  /// `Set-Cookie`
  public static final FieldName SET_COOKIE = constant("Set-Cookie");

  /// `Strict-Transport-Security`
  public static final FieldName STRICT_TRANSPORT_SECURITY = constant("Strict-Transport-Security");

  /// `TE`
  public static final FieldName TE = constant("TE");

  /// `Trailer`
  public static final FieldName TRAILER = constant("Trailer");

  /// `Transfer-Encoding`
  public static final FieldName TRANSFER_ENCODING = constant("Transfer-Encoding");

  /// `Upgrade`
  public static final FieldName UPGRADE = constant("Upgrade");

  /// `Upgrade-Insecure-Requests`
  public static final FieldName UPGRADE_INSECURE_REQUESTS = constant("Upgrade-Insecure-Requests");

  /// `User-Agent`
  public static final FieldName USER_AGENT = constant("User-Agent");

  /// `Vary`
  public static final FieldName VARY = constant("Vary");

  /// `Via`
  public static final FieldName VIA = constant("Via");

  /// `WWW-Authenticate`
  public static final FieldName WWW_AUTHENTICATE = constant("WWW-Authenticate");

  /// `X-Content-Type-Options`
  public static final FieldName X_CONTENT_TYPE_OPTIONS = constant("X-Content-Type-Options");

  /// `X-Forwarded-For`
  public static final FieldName X_FORWARDED_FOR = constant("X-Forwarded-For");

  private final String name;
  private final String lowerCase;
  private final int index;

  private FieldName(String name, int index) {
    this.name = name;
    this.lowerCase = name.toLowerCase(Locale.ROOT);
    this.index = index;
  }

  private static FieldName constant(String name) {
    FieldName constant = new FieldName(name, CONSTANTS.size());
    CONSTANTS.add(constant);
    return constant;
  }

  /// The field name with that spelling, or the constant where there is one.
  ///
  /// @throws IllegalArgumentException if the text is not a token
  public static FieldName of(String name) {
    if (!Octets.isToken(name)) {
      throw new IllegalArgumentException("a field name is a token (RFC 9110 §5.1)");
    }
    FieldName known = KnownNames.find(name);
    return known != null ? known : new FieldName(name, -1);
  }

  /// The canonical spelling of a constant, and otherwise the spelling that [#of] was given.
  public String name() {
    return name;
  }

  /// All constants, each at its own index.
  static List<FieldName> constants() {
    return Collections.unmodifiableList(CONSTANTS);
  }

  /// 0 to 63 for a constant, -1 for any other name.
  int index() {
    return index;
  }

  /// The bit that stands for this name in a set of known names; 0 for a name that is no constant.
  long bit() {
    return index < 0 ? 0 : 1L << index;
  }

  String lowerCase() {
    return lowerCase;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof FieldName that && lowerCase.equals(that.lowerCase));
  }

  @Override
  public int hashCode() {
    return lowerCase.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
