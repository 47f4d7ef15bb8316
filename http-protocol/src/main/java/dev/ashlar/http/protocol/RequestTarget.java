package dev.ashlar.http.protocol;

import org.jspecify.annotations.Nullable;

/// What a request is about, in one of the four forms of RFC 9112 §3.2. Nothing is decoded or
/// normalised: paths and queries are as received. What no request line could have cannot be made.
///
/// Immutable, safe for use by any thread.
public sealed interface RequestTarget {
  /// The usual form: a path, and perhaps a query (RFC 9112 §3.2.1).
  ///
  /// @param path begins with `/`
  /// @param query what follows the first `?`; null without one
  record OriginForm(String path, @Nullable String query) implements RequestTarget {
    /// Checks the parts.
    ///
    /// @throws IllegalArgumentException if the path does not begin with `/`, or a part breaks the
    ///   grammar of RFC 3986 §3.3 and §3.4
    public OriginForm {
      require(path.startsWith("/"), "the path of origin form begins with /");
      requireGrammar(path, query);
    }

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
    /// Checks the parts.
    ///
    /// @throws IllegalArgumentException if the scheme is another one, the path begins with
    ///   something else, or a part breaks the grammar of RFC 3986 §3.3 and §3.4
    public AbsoluteForm {
      require(
          scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"),
          "the scheme is http or https");
      require(path.isEmpty() || path.startsWith("/"), "a path is empty or begins with /");
      requireGrammar(path, query);
    }

    @Override
    public String render() {
      return scheme + "://" + authority + path + renderQuery(query);
    }
  }

  /// Only for CONNECT (RFC 9112 §3.2.3).
  ///
  /// @param authority always with a port, which is not 0
  record AuthorityForm(Authority authority) implements RequestTarget {
    /// Checks the port.
    ///
    /// @throws IllegalArgumentException if there is none, or 0, which is nobody's
    public AuthorityForm {
      require(authority.port() > 0, "a tunnel needs a port (RFC 9110 §9.3.6)");
    }

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

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static void requireGrammar(String path, @Nullable String query) {
    require(Octets.isAllOrEncoded(Octets.PATH, path), "not a path (RFC 3986 §3.3)");
    require(
        query == null || Octets.isAllOrEncoded(Octets.QUERY, query), "not a query (RFC 3986 §3.4)");
  }

  private static String renderQuery(@Nullable String query) {
    return query == null ? "" : "?" + query;
  }
}
