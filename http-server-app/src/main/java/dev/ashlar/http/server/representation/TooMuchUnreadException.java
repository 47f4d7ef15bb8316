package dev.ashlar.http.server.representation;

import java.io.IOException;

/// There is no memory, or no descriptor, for a file or an upload now, because clients do not read
/// others.
public final class TooMuchUnreadException extends IOException {
  private static final long serialVersionUID = 1;
}
