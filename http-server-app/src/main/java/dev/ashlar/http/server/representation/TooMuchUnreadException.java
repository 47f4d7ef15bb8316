package dev.ashlar.http.server.representation;

import java.io.IOException;

/// There is no memory, or no descriptor, for a file or an upload now, because clients do not read
/// others.
public final class TooMuchUnreadException extends IOException {
  /// What the client is told whose request is answered `503` for that.
  public static final String DETAIL =
      "The server has more to send than it can right now. Please try again soon.";

  private static final long serialVersionUID = 1;
}
