package dev.ashlar.http.protocol;

import org.jspecify.annotations.Nullable;

/// What a request is about, in one of the four forms of RFC 9112 §3.2. Nothing is decoded or
/// normalised: paths and queries are as received.
///
/// Immutable, safe for use by any thread.
public sealed interface RequestTarget {
  /// The usual form: a path, and perhaps a query (RFC 9112 §3.2.1).
  ///
  /// @param path begins with `/`
  /// @param query what follows the first `?`; null without one
  record OriginForm(String path, @Nullable String query) implements RequestTarget {
    @Override
    public String render() {
      return path + renderQuery(query);
    }
  }

  /// A whole URI, as sent to a proxy (RFC 9112 §3.2.2). An origin server must accept it, and must
  /// refuse a scheme that does not suit the connection (RFC 9110 §7.4).
  ///
  /// @param scheme `http` or `https` in any case, as received
  /// @param authority counts instead of Host
  /// @param path empty, or begins with `/`; what an empty one means, [RequestHead#rawPath] says
  /// @param query what follows the first `?`; null without one
  record AbsoluteForm(String scheme, Authority authority, String path, @Nullable String query)
      implements RequestTarget {
    @Override
    public String render() {
      return scheme + "://" + authority + path + renderQuery(query);
    }
  }

  /// Only for CONNECT (RFC 9112 §3.2.3).
  ///
  /// @param authority always with a port
  record AuthorityForm(Authority authority) implements RequestTarget {
    @Override
    public String render() {
      return authority.toString();
    }
  }

  /// `*`, the server as a whole; only for OPTIONS (RFC 9112 §3.2.4).
  record AsteriskForm() implements RequestTarget {
    @Override
    public String render() {
      return "*";
    }
  }

  /// The target as it stands in a request line.
  String render();

  private static String renderQuery(@Nullable String query) {
    return query == null ? "" : "?" + query;
  }
}
