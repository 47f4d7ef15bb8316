package dev.ashlar.http.protocol;

import org.jspecify.annotations.Nullable;

/// A request method (RFC 9110 §9): a case-sensitive token.
///
/// The parser returns the constants of this class for the methods that have one, so `==` may be
/// used to compare with a constant only on what the parser returned; `equals` always works.
///
/// Immutable, safe for use by any thread.
///
/// @param name the token, for example `GET`
public record Method(String name) {
  /// Transfer a current representation of the target resource (RFC 9110 §9.3.1).
  public static final Method GET = new Method("GET");

  /// Like GET, but without the content (RFC 9110 §9.3.2).
  public static final Method HEAD = new Method("HEAD");

  /// Let the target resource process the content (RFC 9110 §9.3.3).
  public static final Method POST = new Method("POST");

  /// Replace the target resource's representations by the content (RFC 9110 §9.3.4).
  public static final Method PUT = new Method("PUT");

  /// Remove the target resource (RFC 9110 §9.3.5).
  public static final Method DELETE = new Method("DELETE");

  /// Make a tunnel to the authority that is the target (RFC 9110 §9.3.6).
  public static final Method CONNECT = new Method("CONNECT");

  /// Describe the communication options of the target (RFC 9110 §9.3.7).
  public static final Method OPTIONS = new Method("OPTIONS");

  /// Send back the request as received (RFC 9110 §9.3.8).
  public static final Method TRACE = new Method("TRACE");

  /// Change the target resource as the content says (RFC 5789).
  public static final Method PATCH = new Method("PATCH");

  /// Checks the name.
  ///
  /// @throws IllegalArgumentException if the name is not a token
  public Method {
    if (!Octets.isToken(name)) {
      throw new IllegalArgumentException("a method is a token (RFC 9110 §9.1)");
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /// The constant of that name, without making a String; null if there is none.
  static @Nullable Method known(byte[] bytes, int from, int to) {
    return switch (to - from) {
      case 3 -> firstOf(bytes, from, GET, PUT);
      case 4 -> firstOf(bytes, from, HEAD, POST);
      case 5 -> firstOf(bytes, from, PATCH, TRACE);
      case 6 -> firstOf(bytes, from, DELETE, DELETE);
      case 7 -> firstOf(bytes, from, OPTIONS, CONNECT);
      default -> null;
    };
  }

  private static @Nullable Method firstOf(byte[] bytes, int from, Method one, Method other) {
    if (matches(bytes, from, one.name)) {
      return one;
    }
    return matches(bytes, from, other.name) ? other : null;
  }

  private static boolean matches(byte[] bytes, int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
